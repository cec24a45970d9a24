import { describe, expect, it } from 'vitest';
import type { SubmissionState } from './submission.ts';
import { can, canRevise, whyNot, type Deed } from './submission-standing.ts';

const STATES: SubmissionState[] = [
	...(['scoring', 'waiting', 'approved', 'rejected', 'withdrawn', 'failed'] as const),
	'superseded'
];
const from = (deed: Deed) => STATES.filter((state) => can(deed, state));

describe('what can be done with a submission', () => {
	it('is withdrawing it while it may still be shown, or come to be', () => {
		expect(from('withdraw')).toEqual(['scoring', 'waiting', 'approved', 'rejected', 'superseded']);
	});

	it('is deciding on it once it is scored, and deciding anew', () => {
		expect(from('approve')).toEqual(['waiting', 'rejected', 'superseded']);
		expect(from('reject')).toEqual(['waiting', 'approved']);
	});

	it('is said where it is not', () => {
		expect(whyNot('approve', 'waiting')).toBeNull();
		expect(whyNot('approve', 'approved')).toBe('is approved already');
		expect(whyNot('approve', 'scoring')).toBe('is still being scored');
		expect(whyNot('reject', 'withdrawn')).toBe('was withdrawn');
		expect(whyNot('withdraw', 'withdrawn')).toBe('was withdrawn already');
		expect(whyNot('withdraw', 'failed')).toBe('could not be scored');
		expect(whyNot('reject', 'superseded')).toBe('was replaced by a later version');
	});

	it('is revising it, unless all of it was withdrawn', () => {
		expect(canRevise(['superseded', 'withdrawn', 'rejected'])).toBe(true);
		expect(canRevise(['withdrawn', 'withdrawn'])).toBe(false);
		expect(canRevise(['failed'])).toBe(true);
	});
});
