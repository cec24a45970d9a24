/**
 * Sending what stays open somewhere: which actions can go to the next round or to adjudication, and which can be
 * called back. An action is in one place at a time, and to adjudication goes only what no rater will change any more.
 */
import type { ReferredTo } from './disagreements.ts';

/** What of an action says whether it can be sent. */
export type Sendable = {
	/** True where a ruling on it holds, or waits for another adjudicator's. */
	isRuled: boolean;
	/** Where it waits; null where it was sent nowhere. */
	waitsAt: ReferredTo | null;
	/** True where somebody who was given its case in the open round has not signed it. */
	isUnsigned: boolean;
	/** True where everybody who would rule on it has rated it. */
	isOwn: boolean;
};

/** Why one action of many is left out of what is done with them. */
export type WhyLeftOut =
	| 'gone'
	| 'ruled'
	| 'sent-round'
	| 'sent-adjudication'
	| 'unsigned'
	| 'own'
	| 'sent-nowhere'
	| 'being-ruled'
	| 'last';

/** Actions that are left out for one reason: how many, and the first of them by name. */
export type LeftOut = { why: WhyLeftOut; of: number; some: string[] };

/** @returns null where the action can be sent there */
export function whyNotSent(
	to: ReferredTo,
	{ isRuled, waitsAt, isUnsigned, isOwn }: Sendable
): WhyLeftOut | null {
	if (waitsAt !== null) return `sent-${waitsAt}`;
	if (isRuled) return 'ruled';
	if (to === 'round') return null;
	if (isUnsigned) return 'unsigned';
	return isOwn ? 'own' : null;
}

/** @returns null where the action can be called back: it waits, and nobody has ruled on it */
export function whyNotCalledBack({
	waitsAt,
	isRuled
}: Pick<Sendable, 'waitsAt' | 'isRuled'>): WhyLeftOut | null {
	if (waitsAt === null) return 'sent-nowhere';
	return waitsAt === 'adjudication' && isRuled ? 'being-ruled' : null;
}

/** The name of an action beside those of other cases: `Card001 #7`. */
export const actionName = (of: { externalId: string; number: number }) =>
	`${of.externalId} #${of.number}`;

/** Names that a sentence holds. */
const NAMED = 3;

/** Puts what is left out together by reason. */
export function leftOutOf(all: readonly { why: WhyLeftOut; name: string | null }[]): LeftOut[] {
	return [...Map.groupBy(all, ({ why }) => why)].map(([why, some]) => ({
		...{ why, of: some.length },
		some: some.flatMap(({ name }) => name ?? []).slice(0, NAMED)
	}));
}

const WHY_WORDS: Record<WhyLeftOut, string> = {
	gone: 'no longer in the study as it was worded',
	ruled: 'ruled on already',
	'sent-round': 'sent to the next round already',
	'sent-adjudication': 'sent to adjudication already',
	unsigned: 'still open to change, because a rater of the case has not signed it',
	own: 'rated by everybody who would rule on it',
	'sent-nowhere': 'waiting nowhere any more',
	'being-ruled': 'ruled on by an adjudicator already',
	last: 'the only one left in its case: withdraw the case instead'
};

/** `2 actions are left out, sent to adjudication already: Card001 #3 and Card001 #4.` */
export function leftOutWords({ why, of, some }: LeftOut): string {
	const are = of === 1 ? '1 action is' : `${of.toLocaleString('en')} actions are`;
	const names = some.length === 0 ? '' : `: ${namesOf(some, of)}`;
	return `${are} left out, ${WHY_WORDS[why]}${names}.`;
}

/** The first names of `of`: `Card001 #3`, `Card001 #3 and Card001 #4`, `Card001 #3, Card001 #4 and 9 more`. */
export function namesOf(some: readonly string[], of: number): string {
	const more = of - some.length;
	const parts = more > 0 ? [...some, `${more.toLocaleString('en')} more`] : some;
	if (parts.length <= 1) return parts.join();
	return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)!}`;
}
