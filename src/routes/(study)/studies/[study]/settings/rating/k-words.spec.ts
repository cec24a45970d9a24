import { describe, expect, it } from 'vitest';
import { kChangeInWords } from './k-words.ts';

const none = {
	signedMore: { cases: 0, signatures: 0 },
	openMore: 0,
	complete: { now: 0, then: 0 },
	empty: { now: 0, then: 0 }
};

describe('another number of raters per case', () => {
	it('says, where it is lowered, what there is already', () => {
		const words = kChangeInWords({
			...none,
			now: 3,
			then: 2,
			signedMore: { cases: 12, signatures: 12 },
			openMore: 1,
			complete: { now: 12, then: 40 },
			empty: { now: 3, then: 0 }
		});
		expect(words).toBe(
			'Lowering k from 3 to 2: 12 cases already have more than 2 signed raters; their ratings stay and ' +
				'count. 1 place that is open now would be more than wanted, and would stay with their raters until ' +
				'you release them. 3 empty places would not be wanted any more. 28 more cases would be complete. ' +
				'Nothing is saved yet.'
		);
	});

	it('says, where it is raised, what would be missing', () => {
		const words = kChangeInWords({
			...none,
			now: 2,
			then: 3,
			complete: { now: 31, then: 0 },
			empty: { now: 1, then: 101 }
		});
		expect(words).toBe(
			'Raising k from 2 to 3: 100 places would open that nobody has. 31 cases complete now would not be ' +
				'complete then. Nothing is saved yet.'
		);
	});
});
