/** What was said of an action before, in words. */
import { movedZone, type Former, type FormerAnswer } from '#lib/domain/former.ts';
import { SCORES, type Score } from '#lib/domain/scale.ts';
import type { ActionRow } from '#lib/state/action-rows.svelte.ts';
import type { LaterText, RaterText } from '#lib/text/messages.ts';
import type { ReasonWords } from './later.ts';

/** What every page says: the words of the scale, which a study may have replaced, and how numbers are written. */
type Common = Pick<RaterText, 'scale' | 'locale'>;

/** "You said 4, uncertain, leaning harmful." */
export function ownWords(text: LaterText, common: Common, own: FormerAnswer | null): string {
	if (own === null) return text.own.none();
	const { score, cannotRate } = own;
	if (score !== null) return text.own.score({ score, words: pointWords(text, common, score) });
	return text.own.cannotRate[cannotRate!]();
}

/** A point in the middle of a sentence; in words of the study's own as they are written. */
function pointWords(text: LaterText, { scale, locale }: Common, score: Score): string {
	const [label, inside] = [scale[score].label(), text.points[score]()];
	return label.toLocaleLowerCase(locale()) === inside ? inside : label;
}

/** "The panel’s median is 5.5." */
export function medianWords(text: LaterText, { locale }: Common, { median }: Former): string {
	if (median === null) return text.noMedian();
	return text.median({ median: median.toLocaleString(locale()) });
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
