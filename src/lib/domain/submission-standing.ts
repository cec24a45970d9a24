/** What can be done with a submission as it stands, and why something cannot. */
import type { SubmissionState } from './submission.ts';

/** What is done with one: its sender withdraws it, and whoever runs the study decides on it. */
export type Deed = 'withdraw' | 'approve' | 'reject';

/** The states in which each can be done. What was decided can be decided anew; what its sender withdrew is gone for good. */
const FROM: Record<Deed, readonly SubmissionState[]> = {
	withdraw: ['scoring', 'waiting', 'approved', 'rejected', 'superseded'],
	approve: ['waiting', 'rejected', 'superseded'],
	reject: ['waiting', 'approved']
};

/** How it stands, as the end of a sentence that begins with its name. */
const IS: Record<SubmissionState, string> = {
	scoring: 'is still being scored',
	waiting: 'waits for a decision',
	approved: 'is approved',
	rejected: 'is rejected',
	withdrawn: 'was withdrawn',
	failed: 'could not be scored',
	superseded: 'was replaced by a later version'
};

/** True where it can be done. */
export const can = (deed: Deed, state: SubmissionState) => FROM[deed].includes(state);

/**
 * Why something cannot be done.
 *
 * @returns the end of a sentence that begins with the name, e.g. `was withdrawn already`; null where it can
 */
export function whyNot(deed: Deed, state: SubmissionState): string | null {
	if (can(deed, state)) return null;
	const again = { withdraw: 'withdrawn', approve: 'approved', reject: 'rejected' }[deed];
	return `${IS[state]}${state === again ? ' already' : ''}`;
}

/**
 * True where a further version can be sent: all but what was withdrawn altogether.
 *
 * @param states of all versions so far
 */
export const canRevise = (states: readonly SubmissionState[]) =>
	states.some((state) => state !== 'withdrawn');
