/** What the page of rounds says of a round. */
import { count, many } from '#lib/components/figures.ts';
import type { Move } from '#lib/domain/movement.ts';
import type { RoundCondition } from '#lib/domain/round.ts';
import type { RoundLook } from '#lib/server/services/rounds/index.ts';

export const CONDITION_WORDS: Record<RoundCondition, string> = {
	open: 'open',
	due: 'past its date',
	closed: 'closed'
};

export const MOVE_WORDS: Record<Move, string> = {
	kept: 'kept',
	toward: 'toward the median',
	away: 'away from it',
	neither: 'neither way'
};

/** `Asks 212 actions of 61 cases again`. */
export function asksWords({ asksAll, actions, cases }: RoundLook): string {
	const what = `${many(actions, 'action')} of ${many(cases, 'case')}`;
	if (asksAll) return `Asks every action: ${what}.`;
	return `Asks ${what} again.`;
}

/** How many raters have not begun, or, in a round that is closed, never did. */
export function notBegunWords({ notBegun, lockedAt }: RoundLook): string {
	const raters = many(notBegun.of, 'rater');
	if (lockedAt !== null) return `${raters} did not begin`;
	return `${raters} ${notBegun.of === 1 ? 'has' : 'have'} not begun`;
}

/** What a round that closes now leaves unsigned, and what becomes of it; null where everything is signed. */
export function unsignedWords({ number, response }: RoundLook): string | null {
	const left = response.cases - response.signed;
	if (left === 0) return null;
	const [are, them] = left === 1 ? ['is', 'it'] : ['are', 'them'];
	return (
		`${count(left)} of ${count(response.cases)} cases given to raters ${are} not signed. What is in ${them} stays, and ` +
		`does not count in round ${number + 1}.`
	);
}
