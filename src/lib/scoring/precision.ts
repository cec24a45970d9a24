/** Precision: how much of what was recommended should be done. */
import type { Answered } from './answer.ts';
import { isAppropriate, weightOf } from './scale.ts';

export type Precision = {
	/** Share of the answer's actions with a score of at least 7; 0 to 1, and 0 where there is none. */
	raw: number;
	/** The same by weight, with what was done in part at half. */
	weighted: number;
	/** By weight, without halves. */
	binary: number;
	/** By weight with halves, of the actions on the list only; null where none is. */
	matched: number | null;
	/** Share of the answer's actions that are off the list; null where there is no action. */
	offRubric: number | null;
};

export function precision(answer: readonly Answered[]): Precision {
	const listed = answer.filter((action) => action.listed);
	const right = answer.filter(({ score }) => score !== null && isAppropriate(score)).length;
	return {
		raw: answer.length === 0 ? 0 : right / answer.length,
		weighted: byWeight(answer, 0.5) ?? 0,
		binary: byWeight(answer, 1) ?? 0,
		matched: byWeight(listed, 0.5),
		offRubric: answer.length === 0 ? null : (answer.length - listed.length) / answer.length
	};
}

/** The share by weight, with `half` for what was done in part; null where nothing weighs anything. */
function byWeight(answer: readonly Answered[], half: number): number | null {
	let right = 0;
	let all = 0;
	for (const { score, partial } of answer) {
		// Outside 1 to 9 an action is counted, weighs nothing and harms nobody.
		if (score === null) continue;
		const weight = weightOf(score);
		all += weight;
		if (isAppropriate(score)) right += partial ? weight * half : weight;
	}
	return all === 0 ? null : right / all;
}
