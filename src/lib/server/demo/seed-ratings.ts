/** The invented specialists rate, and sign what they have finished. */
import type { Random } from '#lib/agreement/random.ts';
import { by, TERMINAL, type App } from '../app.ts';
import { atomically } from '../db/atomically.ts';
import * as rating from '../services/rating/index.ts';
import { drawSaves } from './seed-saves.ts';
import type { Judged, Work } from './seed-work.ts';

/** Milliseconds from the last save of a case to its signature. */
const SIGNS_AFTER_MS = 20_000;

/** Sittings whose saves share one transaction: enough to spare the disk, few enough to see progress. */
const SITTINGS_A_CHANGE = 40;

type Drawn = rating.Sheet & Pick<Work, 'rater' | 'extent'>;

/**
 * Draws what is saved in each sitting, sitting by sitting, and writes it.
 *
 * @param work in the order of time
 * @param actionsOf the actions of each case in the order of the screen
 * @param onRated told how many actions are rated already
 * @returns how many are rated at the end
 */
export async function rate(
	app: App,
	{ work, actionsOf }: { work: readonly Work[]; actionsOf: ReadonlyMap<number, readonly Judged[]> },
	random: Random,
	onRated: (count: number) => void
): Promise<number> {
	let rated = 0;
	for (let from = 0; from < work.length; from += SITTINGS_A_CHANGE) {
		const drawn = work
			.slice(from, from + SITTINGS_A_CHANGE)
			.map((sitting) => draw(sitting, actionsOf.get(sitting.assignment.caseId)!, random));
		await atomically(app.db, by(app, TERMINAL), (tx) => rating.writeSheets(tx, drawn, 'seed'));
		await Promise.all(drawn.filter(({ extent }) => extent === 'all').map((one) => sign(app, one)));
		for (const { saves } of drawn) rated += saves.filter(({ save }) => save.version === 0).length;
		onRated(rated);
	}
	return rated;
}

function draw(
	{ assignment, rater, extent, startsAt }: Work,
	actions: readonly Judged[],
	random: Random
): Drawn {
	const count = extent === 'half' ? Math.ceil(actions.length / 2) : actions.length;
	const saves = drawSaves(random, rater.temper, actions.slice(0, count), startsAt);
	return { assignment, userId: rater.id, rater, extent, saves };
}

async function sign(app: App, { assignment, rater, saves }: Drawn): Promise<void> {
	const signedAt = saves.at(-1)!.at + SIGNS_AFTER_MS;
	await rating.submitCase({ ...app, now: () => signedAt }, rater, assignment.id);
}
