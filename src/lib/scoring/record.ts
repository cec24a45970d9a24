/** What a system recommended for one item, action by action, as a judge or a form has it. */

/** How far an action was done. */
export type Done = 0 | 1 | 2;
export const NOT_DONE = 0;
export const IN_PART = 1;
export const WHOLLY = 2;

/** One action of the system's own answer. */
export type ResponseAction = {
	/** Numbers of the actions of the case it was matched with; those the record does not mark as done do not count. */
	matches: readonly number[];
	/** Its own score, which counts only where no match is left; null where that is outside 1 to 9. */
	score: number | null;
};

export type Judged = {
	/** The item: a base case or one of its variants. */
	id: string;
	/** Which try at the item; from 1 unless a submission counts otherwise. */
	trial: number;
	/** Who judged what was recommended; null where the submission does not say. */
	judge: string | null;
	/** How far each action of the case was done, by place in the rubric. */
	done: Uint8Array;
	/** The answer's actions; null where they are not known: then each done action of the case is one. */
	answer: readonly ResponseAction[] | null;
	/** Length of the answer in Unicode code points; null where it is not known. */
	length: number | null;
};

/** The score of an action off the list for which the judge gave none. */
export const UNSAID = 5;

/** In the order of id, trial and judge, so that no sum depends on the order of a file. */
export function inOrder(a: Judged, b: Judged): number {
	return order(a.id, b.id) || a.trial - b.trial || order(a.judge ?? '', b.judge ?? '');
}

/** By code unit, so that no locale changes it. */
export function order(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
