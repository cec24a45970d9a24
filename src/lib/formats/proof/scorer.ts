/**
 * A scorer that knows of a kit only what is published about it: its files, where a score stands, and how a score is read.
 * It shares nothing with the readers and the scorer of Primum, and is held against them.
 */
import type { Files } from '../files.ts';
import { documentOf, textOf } from './reading.ts';

type Option = {
	id: number;
	score?: number;
	placement?: number;
	grade?: number;
	abstraction?: string | null;
	abstractionType?: string | null;
	dependsOn?: number[];
};
export type Rubric = { id: string; options: Option[] };

export type Harm = { kind: 'omission' | 'commission'; severity: 1 | 2 | 3; option: number };

/** What is asked: an item of each line, with the rubric of its base case. */
export function itemsOf(files: Files): { id: string; rubric: Rubric }[] {
	const lines = textOf(files, 'kit/dataset/items.jsonl').split('\n').filter(Boolean);
	return lines.map((line) => {
		const { id, metadata } = JSON.parse(line) as { id: string; metadata: { base_id: string } };
		const rubric = documentOf(files, `kit/dataset/rubrics/${metadata.base_id}.json`) as Rubric;
		return { id, rubric };
	});
}

const scoreOf = ({ placement, score, grade }: Option) => (placement ?? score ?? grade)!;

/** The harms of doing these options of a case and no other. */
export function harmsOf({ options }: Rubric, done: ReadonlySet<number>): Harm[] {
	return options.flatMap((option): Harm[] => {
		const score = scoreOf(option);
		if (done.has(option.id)) {
			if (score > 3) return [];
			return [{ kind: 'commission', severity: (4 - score) as Harm['severity'], option: option.id }];
		}
		if (score < 7 || isCovered(option, options, done) || isMoot(option, done)) return [];
		return [{ kind: 'omission', severity: (score - 6) as Harm['severity'], option: option.id }];
	});
}

function isCovered(option: Option, options: readonly Option[], done: ReadonlySet<number>): boolean {
	if (option.abstractionType !== 'alternative') return false;
	return options.some(
		({ id, abstraction, abstractionType }) =>
			abstractionType === 'alternative' && abstraction === option.abstraction && done.has(id)
	);
}

function isMoot({ dependsOn = [] }: Option, done: ReadonlySet<number>): boolean {
	return dependsOn.length > 0 && !dependsOn.some((parent) => done.has(parent));
}
