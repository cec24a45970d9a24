/** What each rater says of the actions of a case, in the newest round in which the rater said anything. */
import type { PanelAssignment, PanelCase } from './study-panel.ts';

/** The assignments of one rater in a case, the newest round first. */
export type Voice = readonly PanelAssignment[];

/**
 * The raters of a case.
 *
 * @param signedOnly leaves out assignments that do not stand under a signature
 */
export function voicesOf(item: PanelCase, signedOnly = false): Voice[] {
	const counting = signedOnly
		? item.assignments.filter(({ state }) => state === 'submitted')
		: item.assignments;
	const voices = Map.groupBy(counting, ({ memberId }) => memberId);
	return [...voices.values()].map((theirs) =>
		theirs.toSorted((a, b) => b.round.number - a.round.number)
	);
}

/** Where a rater has answered an action; undefined where nowhere. */
export function answeredIn(voice: Voice, at: number): PanelAssignment | undefined {
	return voice.find(({ answers }) => answers[at] !== 0);
}

/** The rater's answer to an action, as panel/answers.ts writes it; 0 where there is none. */
export function answerOf(voice: Voice, at: number): number {
	return answeredIn(voice, at)?.answers[at] ?? 0;
}
