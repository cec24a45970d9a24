import { describe, expect, it } from 'vitest';
import type { Action, Case } from './case.ts';
import { planImport, type KnownCase } from './import.ts';

const action = (number: number, text = `Action ${number}`): Action => ({
	number,
	text,
	category: 'Diagnostic',
	group: null,
	groupType: null,
	dependsOn: [],
	isHarmOfInaction: false,
	referenceScore: 5,
	source: null
});

const aCase = (externalId: string, actions: Action[], presentation = 'A patient.'): Case => ({
	externalId,
	specialty: 'Card',
	presentation,
	question: null,
	reference: null,
	actions,
	groups: [],
	variants: [],
	source: { id: externalId },
	guidance: null
});

const known = (value: Case, rated: number[] = []): KnownCase => ({
	id: 7,
	position: 3,
	value,
	actions: value.actions.map((item) => ({
		id: 100 + item.number,
		rated: rated.includes(item.number),
		value: item
	})),
	wordings: new Map(value.actions.map(({ number }) => [number, 1]))
});

describe('planImport', () => {
	it('adds new cases after the ones there are', () => {
		const plan = planImport(
			[known(aCase('A1', [action(1)]))],
			[aCase('B1', [action(1), action(2)])],
			'refuse'
		);
		expect(plan.cases).toEqual({ new: 1, changed: 0, unchanged: 0, removed: 0 });
		expect(plan.actions.new).toBe(2);
		expect(plan.changes[0]).toMatchObject({ id: null, position: 4 });
	});

	it('changes nothing when the same comes again, whatever the order of keys', () => {
		const before = aCase('A1', [action(1)]);
		const again = { ...before, source: { ...before.source } };
		const plan = planImport([known(before, [1])], [again], 'refuse');
		expect(plan.changes).toEqual([]);
		expect(plan.cases.unchanged).toBe(1);
		expect(plan.actions.unchanged).toBe(1);
	});

	it('changes the text of an action nobody has rated', () => {
		const plan = planImport(
			[known(aCase('A1', [action(1)]))],
			[aCase('A1', [action(1, 'New')])],
			'refuse'
		);
		expect(plan.problems).toEqual([]);
		expect(plan.changes[0]!.update).toMatchObject([{ id: 101, value: { text: 'New' } }]);
	});

	it('refuses to change rated text, and shows the difference', () => {
		const plan = planImport(
			[known(aCase('A1', [action(1)]), [1])],
			[aCase('A1', [action(1, 'New')])],
			'refuse'
		);
		expect(plan.problems).toHaveLength(1);
		expect(plan.problems[0]!.message).toContain('“Action 1”');
		expect(plan.problems[0]!.message).toContain('“New”');
	});

	it('gives rated text a new wording when asked to, and opens the case again', () => {
		const before = known(aCase('A1', [action(1), action(2)]), [1]);
		const plan = planImport([before], [aCase('A1', [action(1, 'New'), action(2)])], 'version');
		expect(plan.problems).toEqual([]);
		expect(plan.changes[0]).toMatchObject({
			supersede: [101],
			insert: [{ wording: 2, position: 0 }],
			reopenBecause: 'Action 1 was reworded.'
		});
		expect(plan.rewordings).toEqual([{ case: 'A1', action: 1, old: 'Action 1', new: 'New' }]);
	});

	it('never reuses a wording that was superseded before', () => {
		const before = { ...known(aCase('A1', [])), wordings: new Map([[1, 2]]) };
		const plan = planImport([before], [aCase('A1', [action(1)])], 'refuse');
		expect(plan.changes[0]!.insert[0]!.wording).toBe(3);
	});

	it('removes an unrated action that is gone, and keeps a rated one', () => {
		const before = known(aCase('A1', [action(1), action(2)]), [2]);
		const plan = planImport([before], [aCase('A1', [])], 'version');
		expect(plan.actions.removed).toBe(2);
		expect(plan.problems.map(({ field }) => field)).toEqual(['action 2']);
	});

	it('never changes the presentation of a case that is rated', () => {
		const plan = planImport(
			[known(aCase('A1', [action(1)]), [1])],
			[aCase('A1', [action(1)], 'Another patient.')],
			'version'
		);
		expect(plan.problems).toMatchObject([{ where: 'A1', field: 'presentation' }]);
	});
});
