/** What raters did when they were asked again: how many of them moved. */
import { answerOf, voicesOf, type PanelCase } from '../../panel/index.ts';

/** Of the newest round in which an action was answered again. */
export type Moved = {
	round: number;
	/** Raters who had answered before, and answered again. */
	raters: number;
	/** Those of them whose answer is another one now. */
	moved: number;
};

/** @param at the place of the action in its case; null where nobody has answered it a second time */
export function movedIn(item: PanelCase, at: number): Moved | null {
	const answered = item.assignments.filter(
		({ round, answers }) => round.number > 1 && answers[at] !== 0
	);
	const newest = Math.max(...answered.map(({ round }) => round.number));
	const voices = voicesOf(item, { upTo: newest - 1 });
	const again = answered
		.filter(({ round }) => round.number === newest)
		.flatMap(({ memberId, answers }) => {
			const before = answerOf(voices.find(([one]) => one!.memberId === memberId) ?? [], at);
			return before === 0 ? [] : [{ before, now: answers[at]! }];
		});
	if (again.length === 0) return null;
	const moved = again.filter(({ before, now }) => before !== now).length;
	return { round: newest, raters: again.length, moved };
}
