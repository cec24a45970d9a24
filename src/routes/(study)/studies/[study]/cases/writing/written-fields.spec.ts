import { expect, it } from 'vitest';
import { writtenIn, type WrittenValues } from './written-fields.ts';

const NOTHING: WrittenValues = {
	...{ externalId: 'Card001', specialty: 'Card', presentation: 'Pain.', question: '' },
	...{ reference: '', guidance: '', heldOut: true, caseMeaning: 'mend' },
	...{ was: [], number: [], text: [], category: [], group: [], groupType: [], dependsOn: [] },
	...{ harm: [], score: [], meaning: [], ruleName: [], pickType: [], pickCount: [] },
	...{ variantId: [], variantPresentation: [], variantDescription: [] }
};

it('reads each action by its place', () => {
	const { actions, meaning } = writtenIn({
		...NOTHING,
		...{ was: ['4', ''], number: ['4', '5'], text: ['Wait', 'Call'], category: ['A', 'B'] },
		...{ group: ['', 'G'], groupType: ['', 'harm'], dependsOn: ['', '4; 2,1'] },
		...{ harm: ['no', 'yes'], score: ['', '9'], meaning: ['reword', ''] }
	});
	expect(meaning).toBe('mend');
	expect(actions).toEqual([
		{
			...{ was: 4, number: 4, text: 'Wait', category: 'A', group: '', groupType: '' },
			...{ dependsOn: [], isHarmOfInaction: false, referenceScore: null, meaning: 'reword' }
		},
		{
			...{ was: null, number: 5, text: 'Call', category: 'B', group: 'G', groupType: 'harm' },
			...{ dependsOn: [4, 2, 1], isHarmOfInaction: true, referenceScore: 9, meaning: null }
		}
	]);
});

it('leaves it to the case to refuse what is no number, or is missing', () => {
	const { actions } = writtenIn({
		...NOTHING,
		...{ number: ['one'], text: ['Wait'], dependsOn: ['2, b'], score: ['good'] }
	});
	expect(actions).toMatchObject([
		{ number: NaN, category: '', dependsOn: [2, NaN], referenceScore: NaN, was: null }
	]);
});

it('takes a group without a rule for one that only its members name', () => {
	const { groups } = writtenIn({
		...NOTHING,
		...{ ruleName: ['A', 'B'], pickType: ['exact', ''], pickCount: ['2', '1'] }
	});
	expect(groups).toEqual([{ name: 'A', pickType: 'exact', pickCount: 2 }]);
});
