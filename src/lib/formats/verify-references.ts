/** Whether what a release refers to is in it, and whether its parts say the same. */
import type { JsonObject } from '#lib/domain/case.ts';
import type { Problem } from '#lib/domain/refusal.ts';
import type { Manifest } from '#lib/domain/release.ts';
import type { Files } from './files.ts';
import { readKit } from './kit.ts';
import {
	actionRecord,
	caseRecord,
	finalRecord,
	matrixRecord,
	ratingRecord,
	storyRecord
} from './records.ts';
import { storyProblems } from './verify-stories.ts';

/** Records of a table that satisfy their schema, with their lines. */
export type Lines = { line: number; record: JsonObject }[];

const where = (table: string) => `tables/${table}.jsonl`;

type Parsed<T> = { line: number; record: T }[];

/** Records in the form this version of Primum knows; others are passed over, for the schema has spoken. */
function parsed<T>(
	tables: ReadonlyMap<string, Lines>,
	name: string,
	schema: { safeParse: (value: unknown) => { success: boolean; data?: T } }
): Parsed<T> {
	return (tables.get(name) ?? []).flatMap(({ line, record }) => {
		const { data } = schema.safeParse(record);
		return data === undefined ? [] : [{ line, record: data }];
	});
}

/** Problems of records of one table that name something twice or something that is not there. */
function unitProblems(
	table: string,
	records: Parsed<{ unit: string; key?: string }>,
	known: ReadonlySet<string>
): Problem[] {
	const seen = new Set<string>();
	return records.flatMap(({ line, record: { unit, key = unit } }) => {
		const fault = (message: string) => [{ where: where(table), line, message }];
		if (!known.has(unit)) return fault(`names ${unit}, which ${where('actions')} does not have.`);
		if (seen.has(key)) return fault(`names ${key} a second time.`);
		seen.add(key);
		return [];
	});
}

function kitProblems(files: Files, expected: ReadonlyMap<string, number | null> | null): Problem[] {
	const kit: Files = new Map(
		[...files].flatMap(([path, bytes]) => (path.startsWith('kit/') ? [[path.slice(4), bytes]] : []))
	);
	// All actions may be unresolved: then there is no case in the kit, and nothing to read.
	const scores = [...(expected ?? [])].filter(([, score]) => score !== null);
	if (expected !== null && scores.length === 0 && kit.size === 0) return [];
	const { cases, problems } = readKit(kit);
	const found = problems.map((problem) => ({ ...problem, where: `kit/${problem.where}` }));
	if (expected === null) return found;
	const there = new Set<string>();
	for (const { externalId, actions } of cases) {
		for (const { number, referenceScore } of actions) {
			const unit = `${externalId}#${number}`;
			there.add(unit);
			const score = expected.get(unit) ?? null;
			if (score === referenceScore && score !== null) continue;
			found.push({
				where: `kit/dataset/rubrics/${externalId}.json`,
				field: `option ${number}`,
				message:
					score === null
						? `is in the kit, and ${where('final')} has no final score of it.`
						: `has score ${referenceScore} and ${where('final')} says ${score}.`
			});
		}
	}
	for (const [unit] of scores) {
		if (there.has(unit)) continue;
		found.push({
			where: where('final'),
			message: `has a final score of ${unit}, which is not in the kit.`
		});
	}
	return found;
}

function countProblems(manifest: Manifest, counts: Manifest['counts']): Problem[] {
	return (Object.keys(counts) as (keyof typeof counts)[]).flatMap((name) =>
		counts[name] === manifest.counts[name]
			? []
			: [
					{
						where: 'manifest.json',
						field: `counts.${name}`,
						message: `is ${manifest.counts[name]} and the tables have ${counts[name]}.`
					}
				]
	);
}

/**
 * Checks that ratings, final scores, the matrix, the stories and the kit speak of the actions in `tables/actions`,
 * that the kit carries the final scores, and that the manifest counts right.
 *
 * @param tables the records of the JSONL tables that satisfy their schemas
 */
export function referenceProblems(
	files: Files,
	manifest: Manifest,
	tables: ReadonlyMap<string, Lines>
): Problem[] {
	const cases = parsed(tables, 'cases', caseRecord);
	const actions = parsed(tables, 'actions', actionRecord);
	const ratings = parsed(tables, 'ratings', ratingRecord);
	const finals = parsed(tables, 'final', finalRecord);
	const matrix = parsed(tables, 'matrix', matrixRecord);
	const ids = new Set(cases.map(({ record }) => record.case));
	const units = new Set(actions.map(({ record }) => `${record.case}#${record.number}`));
	const problems: Problem[] = [];
	for (const { line, record } of actions) {
		const fault = (message: string) => problems.push({ where: where('actions'), line, message });
		if (!ids.has(record.case))
			fault(`names ${record.case}, which ${where('cases')} does not have.`);
		for (const parent of record.depends_on) {
			if (units.has(`${record.case}#${parent}`)) continue;
			fault(`depends on ${parent}, which ${record.case} does not have.`);
		}
	}
	const unit = (record: { case: string; action: number }) => `${record.case}#${record.action}`;
	problems.push(
		...unitProblems(
			'ratings',
			ratings.map(({ line, record }) => ({
				line,
				record: {
					unit: unit(record),
					key: `${unit(record)} by ${record.rater} in round ${record.round}`
				}
			})),
			units
		),
		...unitProblems(
			'final',
			finals.map(({ line, record }) => ({ line, record: { unit: unit(record) } })),
			units
		),
		...unitProblems('matrix', matrix, units),
		...countProblems(manifest, {
			cases: cases.length,
			actions: actions.length,
			raters: new Set(ratings.map(({ record }) => record.rater)).size,
			ratings: ratings.length,
			final: finals.filter(({ record }) => record.score !== null).length,
			unresolved: finals.filter(({ record }) => record.score === null).length
		})
	);
	if (files.has(where('stories'))) {
		const stories = parsed(tables, 'stories', storyRecord);
		problems.push(...storyProblems({ actions, ratings, finals, stories }));
	}
	const kept = manifest.rules.unresolved === 'keep';
	const expected = new Map(
		finals.map(({ record }) => [unit(record), record.score ?? (kept ? record.provisional : null)])
	);
	// Without ratings or rulings the kit leaves with the reference scores it was imported with.
	const unrated =
		ratings.length === 0 && finals.every(({ record }) => record.basis !== 'adjudicated');
	problems.push(...kitProblems(files, unrated ? null : expected));
	return problems;
}
