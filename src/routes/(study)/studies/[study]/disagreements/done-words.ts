/** What is said once something was done with actions: with how many, and which were left out and why. */
import { many } from '#lib/components/figures.ts';
import type { ReferredTo } from '#lib/domain/disagreements.ts';
import { leftOutWords, type LeftOut } from '#lib/domain/referral.ts';

type Done = { done: readonly number[]; leftOut: readonly LeftOut[] };

const PLACES: Record<ReferredTo, string> = {
	round: 'the next round',
	adjudication: 'adjudication'
};

const all = (first: string, leftOut: readonly LeftOut[]) =>
	[first, ...leftOut.map(leftOutWords)].join(' ');

const are = ({ length }: readonly number[]) =>
	`${many(length, 'action')} ${length === 1 ? 'is' : 'are'}`;

export const referredWords = ({ to, done, leftOut }: Done & { to: ReferredTo }): string =>
	all(`${are(done)} sent to ${PLACES[to]}.`, leftOut);

export const calledBackWords = ({ done, leftOut }: Done): string =>
	all(`${are(done)} called back.`, leftOut);

export const excludedWords = ({ done, leftOut }: Done): string => {
	const { length } = done;
	const kept =
		length === 1 ? 'It is kept, with all that was rated' : 'They are kept, with all that was rated';
	return all(`${are(done)} excluded. ${kept}; the page of the case brings one back.`, leftOut);
};

export const chosenWords = (count: number): string =>
	count === 0
		? 'No action is chosen.'
		: `${many(count, 'action')} ${count === 1 ? 'is' : 'are'} chosen.`;
