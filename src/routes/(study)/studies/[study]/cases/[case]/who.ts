/** Who would have to rate again after a new wording. */
import { many } from '#lib/components/figures.ts';
import type { RaterOfCase } from '#lib/server/services/cases/index.ts';

/** Who has a case and goes on with it: by name, those who have signed it and those who have begun. */
export function whoRates(raters: readonly RaterOfCase[]): { signed: string[]; begun: string[] } {
	const here = raters.filter(({ released, again }) => !released && !again);
	const names = (of: readonly RaterOfCase[]) => [...new Set(of.map(({ name }) => name))];
	const signed = names(here.filter(({ state }) => state === 'submitted'));
	const begun = names(here.filter(({ state, rated }) => state !== 'submitted' && rated > 0));
	return { signed, begun: begun.filter((name) => !signed.includes(name)) };
}

/**
 * That in sentences.
 *
 * @param what is rated again: "action 3", or "every action"
 */
export function againWords(raters: readonly RaterOfCase[], what: string): string {
	const { signed, begun } = whoRates(raters);
	const list = (names: readonly string[]) => new Intl.ListFormat('en-GB').format(names);
	const sentences = [
		signed.length === 0
			? 'Nobody has signed the case.'
			: `${many(signed.length, 'rater')} signed the case and must rate ${what} again, then sign anew: ${list(signed)}.`,
		begun.length === 0
			? ''
			: `${many(begun.length, 'rater')} began it and will find ${what} open: ${list(begun)}.`
	];
	return sentences.filter(Boolean).join(' ');
}
