/** The questions about the case that an address opens: one at a time. */
import { withParams } from '#lib/components/address.ts';
import type { CaseToRead } from '#lib/server/services/cases/index.ts';

const VERBS = [
	'withdraw',
	'restore',
	'remove',
	'withdrawAction',
	'restoreAction',
	'removeAction'
] as const;

export type Question = {
	verb: (typeof VERBS)[number];
	/** Of the action; 0 for the case. */
	number: number;
};

/** The address of the same page with nothing open, or with one question. */
export function opening(url: URL, what?: Question['verb'], which = '1'): string {
	const none = Object.fromEntries([...VERBS, 'written'].map((name) => [name, null]));
	return withParams(url, what === undefined ? none : { ...none, [what]: which });
}

/** @returns null where none is asked, or what it asks is so already */
export function questionIn(url: URL, item: CaseToRead): Question | null {
	const verb = VERBS.find((name) => url.searchParams.has(name));
	if (verb === undefined) return null;
	const gone = item.withdrawn !== null;
	if (verb === 'withdraw') return gone ? null : { verb, number: 0 };
	if (verb === 'restore') return gone ? { verb, number: 0 } : null;
	if (verb === 'remove') return item.rated ? null : { verb, number: 0 };
	const number = Number(url.searchParams.get(verb));
	const action = item.actions.find((one) => one.number === number);
	if (action === undefined) return null;
	const can = {
		withdrawAction: action.withdrawn === null,
		restoreAction: action.withdrawn !== null,
		removeAction: !action.rated
	};
	return can[verb] ? { verb, number } : null;
}
