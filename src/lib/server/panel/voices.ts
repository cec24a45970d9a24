/** What each rater says of the actions of a case, in the newest round in which the rater said anything. */
import type { PanelAssignment, PanelCase } from './study-panel.ts';

/** The assignments of one rater in a case, the newest round first. */
export type Voice = readonly PanelAssignment[];

/** Which assignments are heard: of all rounds, signed or not, unless something is said. */
export type Heard = {
	/** Only what stands under a signature. */
	signed?: boolean;
	/** The last round that is heard, and the only one; by their numbers. */
	upTo?: number;
	only?: number;
};

/** The raters of a case, as far as they are heard. */
export function voicesOf(item: PanelCase, heard: Heard = {}): Voice[] {
	const { signed = false, upTo = Infinity, only } = heard;
	const counting = item.assignments.filter(
		({ state, round: { number } }) =>
			(!signed || state === 'submitted') &&
			number <= upTo &&
			(only === undefined || number === only)
	);
	const voices = Map.groupBy(counting, ({ memberId }) => memberId);
	return [...voices.values()].map((theirs) =>
		theirs.toSorted((a, b) => b.round.number - a.round.number)
	);
}

/** Where a rater has answered an action; undefined where nowhere. */
export function answeredIn(voice: Voice, at: number): PanelAssignment | undefined {
	return voice.find(({ answers }) => answers[at] !== 0);
}

/** Where the word of a rater stands that counts: the newest answer, or without any the newest remark; undefined for none. */
export function wordIn(voice: Voice, at: number): PanelAssignment | undefined {
	return answeredIn(voice, at) ?? voice.find(({ remarks }) => remarks[at] !== 0);
}

/** The rater's answer to an action, as panel/answers.ts writes it; 0 where there is none. */
export function answerOf(voice: Voice, at: number): number {
	return answeredIn(voice, at)?.answers[at] ?? 0;
}
