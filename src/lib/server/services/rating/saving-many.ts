/** Saving several changes of one case in one request: in order, each answered for itself. */
import { z } from 'zod';
import { MAX_SAVES } from '#lib/domain/rating.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Actor, App } from '../../app.ts';
import { saveRating, type Saved } from './saving.ts';

/** What the order needs of a save; the rest is checked when its turn comes. */
const listSchema = z
	.array(z.looseObject({ action: z.unknown(), version: z.unknown() }))
	.min(1)
	.max(MAX_SAVES, `at most ${MAX_SAVES} changes in one request`);

/** What came of one save: it is on disk, or why it is not. */
export type SaveOutcome = { saved: Saved } | { refused: Refusal | z.ZodError };

/**
 * Saves changes one after the other, each as a change of its own: one that is refused holds back none of
 * another action. Later ones of its own action were made on it and are not looked at. The same operations
 * again give the same answers.
 *
 * @param input a list of saves as saveSchema describes them, at most MAX_SAVES. A version of null says: made
 *   on what the change before it of the same action led to
 * @returns an outcome for each, in order; what was refused with what saveRating throws
 * @throws ZodError where it is not such a list; whatever else saveRating throws
 */
export async function saveRatings(
	app: App,
	actor: Actor,
	assignmentId: number,
	input: unknown
): Promise<SaveOutcome[]> {
	const outcomes: SaveOutcome[] = [];
	const last = new Map<unknown, SaveOutcome>();
	let busy: SaveOutcome | null = null;
	for (const save of listSchema.parse(input)) {
		const outcome: SaveOutcome =
			busy ?? (await outcomeOf(app, actor, assignmentId, save, last.get(save.action)));
		last.set(save.action, outcome);
		outcomes.push(outcome);
		// What cannot be written now is not overtaken by what comes after it.
		if (isBusy(outcome)) busy = outcome;
	}
	return outcomes;
}

async function outcomeOf(
	app: App,
	actor: Actor,
	assignmentId: number,
	save: z.output<typeof listSchema>[number],
	before: SaveOutcome | undefined
): Promise<SaveOutcome> {
	if (before !== undefined && 'refused' in before) return { refused: notTried() };
	const version = save.version === null ? before?.saved.version : save.version;
	try {
		return { saved: await saveRating(app, actor, assignmentId, { ...save, version }) };
	} catch (thrown) {
		if (thrown instanceof Refusal || thrown instanceof z.ZodError) return { refused: thrown };
		throw thrown;
	}
}

function isBusy(outcome: SaveOutcome): boolean {
	return (
		'refused' in outcome && outcome.refused instanceof Refusal && outcome.refused.kind === 'busy'
	);
}

function notTried(): Refusal {
	return new Refusal(
		'conflict',
		'An earlier change of the same action was not saved, so this one was not looked at.',
		{ code: 'not-tried' }
	);
}
