import { describe, expect, it } from 'vitest';
import type { Action, Case } from './case.ts';
import type { KnownCase } from './case-change.ts';
import { newCase, rewrite, unsaid } from './case-writing.ts';
import type { WrittenAction, WrittenCase } from './written-case.ts';

const action = (number: number, more: Partial<Action> = {}): Action => ({
	...{ number, text: `Action ${number}`, category: 'Diagnostic', group: null, groupType: null },
	...{ dependsOn: [], isHarmOfInaction: false, referenceScore: null, source: null, ...more }
});

const written = (number: number, more: Partial<WrittenAction> = {}): WrittenAction => {
	const { source: _, ...fields } = action(number);
	return { ...fields, was: number, meaning: null, ...more };
};

const CASE: Case = {
	...{ externalId: 'A1', specialty: 'Card', presentation: 'Pain.', question: null },
	...{ reference: null, guidance: null, heldOut: false, groups: [], variants: [], source: null },
	actions: [action(1), action(2), action(3)]
};

/** The case with these of its actions rated, and these withdrawn. */
function known({ rated = [], withdrawn = [] }: { rated?: number[]; withdrawn?: number[] } = {}) {
	const before: KnownCase = {
		...{ id: 7, position: 3, version: 4, gold: false, withdrawn: false, value: CASE },
		actions: CASE.actions.map((value, position) => ({
			...{ id: 100 + value.number, position },
			rated: rated.includes(value.number),
			withdrawn: withdrawn.includes(value.number) ? { at: 5, reason: 'Twice.' } : null,
			value
		})),
		wordings: new Map(CASE.actions.map(({ number }) => [number, 1]))
	};
	return before;
}

const form = (actions: WrittenAction[], more: Partial<WrittenCase> = {}): WrittenCase => ({
	...{ externalId: 'A1', specialty: 'Card', presentation: 'Pain.', question: null },
	...{ reference: null, guidance: null, heldOut: false, meaning: null },
	...{ actions, groups: [], variants: [], ...more }
});
const SAME = [written(1), written(2), written(3)];

describe('a new case', () => {
	it('has its actions in their order, and the usual rule for alternatives without one', () => {
		const group = { group: 'G', groupType: 'alternative', was: null };
		const change = newCase(form([written(4, group), written(2, group)]), 9);
		expect(change).toMatchObject({
			...{ id: null, position: 9, value: { externalId: 'A1', source: null } },
			insert: [
				{ position: 0, wording: 1, value: { number: 4 } },
				{ position: 1, wording: 1, value: { number: 2 } }
			]
		});
		expect(change.value.groups).toEqual([
			{ name: 'G', pickType: 'min', pickCount: 1, source: null }
		]);
	});

	it('has no rule for a group of harms, and no type without a group', () => {
		const actions = [
			written(1, { was: null, group: 'H', groupType: 'harm' }),
			written(2, { was: null, groupType: 'alternative' })
		];
		const { value } = newCase(form(actions), 0);
		expect(value.groups).toEqual([]);
		expect(value.actions[1]).toMatchObject({ group: null, groupType: null });
	});
});

describe('a case that is written anew', () => {
	it('is no change where nothing differs', () => {
		expect(rewrite(known({ rated: [1] }), form(SAME))).toBeNull();
	});

	it('moves rated actions in place, and tells of their order', () => {
		const change = rewrite(known({ rated: [1, 2, 3] }), form([SAME[2]!, SAME[0]!, SAME[1]!]))!;
		expect(change.update.map(({ id, position }) => [id, position])).toEqual([
			[103, 0],
			[101, 1],
			[102, 2]
		]);
		expect(change).toMatchObject({ supersede: [], insert: [], reopenBecause: null });
		expect(change.texts).toEqual([
			{ what: 'case.structured', old: { order: [1, 2, 3] }, new: { order: [3, 1, 2] } }
		]);
	});

	it('moves what stays up where others are taken out before it', () => {
		const before = known({ rated: [3] });
		const mended = written(3, { text: 'Mended', meaning: 'mend' });
		const change = rewrite(before, form([SAME[1]!, mended]))!;
		expect(change.remove).toEqual([101]);
		expect(change.update.map(({ id, position }) => [id, position])).toEqual([
			[102, 0],
			[103, 1]
		]);
		expect(change.texts.map(({ what }) => what)).toEqual(['action.deleted', 'action.mended']);
	});

	it('closes the gaps in the order that is stored with another change, and not for themselves', () => {
		const before = known();
		for (const action of before.actions) action.position += 2;
		expect(rewrite(before, form(SAME))).toBeNull();
		const last = written(3, { text: 'Other' });
		const change = rewrite(before, form([SAME[0]!, SAME[1]!, last]))!;
		expect(change.update.map(({ id, position }) => [id, position])).toEqual([
			[101, 0],
			[102, 1],
			[103, 2]
		]);
		expect(change.texts.map(({ what }) => what)).toEqual(['action.changed']);
	});

	it('leaves a withdrawn action behind the one it stood behind', () => {
		const change = rewrite(known({ withdrawn: [2] }), form([SAME[2]!, SAME[0]!]))!;
		expect(change.value.actions.map(({ number }) => number)).toEqual([3, 1, 2]);
		expect(change.remove).toEqual([]);
	});

	it('changes the structure of a rated action in place, and tells of it apart from its text', () => {
		const next = written(2, { text: 'Mended', meaning: 'mend', dependsOn: [1], referenceScore: 8 });
		const change = rewrite(known({ rated: [2] }), form([SAME[0]!, next, SAME[2]!]))!;
		expect(change.update).toMatchObject([{ id: 102, value: { text: 'Mended', dependsOn: [1] } }]);
		expect(change.texts).toEqual([
			{
				what: 'action.mended',
				...{ old: { number: 2, text: 'Action 2' }, new: { number: 2, text: 'Mended' } }
			},
			{
				what: 'action.structured',
				old: { number: 2, dependsOn: [], referenceScore: null },
				new: { number: 2, dependsOn: [1], referenceScore: 8 }
			}
		]);
		expect(change.reopenBecause).toBeNull();
	});

	it('puts a new wording in the place of a rated text that means another thing', () => {
		const next = written(2, { text: 'Another', meaning: 'reword' });
		const change = rewrite(known({ rated: [2] }), form([SAME[0]!, next, SAME[2]!]))!;
		expect(change).toMatchObject({
			...{ supersede: [102], update: [], reopenBecause: 'Action 2 was reworded.' },
			insert: [{ position: 1, wording: 2, value: { text: 'Another' } }]
		});
	});

	it('words every action anew with a presentation of another meaning, and adds what is new', () => {
		const added = written(4, { was: null });
		const change = rewrite(
			known({ rated: [1] }),
			form([...SAME, added], { presentation: 'Another.', meaning: 'reword' })
		)!;
		expect(change.supersede).toEqual([101, 102, 103]);
		expect(change.insert.map(({ value, wording }) => [value.number, wording])).toEqual([
			...[1, 2, 3].map((number) => [number, 2]),
			[4, 1]
		]);
		expect(change).toMatchObject({
			...{ newWording: true, reopenBecause: 'The presentation was reworded.' }
		});
	});

	it('asks again where an action is added, and takes out what is left out', () => {
		const change = rewrite(known(), form([SAME[0]!, written(3, { was: null }), SAME[1]!]))!;
		expect(change.remove).toEqual([103]);
		expect(change.insert).toMatchObject([{ position: 1, wording: 1, value: { number: 3 } }]);
		expect(change.reopenBecause).toBe('Action 3 was added.');
		expect(change.texts.map(({ what }) => what)).toEqual(['action.deleted', 'action.added']);
	});

	it('gives actions other numbers by rows of their own, their records too', () => {
		const before = known();
		before.actions[0]!.value.source = { id: 1, kept: true };
		const actions = [written(2, { was: 1 }), written(1, { was: 2 }), SAME[2]!];
		const change = rewrite(before, form(actions))!;
		expect(change.remove).toEqual([101, 102]);
		expect(change.insert).toMatchObject([
			{ position: 0, wording: 1, value: { number: 2, source: { id: 2, kept: true } } },
			{ position: 1, wording: 1, value: { number: 1 } }
		]);
		expect(change.texts).toContainEqual({
			...{ what: 'action.structured', old: { number: 1 }, new: { number: 2 } }
		});
		before.actions[0]!.value.source = null;
	});

	it('words a new action for the first time under a number that another had until now', () => {
		const actions = [
			written(1, { was: null, text: 'On top' }),
			...[1, 2, 3].map((number) => written(number + 1, { was: number }))
		];
		const change = rewrite(known(), form(actions))!;
		expect(change.remove).toEqual([101, 102, 103]);
		expect(
			change.insert.map(({ position, wording, value }) => [position, wording, value.number])
		).toEqual([
			[0, 1, 1],
			[1, 1, 2],
			[2, 1, 3],
			[3, 1, 4]
		]);
	});

	it('keeps the record of a variant, which says its new presentation', () => {
		const before = known();
		const base = { externalId: 'A1', presentation: 'Pain.', line: 1, perturbation: null };
		const other = { externalId: 'A1-1', presentation: 'Ache.', line: 2 };
		before.value = {
			...CASE,
			variants: [
				{ ...base, item: { prompt: 'Pain.' } },
				{ ...other, item: { prompt: 'Ache. What next?' }, perturbation: { presentation: 'Ache.' } }
			]
		};
		const variants = [
			{ externalId: 'A1-1', presentation: 'Hurt.', description: 'Short.' },
			{ externalId: 'A1-2', presentation: 'New.', description: null }
		];
		const change = rewrite(before, form(SAME, { variants }))!;
		expect(change.value.variants).toEqual([
			{ ...base, item: { prompt: 'Pain.' } },
			{
				...{ ...other, presentation: 'Hurt.', item: { prompt: 'Hurt. What next?' } },
				perturbation: { presentation: 'Hurt.', description: 'Short.' }
			},
			{ externalId: 'A1-2', presentation: 'New.', item: null, perturbation: null, line: null }
		]);
	});
});

describe('what has to be said', () => {
	it('is the meaning of each rated text that changes, and of no other', () => {
		const actions = [
			written(1, { text: 'Other' }),
			written(2, { text: 'Other' }),
			written(3, { category: 'Medication' })
		];
		const changed = form(actions, { presentation: 'Another.' });
		expect(unsaid(known({ rated: [2, 3] }), changed)).toEqual(['meaning', 'actions.1.meaning']);
		expect(unsaid(known(), changed)).toEqual([]);
	});
});
