/** What was said of an action before, in words. */
import { movedZone, type Former, type FormerAnswer } from '#lib/domain/former.ts';
import { SCORES } from '#lib/domain/scale.ts';
import type { ActionRow } from '#lib/state/action-rows.svelte.ts';
import type { LaterText } from '#lib/text/messages.ts';
import type { ReasonWords } from './later.ts';

/** "You said 4, uncertain, leaning harmful." */
export function ownWords(text: LaterText, own: FormerAnswer | null): string {
	if (own === null) return text.own.none();
	const { score, cannotRate } = own;
	if (score !== null) return text.own.score({ score, words: text.points[score]() });
	return text.own.cannotRate[cannotRate!]();
}

/**
 * "The panel’s median is 5.5."
 *
 * @param locale of the page, for the half
 */
export function medianWords(text: LaterText, { median }: Former, locale: string): string {
	if (median === null) return text.noMedian();
	return text.median({ median: median.toLocaleString(locale) });
}

/** "Of the others, 1 said 7, 2 said 8, 1 could not rate it." */
export function othersWords(text: LaterText, { others, unable }: Former): string {
	const said = SCORES.map((score, index) => ({ score, count: others[index]! }))
		.filter(({ count }) => count > 0)
		.map((one) => text.others.score(one));
	if (unable > 0) said.push(text.others.unable({ count: unable }));
	return said.length === 0 ? text.others.none() : text.others.said({ list: said.join(', ') });
}

/** Asks why the score of an action has moved to another zone; undefined where it need not be said. */
export function reasonWords(text: LaterText, row: ActionRow): ReasonWords | undefined {
	const moved = row.lacksReason ? movedZone(row.own, row.value) : null;
	if (moved === null) return undefined;
	const [from, to] = [text.zones[moved.from](), text.zones[moved.to]()];
	return { why: text.reason.why({ from, to }), goesOn: text.reason.enter() };
}
