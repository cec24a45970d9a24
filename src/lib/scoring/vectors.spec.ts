import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Files } from '#lib/formats/files.ts';
import { rubricsOf } from '#lib/formats/kit-rubrics.ts';
import { readKit } from '#lib/formats/kit.ts';
import { readSubmission } from '#lib/formats/submission.ts';
import { setOf } from './rubric.ts';
import { SCHEME_NAMES, type SchemeName } from './scheme.ts';
import { score } from './score.ts';

type Wanted = { value: number | null; half_width?: number; half_width_within?: number };
type Expected = {
	tolerance: number;
	submissions: Record<
		string,
		{
			file: string;
			records: number;
			coverage: { items: number; of: number };
			schemes: Record<
				SchemeName,
				{
					records: { id: string; trial: number; metrics: Record<string, number | null> }[];
					aggregate: Record<string, Wanted>;
				}
			>;
		}
	>;
};

const FIXTURES = join(import.meta.dirname, 'fixtures');
const GIVEN = join(import.meta.dirname, '../../../../shared/scoring-vectors');

const expected = JSON.parse(readFileSync(join(FIXTURES, 'expected.json'), 'utf8')) as Expected;

function filesIn(folder: string): Files {
	const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
	return new Map(
		entries
			.filter((entry) => entry.isFile())
			.map((entry) => join(entry.parentPath, entry.name))
			.map((path) => [path.slice(folder.length + 1), readFileSync(path)])
	);
}

const kit = readKit(filesIn(join(FIXTURES, 'kit')));
const { rubrics } = rubricsOf(kit.cases);
const set = setOf(rubrics);

function read(name: string) {
	const { file } = expected.submissions[name]!;
	return readSubmission(set, readFileSync(join(FIXTURES, file)), file);
}

/** Equal within the tolerance, and null just where null is wanted. */
function near(found: number | null | undefined, wanted: number | null, what: string): void {
	if (wanted === null) return expect(found, what).toBeNull();
	expect(found, what).toBeTypeOf('number');
	expect(Math.abs(found! - wanted), `${what}: ${found}, not ${wanted}`).toBeLessThanOrEqual(
		expected.tolerance
	);
}

const names = Object.keys(expected.submissions);
const pairs = names.flatMap((name) => SCHEME_NAMES.map((scheme) => [name, scheme] as const));

describe('figures of an independent reference', () => {
	it.each(names)('%s: every record can be read, and its coverage is known', (name) => {
		const { problems, records, coverage } = read(name);
		const wanted = expected.submissions[name]!;
		expect(problems).toEqual([]);
		expect(records).toHaveLength(wanted.records);
		expect(coverage).toMatchObject(wanted.coverage);
	});

	it.each(pairs)('%s by %s: every metric of every record', (name, scheme) => {
		const { records } = score(set, read(name).records, scheme);
		const wanted = expected.submissions[name]!.schemes[scheme].records;
		expect(records).toHaveLength(wanted.length);
		for (const { id, trial, metrics } of wanted) {
			const found = records.find(({ record }) => record.id === id && record.trial === trial)!;
			expect(Object.keys(found.metrics).sort()).toEqual(Object.keys(metrics).sort());
			for (const [metric, value] of Object.entries(metrics)) {
				near(found.metrics[metric], value, `${id}, trial ${trial}: ${metric}`);
			}
		}
	});

	it.each(pairs)('%s by %s: every figure of the system and its interval', (name, scheme) => {
		const { aggregate } = score(set, read(name).records, scheme);
		const wanted = expected.submissions[name]!.schemes[scheme].aggregate;
		expect(Object.keys(aggregate).sort()).toEqual(Object.keys(wanted).sort());
		for (const [metric, { value, half_width: half, half_width_within: within }] of Object.entries(
			wanted
		)) {
			const found = aggregate[metric]!;
			near(found.value, value, metric);
			if (half === undefined) continue;
			const [lo, hi] = found.ci95!;
			const off = Math.abs((hi! - lo!) / 2 - half);
			expect(off, `half of ${metric}: ${(hi! - lo!) / 2}, not ${half}`).toBeLessThanOrEqual(
				within!
			);
		}
	});
});

it.skipIf(!existsSync(GIVEN))(
	'the fixtures repeat the files in shared/ (skipped where it is not here)',
	() => {
		const given = filesIn(GIVEN);
		const own = filesIn(FIXTURES);
		for (const [path, bytes] of given) {
			if (path !== 'README.md') expect(Buffer.compare(own.get(path)!, bytes), path).toBe(0);
		}
	}
);
