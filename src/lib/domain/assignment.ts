/** An assignment: one rater, one case, one round. */
import { Refusal } from './refusal.ts';

export const STATES = ['assigned', 'in-progress', 'submitted', 'reopened'] as const;
export type AssignmentState = (typeof STATES)[number];

/** True while the rater may still change ratings. */
export function isOpen(state: AssignmentState): boolean {
	return state !== 'submitted';
}

/**
 * Checks that a case may be submitted.
 *
 * @param state the assignment's state now
 * @param rated actions with a score or a reason
 * @param actions actions the case has
 * @throws Refusal ('conflict') where it is submitted already, ('invalid') where actions are left
 */
export function assertSubmittable(state: AssignmentState, rated: number, actions: number): void {
	if (state === 'submitted') {
		throw new Refusal(
			'conflict',
			'This case is already submitted. Ask the coordinator to reopen it if something must change.',
			{ code: 'already-submitted' }
		);
	}
	if (rated < actions) {
		const left = actions - rated;
		throw new Refusal(
			'invalid',
			`${left} of ${actions} actions ${left === 1 ? 'is' : 'are'} not rated yet. ` +
				'Give each a score, or 0 with a reason, then submit.',
			{ code: 'actions-left', values: { left, of: actions } }
		);
	}
}
