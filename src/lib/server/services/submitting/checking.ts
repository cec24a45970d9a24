/** Looking at answers record by record before they are sent: nothing is kept, and nothing counts against a limit. */
import type { Problem } from '#lib/domain/refusal.ts';
import type { Covers } from '#lib/domain/submission-result.ts';
import type { App } from '../../app.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import { setOfBoard } from '../boards/index.ts';
import { whyNotHeldOut, whyTooOften } from './held-out.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { placeOf, type AtBoard, type Place } from './places.ts';

/** A file as its owner calls it. */
export type SentFile = { name: string; bytes: Uint8Array };

/** What a check says. */
export type CheckReport = {
	/** A judge's records, or what people chose. */
	form: 'judge' | 'forced-choice';
	/** Records that can be scored. */
	records: number;
	covers: Covers;
	/** The first items without a record, by id. */
	missing: string[];
	/** What is wrong, in the order of the lines: the first of it, and how much there is. */
	problems: Problem[];
	of: number;
};

/** What a page and an answer show of each list. */
const MISSING_SHOWN = 12;
const PROBLEMS_SHOWN = 100;

/**
 * Checks answers against the board of a release, and keeps nothing of them.
 *
 * @throws Refusal as `placeOf`; ('conflict') while another file of the same sender's is being looked at
 */
export async function check(app: App, at: AtBoard, file: SentFile): Promise<CheckReport> {
	// Nothing of a file goes to another thread for somebody who may not send one.
	await read(app.db, (tx) => placeOf(tx, at));
	return oneAtATime(app, at, () => app.crew.ask(checking, { at, file }));
}

const checking = task(
	'submitting.check',
	'work',
	async (app, { at, file }: { at: AtBoard; file: SentFile }) => {
		const place = await read(app.db, (tx) => placeOf(tx, at));
		return (await checked(app, place, file)).report;
	}
);

/** Reads answers against the set of a board. For tasks only. */
export async function checked(app: App, { study, board }: Place, { name, bytes }: SentFile) {
	const { readSubmission } = await import('#lib/formats/submission.ts');
	const scorable = await setOfBoard(app, study.slug, board);
	const { set, cases } = scorable;
	const { form, records, coverage, problems } = readSubmission(set, bytes, name, app.limits);
	const fault =
		problems.length > 0
			? null
			: (whyNotHeldOut(scorable, records) ?? whyTooOften(scorable, records));
	if (fault !== null) problems.push({ where: name, message: fault });
	const { missing, ...covered } = coverage;
	const bases = new Set(records.map(({ id }) => set.ofItem.get(id)!.rubric.id));
	const covers: Covers = {
		...covered,
		heldOut: [...bases].filter((id) => cases.get(id)!.heldOut).length
	};
	const report: CheckReport = {
		...{ form, records: records.length, covers },
		missing: missing.slice(0, MISSING_SHOWN),
		...{ problems: problems.slice(0, PROBLEMS_SHOWN), of: problems.length }
	};
	return { report, problems };
}
