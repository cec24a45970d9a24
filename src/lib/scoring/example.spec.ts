/** The case that is worked out on paper in docs/examples/scoring, held against the code. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rubricsOf } from '#lib/formats/kit-rubrics.ts';
import { readKit } from '#lib/formats/kit.ts';
import { readSubmission } from '#lib/formats/submission.ts';
import { setOf } from './rubric.ts';
import { SCHEME_NAMES } from './scheme.ts';
import { score } from './score.ts';

const FOLDER = join(import.meta.dirname, '../../../docs/examples/scoring');
const RUBRIC = 'dataset/rubrics/Vasc901.json';
const ITEMS = 'dataset/items.jsonl';
const bytes = (path: string) => readFileSync(join(FOLDER, path));

const { cases, problems } = readKit(
	new Map([RUBRIC, ITEMS].map((path) => [path, bytes(`kit/${path}`)]))
);
const set = setOf(rubricsOf(cases).rubrics);
const submission = readSubmission(set, bytes('submission.jsonl'), 'submission.jsonl');

/** The rows of the table under a heading, without its head. */
function tableUnder(heading: string): string[][] {
	const [, section] = bytes('README.md').toString().split(`\n## ${heading}\n`);
	const lines = section!.split('\n## ')[0]!.split('\n');
	const rows = lines.filter((line) => line.startsWith('| '));
	return rows.slice(2).map((line) =>
		line
			.slice(1, -1)
			.split('|')
			.map((cell) => cell.trim())
	);
}

it('can be read', () => {
	expect([...problems, ...submission.problems]).toEqual([]);
});

it('the table of actions is the kit, and what was done is the submission', () => {
	const { actions } = set.layouts[0]!.rubric;
	const { done } = submission.records[0]!;
	const words = ['no', 'in part', 'wholly'];
	expect(tableUnder('The actions, and what was done')).toEqual(
		actions.map(({ number, text, score, group, dependsOn }, place) => [
			...[String(number), text, String(score), group ?? '', dependsOn.join(', ')],
			words[done[place]!]
		])
	);
});

describe.each(SCHEME_NAMES)('%s', (scheme) => {
	const { metrics } = score(set, submission.records, scheme).records[0]!;
	const rows = tableUnder(scheme);

	it.each(rows)('%s: %s = %s', (name, _, value) => {
		expect(metrics[name!], name).toBeTypeOf('number');
		expect(Math.abs(metrics[name!]! - Number(value))).toBeLessThan(5e-7);
	});

	it('is worked out whole', () => {
		const worked = [...rows, ...(scheme === 'mast-2026' ? tableUnder('mast-2026-07') : [])];
		const names = new Set(worked.map(([name]) => name));
		expect(Object.keys(metrics).filter((name) => !names.has(name))).toEqual([]);
	});
});
