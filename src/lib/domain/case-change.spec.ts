import { describe, expect, it } from 'vitest';
import type { Action, Case } from './case.ts';
import { editAction, editCase, withPresentation, type KnownCase } from './case-change.ts';

const action = (number: number): Action => ({
	...{ number, text: `Action ${number}`, category: 'Diagnostic', group: null, groupType: null },
	...{ dependsOn: [], isHarmOfInaction: false, referenceScore: null, source: null }
});

const CASE: Case = {
	...{
		externalId: 'A1',
		specialty: 'Card',
		presentation: 'Pian.',
		question: null,
		reference: null
	},
	...{
		actions: [action(1), action(2)],
		groups: [],
		variants: [],
		source: null,
		guidance: null,
		heldOut: false
	}
};

function known(rated: number[], withdrawn: number[] = []): KnownCase {
	return {
		...{ id: 7, position: 3, version: 4, gold: false, withdrawn: false, value: CASE },
		actions: CASE.actions.map((value, position) => ({
			...{ id: 100 + value.number, position },
			rated: rated.includes(value.number),
			withdrawn: withdrawn.includes(value.number) ? { at: 5, reason: 'Twice.' } : null,
			value
		})),
		wordings: new Map([
			[1, 1],
			[2, 3]
		])
	};
}

describe('a case', () => {
	it('is simply changed where nobody has rated it, whatever is meant', () => {
		const change = editCase(known([]), { presentation: 'Pain.', reference: null }, 'reword');
		expect(change).toMatchObject({
			...{ insert: [], supersede: [], newWording: false, reopenBecause: null },
			value: { presentation: 'Pain.' },
			texts: [
				{ what: 'case.changed', old: { presentation: 'Pian.' }, new: { presentation: 'Pain.' } }
			]
		});
	});

	it('is mended without touching an action', () => {
		expect(editCase(known([2]), { presentation: 'Pain.' }, 'mend')).toMatchObject({
			...{ insert: [], supersede: [], update: [], newWording: false, reopenBecause: null },
			texts: [{ what: 'case.mended' }]
		});
	});

	it('has every action rated again in a new wording, and what is withdrawn stays so', () => {
		const edit = { presentation: 'Pain.', question: 'What next?' };
		const change = editCase(known([1], [2]), edit, 'reword')!;
		expect(change).toMatchObject({
			...{ supersede: [101, 102], newWording: true, update: [] },
			reopenBecause: 'The presentation and the question were reworded.',
			texts: [{ what: 'case.reworded', old: { presentation: 'Pian.', question: null }, new: edit }]
		});
		expect(change.insert).toEqual([
			{ position: 0, wording: 2, value: action(1) },
			{ position: 1, wording: 4, value: action(2), withdrawn: { at: 5, reason: 'Twice.' } }
		]);
	});

	it('mends what raters do not read, whatever is meant', () => {
		const change = editCase(known([1]), { reference: 'Aspirin.', specialty: 'Neuro' }, 'reword');
		expect(change).toMatchObject({
			...{ supersede: [], reopenBecause: null },
			texts: [{ what: 'case.mended', new: { reference: 'Aspirin.', specialty: 'Neuro' } }]
		});
	});

	it('does not change by what it says already', () => {
		expect(editCase(known([1]), { presentation: 'Pian.', question: null }, 'mend')).toBeNull();
	});
});

describe('an action', () => {
	const edit = { text: 'Another', category: 'Diagnostic' };

	it('gets a new wording after the newest there was', () => {
		expect(editAction(known([2]), 2, edit, 'reword')).toMatchObject({
			supersede: [102],
			insert: [{ position: 1, wording: 4, value: { number: 2, text: 'Another' } }],
			reopenBecause: 'Action 2 was reworded.',
			texts: [
				{
					what: 'action.reworded',
					old: { number: 2, text: 'Action 2' },
					new: { number: 2, text: 'Another' }
				}
			]
		});
	});

	it.each([
		{ rated: [2], meaning: 'mend' as const, what: 'action.mended' },
		{ rated: [], meaning: 'reword' as const, what: 'action.changed' }
	])('is replaced in its row: $what', ({ rated, meaning, what }) => {
		expect(editAction(known(rated), 2, edit, meaning)).toMatchObject({
			...{ supersede: [], insert: [], reopenBecause: null, texts: [{ what }] },
			update: [{ id: 102, position: 1, value: { text: 'Another' } }]
		});
	});

	it.each(['mend', 'reword'] as const)('keeps the place that is stored: %s', (meaning) => {
		const before = known([2]);
		before.actions[1]!.position = 6;
		const { update, insert } = editAction(before, 2, edit, meaning)!;
		expect([...update, ...insert].map(({ position }) => position)).toEqual([6]);
	});

	it('moves to another category without being rated again', () => {
		const moved = { text: 'Action 2', category: 'Medication' };
		expect(editAction(known([2]), 2, moved, 'reword')).toMatchObject({
			...{ supersede: [], update: [{ id: 102, value: { category: 'Medication' } }] },
			texts: [{ what: 'action.mended', new: { number: 2, category: 'Medication' } }]
		});
	});

	it('does not change by what it says already, nor where there is none', () => {
		const same = { text: 'Action 2', category: 'Diagnostic' };
		expect(editAction(known([2]), 2, same, 'reword')).toBeNull();
		expect(editAction(known([2]), 3, edit, 'reword')).toBeNull();
	});
});

it('says the new presentation wherever the case’s own entry of a kit said the old one', () => {
	const entry = (externalId: string) => ({
		...{ externalId, presentation: 'Pian.', line: 1 },
		item: { id: externalId, prompt: 'Pian.\n\nWhat?' },
		perturbation: { id: externalId, presentation: 'Pian.' }
	});
	const value = { ...CASE, presentation: 'Pain, $& too.', variants: [entry('A1'), entry('A1-1')] };
	const [own, other] = withPresentation(value, 'Pian.').variants;
	expect(own).toMatchObject({
		presentation: 'Pain, $& too.',
		item: { prompt: 'Pain, $& too.\n\nWhat?' },
		perturbation: { presentation: 'Pain, $& too.' }
	});
	expect(other).toEqual(entry('A1-1'));
});
