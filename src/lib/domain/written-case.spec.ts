import { describe, expect, it } from 'vitest';
import { faultsOf, groupNames, type WrittenAction, type WrittenCase } from './written-case.ts';

const action = (number: number, more: Partial<WrittenAction> = {}): WrittenAction => ({
	...{ number, text: `Action ${number}`, category: 'Diagnostic', group: null, groupType: null },
	...{ dependsOn: [], isHarmOfInaction: false, referenceScore: null, was: null, meaning: null },
	...more
});
const aCase = (more: Partial<WrittenCase>): WrittenCase => ({
	...{ externalId: 'Card001', specialty: 'Card', presentation: 'Pain.', question: null },
	...{ reference: null, guidance: null, heldOut: false, meaning: null },
	...{ actions: [action(1)], groups: [], variants: [], ...more }
});
const variant = (externalId: string) => ({ externalId, presentation: 'So.', description: null });
const NOTHING = { cases: [], variants: [], withdrawn: [] };
const faults = (more: Partial<WrittenCase>, around = {}) =>
	faultsOf(aCase(more), { ...NOTHING, ...around }).map(
		({ field, message }) => `${field}: ${message}`
	);

describe('a case that is written', () => {
	it('is well where nothing collides', () => {
		const actions = [
			action(2, { group: 'A', dependsOn: [5] }),
			action(7, { group: 'A', dependsOn: [2] })
		];
		const groups = [{ name: 'A', pickType: 'exact', pickCount: 2 }];
		const variants = [variant('Card001_1')];
		expect(faults({ actions, groups, variants }, { withdrawn: [5] })).toEqual([]);
	});

	it('has an id that no other case or variant of the study has, in capital letters or small', () => {
		expect(faults({ externalId: 'Card002' }, { cases: ['Card002'] })).toEqual([
			'externalId: "Card002" is in this study already: every id is given once'
		]);
		expect(faults({ externalId: 'card002' }, { variants: ['Card002'] })[0]).toContain(
			'both would be one file'
		);
		expect(faults({ externalId: 'Card/2' })[0]).toMatch(/^externalId: "Card\/2" must begin/);
		expect(faults({ externalId: 'nul' })[0]).toContain('Windows keeps for itself');
		expect(faults({ variants: [variant('Card001'), variant('x'), variant('X')] })).toEqual([
			'variants.0.externalId: "Card001" is in this study already: every id is given once',
			expect.stringContaining('variants.2.externalId: case is "X", and there is "x"')
		]);
	});

	it('has actions with numbers of their own', () => {
		const actions = [action(1), action(1), action(4)];
		expect(faults({ actions }, { withdrawn: [4] })).toEqual([
			'actions.1.number: number 1 is given twice: give another',
			'actions.2.number: action 4 is withdrawn and keeps its number: give another'
		]);
	});

	it('has actions that depend on others of the case, and not in a circle', () => {
		expect(faults({ actions: [action(1, { dependsOn: [1, 9] })] })).toEqual([
			'actions.0.dependsOn: action 1 would depend on itself: take the number out',
			'actions.0.dependsOn: this case has no action 9: give the number of another'
		]);
		const circle = [action(1, { dependsOn: [3] }), action(2), action(3, { dependsOn: [1] })];
		expect(faults({ actions: circle })).toEqual([
			'actions.0.dependsOn: actions would depend on each other in a circle (1 → 3 → 1): take one out'
		]);
	});

	it('has rules that the members of a group can fulfil, one for each', () => {
		const actions = [action(1, { group: 'A' }), action(2, { group: 'A' })];
		const rule = (name: string, pickCount: number) => ({ name, pickType: 'min', pickCount });
		expect(faults({ actions, groups: [rule('A', 3), rule('A', 1), rule('Empty', 5)] })).toEqual([
			'groups.0.pickCount: the group has 2 actions: give no more',
			'groups.1.name: the group "A" has two rules: keep one'
		]);
	});
});

it('names each group once, those with a rule first', () => {
	const actions = [{ group: 'B' }, { group: null }, { group: 'A' }, { group: 'B' }];
	expect(groupNames({ actions, groups: [{ name: 'A' }] })).toEqual(['A', 'B']);
});
