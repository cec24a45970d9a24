/** Two who change the same thing at the same moment: one wins, and the other is told what was changed. */
import { Refusal } from '#lib/domain/refusal.ts';
import type { Queries } from '../db/connect.ts';
import type { Steps } from '../db/steps.ts';
import * as trail from '../store/trail.ts';

/** What a change is based on. */
export type Seen = {
	studyId: number;
	/** As the trail names it: `round:2`. */
	subject: string;
	/** As a sentence begins with it: "Round 2". */
	name: string;
	/** Its version as whoever asks saw it; undefined for one who saw none, such as a command line. */
	seen: number | undefined;
	/** Its version now. */
	version: number;
};

/**
 * Refuses a change that is based on what is no longer so.
 *
 * @throws Refusal ('conflict'), which says who changed it last and when; nothing else can be wrong with it
 */
export function* assertUnmoved(
	tx: Queries,
	{ studyId, subject, name, seen, version }: Seen
): Steps<void> {
	if (seen === undefined || seen === version) return;
	const last = (yield* trail.ofSubject(tx, { studyId, subject })).at(-1);
	const who = last?.who ?? 'the command line';
	const when = last === undefined ? '' : ` on ${MOMENT.format(last.at)} UTC`;
	throw new Refusal(
		'conflict',
		`${name} was changed by ${who}${when}, while you had it open. Nothing of yours was saved. ` +
			'Look at it as it is now, and decide again.'
	);
}

const MOMENT = new Intl.DateTimeFormat('en-GB', {
	day: 'numeric',
	month: 'long',
	hour: '2-digit',
	minute: '2-digit',
	timeZone: 'UTC'
});
