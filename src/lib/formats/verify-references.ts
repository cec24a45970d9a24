/** Whether what a release refers to is in it, and whether its parts say the same. */
import type { Problem } from '#lib/domain/refusal.ts';
import type { Manifest } from '#lib/domain/release.ts';
import type { Files } from './files.ts';
import { readKit } from './kit.ts';
import { matrixProblems } from './verify-matrix.ts';
import type { Lines } from './verify-records.ts';
import { read, unitOf, where, type Lined } from './verify-read.ts';
import { storyProblems } from './verify-stories.ts';

/** Problems of records of one table that name something twice or something that is not there. */
function unitProblems(
	table: string,
	records: readonly Lined<{ unit: string; key?: string }>[],
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

/**
 * @param expected final scores by unit; null where the kit has its reference scores
 * @param heldOut whether a case is held out, by its id, where the tables say
 */
function kitProblems(
	files: Files,
	expected: ReadonlyMap<string, number | null> | null,
	heldOut: ReadonlyMap<string, boolean | undefined>
): Problem[] {
	const kit: Files = new Map(
		[...files].flatMap(([path, bytes]) => (path.startsWith('kit/') ? [[path.slice(4), bytes]] : []))
	);
	// All actions may be unresolved: then there is no case in the kit, and nothing to read.
	const scores = [...(expected ?? [])].filter(([, score]) => score !== null);
	if (expected !== null && scores.length === 0 && kit.size === 0) return [];
	const { cases, problems } = readKit(kit);
	const found = problems.map((problem) => ({ ...problem, where: `kit/${problem.where}` }));
	for (const { externalId, heldOut: isHeldOut } of cases) {
		const wanted = heldOut.get(externalId);
		if (wanted === undefined || wanted === (isHeldOut ?? false)) continue;
		const message = `is ${wanted ? 'open' : 'held out'}, and ${where('cases')} says otherwise.`;
		found.push({ where: `kit/dataset/rubrics/${externalId}.json`, field: 'open', message });
	}
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
	// What a release of format 1 does not count it need not have right.
	const names = (Object.keys(counts) as (keyof typeof counts)[]).filter(
		(name) => manifest.counts[name] !== undefined
	);
	return names.flatMap((name) =>
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
	const { cases, actions, ratings, finals, matrix, stories } = read(tables);
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
	problems.push(
		...unitProblems(
			'ratings',
			ratings.map(({ line, record }) => ({
				line,
				record: {
					unit: unitOf(record),
					key: `${unitOf(record)} by ${record.rater} in round ${record.round}`
				}
			})),
			units
		),
		...unitProblems(
			'final',
			finals.map(({ line, record }) => ({ line, record: { unit: unitOf(record) } })),
			units
		),
		...unitProblems('matrix', matrix, units),
		...countProblems(manifest, {
			cases: cases.length,
			actions: actions.length,
			raters: new Set(ratings.map(({ record }) => record.rater)).size,
			ratings: ratings.length,
			final: finals.filter(({ record }) => record.score !== null).length,
			unresolved: finals.filter(({ record }) => record.score === null).length,
			heldOut: cases.filter(({ record }) => record.held_out).length
		})
	);
	problems.push(...matrixProblems({ ratings, finals, matrix }));
	if (files.has(where('stories'))) {
		problems.push(...storyProblems({ actions, ratings, finals, stories }));
	}
	const kept = manifest.rules.unresolved === 'keep';
	const expected = new Map(
		finals.map(({ record }) => [unitOf(record), record.score ?? (kept ? record.provisional : null)])
	);
	// Without ratings or rulings the kit leaves with the reference scores it was imported with.
	const unrated =
		ratings.length === 0 && finals.every(({ record }) => record.basis !== 'adjudicated');
	const heldOut = new Map(cases.map(({ record }) => [record.case, record.held_out]));
	problems.push(...kitProblems(files, unrated ? null : expected, heldOut));
	return problems;
}
