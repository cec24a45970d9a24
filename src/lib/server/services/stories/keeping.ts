/** What is kept of the past of actions, put together action by action. */
import type { Kept, Line } from '#lib/domain/story.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as store from '../../store/stories.ts';

/** What is kept of an action, its present wording and the ratings of that left to whoever has them. */
export type Past = {
	-readonly [Part in keyof Kept]: Kept[Part][number][];
};

/** The past of actions by their case and number. An action of which nothing is kept has an empty one. */
export class Pasts {
	readonly #of = new Map<string, Past>();
	readonly #ofCase = new Map<number, Line[]>();

	/** @param caseId and the number of the action within the case */
	of(caseId: number, number: number): Past {
		const past = this.#of.get(`${caseId} ${number}`) ?? empty();
		const shared = this.#ofCase.get(caseId);
		return shared === undefined ? past : { ...past, lines: [...shared, ...past.lines] };
	}

	/** Where something of an action is to be added. */
	at({ caseId, number }: { caseId: number; number: number }): Past {
		const key = `${caseId} ${number}`;
		const past = this.#of.get(key) ?? empty();
		this.#of.set(key, past);
		return past;
	}

	/** Adds a line about every action of a case. */
	addToCase(caseId: number, line: Line): void {
		this.#ofCase.set(caseId, [...(this.#ofCase.get(caseId) ?? []), line]);
	}
}

const empty = (): Past => ({ wordings: [], lines: [], asked: [], said: [], sent: [], ruled: [] });

/**
 * Reads the past of every action of some cases.
 *
 * @param wordings whether ratings are read of former wordings alone, or of the present one too
 * @param signed true where only what stands under a signature is read
 * @param lines of the trail, as the store of stories gives them; those about other cases are passed over
 */
export function* pastsOf(
	tx: Queries,
	of: store.Of,
	{
		wordings,
		signed,
		lines
	}: { wordings: 'former' | 'all'; signed: boolean; lines: readonly store.Line[] }
): Steps<Pasts> {
	const pasts = new Pasts();
	for (const one of yield* store.formerWordings(tx, of)) pasts.at(one).wordings.push(one);
	for (const line of lines) addLine(pasts, line);
	for (const one of yield* store.asked(tx, of)) pasts.at(one).asked.push(one);
	for (const one of yield* store.sent(tx, of)) pasts.at(one).sent.push(one);
	for (const one of yield* store.ruled(tx, of)) pasts.at(one).ruled.push(one);
	for (const { state, ...one } of yield* store.said(tx, of, wordings)) {
		const isSigned = state === 'submitted';
		if (isSigned || !signed) pasts.at(one).said.push({ ...one, signed: isSigned });
	}
	return pasts;
}

const KINDS: Record<string, Line['what']> = {
	'action.reworded': 'worded',
	'case.reworded': 'worded',
	'action.mended': 'mended',
	'action.changed': 'changed',
	'action.withdrawn': 'withdrawn',
	'action.restored': 'restored',
	'action.called-back': 'called-back'
};

function addLine(pasts: Pasts, { subject, what, at, old, new: after, reason }: store.Line): void {
	const caseId = Number(subject.slice('case:'.length));
	const text = (value: unknown) => (typeof value === 'string' ? value : null);
	const line = { what: KINDS[what]!, at, reason, old: text(old?.text), new: text(after?.text) };
	const number = after?.number ?? old?.number;
	if (typeof number === 'number') pasts.at({ caseId, number }).lines.push(line);
	else pasts.addToCase(caseId, line);
}
