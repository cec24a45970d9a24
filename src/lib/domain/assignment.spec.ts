import { expect, it } from 'vitest';
import { assertSubmittable, isOpen, STATES } from './assignment.ts';

it('is open in every state but submitted', () => {
	expect(STATES.filter(isOpen)).toEqual(['assigned', 'in-progress', 'reopened']);
});

it.each(['assigned', 'in-progress', 'reopened'] as const)('may be submitted from %s', (state) => {
	expect(() => assertSubmittable(state, 4, 4)).not.toThrow();
});

it('is submitted once', () => {
	expect(() => assertSubmittable('submitted', 4, 4)).toThrow(
		expect.objectContaining({
			kind: 'conflict',
			code: 'already-submitted',
			message: expect.stringContaining('already submitted')
		})
	);
});

it('says how many actions are left', () => {
	expect(() => assertSubmittable('in-progress', 3, 4)).toThrow(
		expect.objectContaining({
			kind: 'invalid',
			code: 'actions-left',
			values: { left: 1, of: 4 },
			message:
				'1 of 4 actions is not rated yet. Give each a score, or 0 with a reason, then submit.'
		})
	);
	expect(() => assertSubmittable('assigned', 0, 4)).toThrow('4 of 4 actions are not rated yet.');
});
