/** A small kit made of two of the demonstration's own synthetic cases, as a coordinator would have it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zip } from '#lib/formats/zip.ts';

const KIT = join(import.meta.dirname, '../../src/lib/server/demo/kit');

/** Base cases in the kit; Neph001 has two variants besides its base. */
export const CASES = ['Derm001', 'Neph001'];

type Option = { id: number; text: string; category: string; score: number; dependsOn?: number[] };
export type Rubric = {
	id: string;
	options: Option[];
	case: { presentation: string };
	specialistConsult?: { consults: { optionId: number }[] };
};

const read = (path: string) => readFileSync(join(KIT, path));

/** The rubric of a case as it stands in the kit. */
export function rubric(id: string): Rubric {
	return JSON.parse(read(`dataset/rubrics/${id}.json`).toString()) as Rubric;
}

/** The lines of items.jsonl that belong to the kit. */
export function items(): { id: string; metadata: { base_id: string } }[] {
	return read('dataset/items.jsonl')
		.toString()
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line) as ReturnType<typeof items>[number])
		.filter(({ metadata }) => CASES.includes(metadata.base_id));
}

/** The kit as files. */
export function files(): Map<string, Uint8Array> {
	const lines = items().map((item) => `${JSON.stringify(item)}\n`);
	const kit = new Map<string, Uint8Array>([['dataset/items.jsonl', Buffer.from(lines.join(''))]]);
	for (const id of CASES) kit.set(`dataset/rubrics/${id}.json`, read(`dataset/rubrics/${id}.json`));
	for (const { id } of items()) {
		kit.set(`dataset/perturbations/${id}.json`, read(`dataset/perturbations/${id}.json`));
	}
	return kit;
}

/** The kit as a zip to upload. */
export const archive = () => ({
	name: 'kit.zip',
	mimeType: 'application/zip',
	buffer: Buffer.from(zip(files()))
});
