import { describe, expect, it } from 'vitest';
import { whyHidden, type Shows } from './submission-result.ts';

const WHOLE = { items: 12, of: 12, cases: 4, ofCases: 4, heldOut: 2 };
const ONE_HELD_OUT = { items: 1, of: 12, cases: 1, ofCases: 4, heldOut: 1 };
const OPEN_ONES = { items: 6, of: 12, cases: 2, ofCases: 4, heldOut: 0 };

const shown = (given: Partial<Shows>) =>
	whyHidden({
		...{ state: 'waiting', covers: WHOLE, showsOwnResult: true, isPublished: false },
		...given
	});

describe('the own result', () => {
	it('is shown before publication if the board shows it', () => {
		expect(shown({})).toBeNull();
		expect(shown({ showsOwnResult: false })).toBe('kept');
		expect(shown({ state: 'rejected' })).toBeNull();
	});

	it('is shown once everyone sees it', () => {
		const hidden = { showsOwnResult: false, state: 'approved' as const };
		expect(shown(hidden)).toBe('kept');
		expect(shown({ ...hidden, isPublished: true })).toBeNull();
		expect(shown({ ...hidden, isPublished: true, state: 'waiting' })).toBe('kept');
	});

	it('is not there before it is scored', () => {
		expect(shown({ state: 'scoring' })).toBe('none');
		expect(shown({ state: 'failed' })).toBe('none');
	});

	it('does not tell the answers of held-out cases by a total of few', () => {
		expect(shown({ covers: ONE_HELD_OUT })).toBe('held-out');
		expect(shown({ covers: { ...WHOLE, items: 11 } })).toBe('held-out');
		expect(shown({ covers: OPEN_ONES })).toBeNull();
	});
});
