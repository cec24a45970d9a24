import { describe, expect, it } from 'vitest';
import { stepsOf, type SetupFacts } from './setup.ts';

const NEW: SetupFacts = {
	...{ cases: 0, raters: 0, unsuited: 0 },
	...{ read: false, reads: true, given: false, begun: false }
};

const states = (facts: Partial<SetupFacts>) => Object.values(stepsOf({ ...NEW, ...facts }));

describe('the setup list', () => {
	it('leads from a new study to its first rating', () => {
		expect(states({})).toEqual(['next', 'open', 'open', 'waits', 'waits']);
		expect(states({ cases: 4 })).toEqual(['done', 'next', 'open', 'waits', 'waits']);
		const people = { cases: 4, raters: 3 };
		expect(states(people)).toEqual(['done', 'done', 'next', 'open', 'waits']);
		expect(states({ ...people, read: true })).toEqual(['done', 'done', 'done', 'next', 'waits']);
		const given = { ...people, read: true, given: true };
		expect(states(given)).toEqual(['done', 'done', 'done', 'done', 'next']);
		expect(states({ ...given, begun: true })).toEqual(['done', 'done', 'done', 'done', 'done']);
	});

	it('lets steps be taken in another order', () => {
		expect(states({ raters: 3 })).toEqual(['next', 'done', 'open', 'waits', 'waits']);
		expect(states({ read: true })).toEqual(['next', 'open', 'done', 'waits', 'waits']);
		const early = { cases: 4, raters: 3, given: true, begun: true };
		expect(states(early)).toEqual(['done', 'done', 'next', 'done', 'done']);
	});

	it('is not done with people while a specialty has nobody, and lets the plan be computed all the same', () => {
		expect(states({ cases: 4, raters: 3, unsuited: 1 })).toEqual([
			'done',
			'next',
			'open',
			'open',
			'waits'
		]);
	});

	it('asks nobody to have read who cannot say so', () => {
		expect(states({ cases: 4, raters: 3, reads: false })).toEqual([
			'done',
			'done',
			'open',
			'next',
			'waits'
		]);
	});
});
