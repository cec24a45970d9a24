import { describe, expect, it } from 'vitest';
import type { Action, Case } from './case.ts';
import type { KnownCase } from './case-change.ts';
import { planImport } from './import.ts';

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
	guidance: null,
	heldOut: false
});

const known = (value: Case, rated: number[] = []): KnownCase => ({
	id: 7,
	position: 3,
	version: 1,
	gold: false,
	withdrawn: false,
	value,
	actions: value.actions.map((item, position) => ({
		id: 100 + item.number,
		position,
		rated: rated.includes(item.number),
		withdrawn: null,
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

	it('numbers the places of new cases and of their actions on, from 0 in an empty study', () => {
		const [first, second] = [aCase('A1', [action(4), action(9)]), aCase('B1', [])];
		const whole = {
			...{ update: [], supersede: [], remove: [], newWording: false, texts: [] },
			reopenBecause: null
		};
		expect(planImport([], [first, second], 'refuse').changes).toEqual([
			{
				...{ id: null, position: 0, value: first, ...whole },
				insert: [
					{ position: 0, wording: 1, value: action(4) },
					{ position: 1, wording: 1, value: action(9) }
				]
			},
			{ id: null, position: 1, value: second, insert: [], ...whole }
		]);
	});

	it('counts what is new, changed, unchanged and removed, a case by its own fields too', () => {
		const before = known(aCase('A1', [action(1), action(2), action(3), action(4)]), [1]);
		const after = aCase('A1', [action(1, 'New'), action(2), action(3, 'New'), action(5)]);
		const plan = planImport([before], [after], 'version');
		expect(plan.cases).toEqual({ new: 0, changed: 1, unchanged: 0, removed: 0 });
		expect(plan.actions).toEqual({ new: 1, changed: 2, unchanged: 1, removed: 1 });
		expect(plan.changes[0]!.remove).toEqual([104]);
		const renamed = { ...before.value, specialty: 'Heart' };
		expect(planImport([before], [renamed], 'refuse').cases).toMatchObject({ changed: 1 });
	});

	it('voids nothing where a case is held out from now on', () => {
		const before = known(aCase('A1', [action(1)]), [1]);
		const plan = planImport([before], [{ ...before.value, heldOut: true }], 'refuse');
		expect(plan.cases).toMatchObject({ changed: 1 });
		expect(plan.problems).toEqual([]);
		expect(plan.changes).toMatchObject([
			{
				value: { heldOut: true },
				newWording: false,
				reopenBecause: null,
				update: [],
				supersede: []
			}
		]);
	});

	it('leaves a case held out or open where the file does not say', () => {
		const value = { ...aCase('A1', [action(1)]), heldOut: true };
		const plan = planImport(
			[known(value)],
			[
				{ ...value, heldOut: null },
				{ ...aCase('B1', []), heldOut: null }
			],
			'refuse'
		);
		expect(plan.cases).toMatchObject({ new: 1, changed: 0, unchanged: 1 });
		expect(plan.changes[0]!.value.heldOut).toBe(false);
	});

	it('opens a case again for an action that is added, and names the first of several', () => {
		const plan = planImport(
			[known(aCase('A1', [action(1)]))],
			[aCase('A1', [action(1), action(2), action(3)])],
			'refuse'
		);
		expect(plan.changes[0]).toMatchObject({
			reopenBecause: 'Action 2 was added.',
			insert: [
				{ position: 1, wording: 1 },
				{ position: 2, wording: 1 }
			]
		});
	});

	it('takes a new place for a change of the action, and leaves the case closed', () => {
		const plan = planImport(
			[known(aCase('A1', [action(1), action(2)]))],
			[aCase('A1', [action(2), action(1)])],
			'refuse'
		);
		expect(plan.changes[0]).toMatchObject({ reopenBecause: null });
		expect(plan.changes[0]!.update.map(({ id, position }) => [id, position])).toEqual([
			[102, 0],
			[101, 1]
		]);
	});

	it('leaves gaps in the order that is stored, and closes them with whatever else changes', () => {
		const value = aCase('A1', [action(3), action(4)]);
		const before = known(value, [4]);
		for (const item of before.actions) item.position += 2;
		expect(planImport([before], [value], 'refuse').changes).toEqual([]);
		const mended = aCase('A1', [action(3), action(4, 'Mended')]);
		const plan = planImport([before], [mended], 'mend');
		expect(plan.actions).toEqual({ new: 0, changed: 1, unchanged: 1, removed: 0 });
		expect(plan.changes[0]!.update.map(({ id, position }) => [id, position]).sort()).toEqual([
			[103, 0],
			[104, 1]
		]);
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
		expect(plan.problems[0]).toMatchObject({ where: 'A1', field: 'action 1' });
		expect(plan.actions.changed).toBe(1);
		expect(plan.rewordings).toEqual([]);
	});

	it('quotes a long text up to 200 characters', () => {
		const quoted = (text: string) => {
			const after = [aCase('A1', [action(1, text)])];
			return planImport([known(aCase('A1', [action(1)]), [1])], after, 'refuse').problems[0]!
				.message;
		};
		expect(quoted('x'.repeat(200))).toContain(`“${'x'.repeat(200)}”`);
		expect(quoted('x'.repeat(201))).toContain(`“${'x'.repeat(200)}…”`);
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
		expect(plan.rewordings).toEqual([
			{ case: 'A1', action: 1, field: 'text', old: 'Action 1', new: 'New' }
		]);
		expect(plan.changes[0]!.texts).toEqual([
			{
				what: 'action.reworded',
				old: { number: 1, text: 'Action 1' },
				new: { number: 1, text: 'New' }
			}
		]);
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

	it.each([1, 2])('refuses to change what action %i was rated with', (number) => {
		const before = known(aCase('A1', [action(1), action(2)]), [number]);
		const after = { ...before.value, presentation: 'Another.', question: 'What next?' };
		const plan = planImport([before], [after], 'refuse');
		expect(plan.problems).toMatchObject([
			{ where: 'A1', field: 'presentation' },
			{ where: 'A1', field: 'question' }
		]);
		expect(plan.problems[1]!.message).toContain('It stood: nothing; it comes in as: “What next?”');
	});

	it('gives every action a new wording where the presentation has one', () => {
		const before = known(aCase('A1', [action(1), action(2)]), [1]);
		const after = aCase('A1', [action(1, 'New'), action(2), action(3)], 'Another patient.');
		const plan = planImport([before], [after], 'version');
		expect(plan.problems).toEqual([]);
		expect(plan.actions).toEqual({ new: 1, changed: 2, unchanged: 0, removed: 0 });
		expect(plan.changes[0]).toMatchObject({
			...{ newWording: true, supersede: [101, 102], update: [] },
			reopenBecause: 'The presentation was reworded.'
		});
		const wordings = plan.changes[0]!.insert.map(({ value, wording }) => [value.number, wording]);
		expect(wordings).toEqual([
			[1, 2],
			[2, 2],
			[3, 1]
		]);
	});

	it('mends rated texts where told that they mean the same', () => {
		const before = known(aCase('A1', [action(1), action(2)]), [1]);
		const after = aCase('A1', [action(1, 'New'), action(2)], 'Another patient.');
		const plan = planImport([before], [after], 'mend');
		expect(plan).toMatchObject({ problems: [], rewordings: [] });
		expect(plan.mends).toEqual([
			{
				...{ case: 'A1', action: null, field: 'presentation' },
				old: 'A patient.',
				new: after.presentation
			},
			{ case: 'A1', action: 1, field: 'text', old: 'Action 1', new: 'New' }
		]);
		expect(plan.changes[0]).toMatchObject({
			...{ newWording: false, supersede: [], insert: [], reopenBecause: null },
			update: [{ id: 101, value: { text: 'New' } }]
		});
		expect(plan.changes[0]!.texts.map(({ what }) => what)).toEqual([
			'case.mended',
			'action.mended'
		]);
	});

	it('says which cases do not come in, and which come in though they are withdrawn', () => {
		const here = { ...known(aCase('A1', [action(1)])), id: 1 };
		const gone = { ...known(aCase('A2', [action(1)])), id: 2, withdrawn: true };
		const back = { ...known(aCase('A3', [action(1)])), id: 3, withdrawn: true };
		const gold = { ...known(aCase('A4', [action(1)])), id: 4, gold: true };
		const plan = planImport([here, gone, back, gold], [back.value], 'refuse');
		expect(plan.missing).toEqual([
			{ id: 1, gold: false, externalId: 'A1' },
			{ id: 4, gold: true, externalId: 'A4' }
		]);
		expect(plan.stillWithdrawn).toEqual([{ id: 3, gold: false, externalId: 'A3' }]);
		expect(plan.changes).toEqual([]);
	});

	it('lets a withdrawn action be missing, rated or not', () => {
		const whole = known(aCase('A1', [action(1), action(2), action(3)]), [1, 2]);
		const actions = whole.actions.map((one) =>
			one.value.number === 1 ? one : { ...one, withdrawn: { at: 0, reason: 'Twice.' } }
		);
		const plan = planImport([{ ...whole, actions }], [aCase('A1', [action(1)])], 'refuse');
		expect(plan).toMatchObject({ problems: [], actions: { removed: 0 } });
	});

	it('changes the presentation of a case nobody has rated', () => {
		const before = known(aCase('A1', [action(1)]));
		const plan = planImport([before], [aCase('A1', [action(1)], 'Another patient.')], 'refuse');
		expect(plan.problems).toEqual([]);
		expect(plan.changes[0]!.value.presentation).toBe('Another patient.');
	});
});
