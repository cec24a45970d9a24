import { describe, expect, it } from 'vitest';
import { CaseDraft, type ActionFields } from './case-draft.svelte.ts';

const action = (number: number, more: Partial<ActionFields> = {}): ActionFields => ({
	...{ was: String(number), number: String(number), text: `Action ${number}` },
	...{ category: 'Diagnostic', group: '', groupType: '', dependsOn: '', harm: 'no', score: '' },
	...{ meaning: '', ...more }
});
const draftOf = (...actions: ActionFields[]) => new CaseDraft({ actions, rules: [], variants: [] });
const numbers = ({ actions }: CaseDraft) => actions.map(({ number }) => number);

describe('the actions of a case that is written', () => {
	it('begin with an empty one', () => {
		expect(draftOf().actions).toMatchObject([{ was: '', number: '1', text: '' }]);
	});

	it('get the next number behind any of them, and the category of the one before', () => {
		const draft = draftOf(action(1, { category: 'Medication' }), action(7));
		draft.add(0);
		expect(draft.actions[1]).toMatchObject({ was: '', number: '8', category: 'Medication' });
	});

	it('move, and stay where there is no further', () => {
		const draft = draftOf(action(1), action(2), action(3));
		expect(draft.move(2, -1)).toBe(true);
		expect(draft.move(0, -1)).toBe(false);
		expect(draft.move(2, 1)).toBe(false);
		expect(numbers(draft)).toEqual(['1', '3', '2']);
	});

	it('come from a list, in the place of an empty one', () => {
		const draft = draftOf(action(1), { ...action(2, { text: ' ' }), was: '' }, action(3));
		const list = [
			{ text: 'Wait', category: 'Counseling' },
			{ text: 'Call', category: null }
		];
		draft.paste(1, list, 'Multiple');
		expect(draft.actions.map(({ text, category }) => [text, category])).toEqual([
			['Action 1', 'Diagnostic'],
			['Wait', 'Counseling'],
			['Call', 'Multiple'],
			['Action 3', 'Diagnostic']
		]);
		expect(new Set(numbers(draft)).size).toBe(4);
	});

	it('that were taken out come back where they stood', () => {
		const draft = draftOf(action(1), action(2), action(3));
		draft.take(1);
		expect(numbers(draft)).toEqual(['1', '3']);
		draft.putBack();
		expect(numbers(draft)).toEqual(['1', '2', '3']);
		expect(draft.taken).toBeNull();
	});

	it('are numbered in their order, and what depends on them with them', () => {
		const draft = draftOf(
			action(5),
			action(2, { dependsOn: '5, 9' }),
			action(9, { dependsOn: '2;5' })
		);
		draft.renumber();
		expect(draft.actions.map(({ number, dependsOn }) => [number, dependsOn])).toEqual([
			['1', ''],
			['2', '1, 3'],
			['3', '2;1']
		]);
	});
});

describe('the groups of a case that is written', () => {
	it('are those that actions are in; of alternatives one is enough unless another rule is set', () => {
		const draft = draftOf(
			action(1, { group: 'A', groupType: 'alternative' }),
			action(2, { group: 'B', groupType: 'harm' })
		);
		expect(draft.rules).toEqual([
			{ name: 'A', pickType: 'min', pickCount: '1' },
			{ name: 'B', pickType: '', pickCount: '1' }
		]);
		draft.setRule({ name: 'A', pickType: 'exact', pickCount: '2' });
		expect(draft.rules[0]).toEqual({ name: 'A', pickType: 'exact', pickCount: '2' });
	});

	it('stay where they are while a rule is set, and none but alternatives may lack one', () => {
		const draft = draftOf(
			...['A', 'B', 'C', 'D'].map((group, at) =>
				action(at + 1, { group, groupType: group === 'D' ? 'harm' : 'alternative' })
			)
		);
		const names = () => draft.rules.map(({ name }) => name);
		draft.setRule({ name: 'B', pickType: 'exact', pickCount: '2' });
		draft.setRule({ name: 'A', pickType: 'max', pickCount: '3' });
		draft.setRule({ name: 'D', pickType: 'min', pickCount: '' });
		draft.setRule({ name: 'B', pickType: 'exact', pickCount: '1' });
		expect(draft.rules.map((rule) => Object.values(rule).join(' '))).toEqual([
			...['A max 3', 'B exact 1', 'C min 1', 'D min ']
		]);
		draft.setRule({ name: 'B', pickType: '', pickCount: '4' });
		draft.setRule({ name: 'D', pickType: '', pickCount: '4' });
		expect(names()).toEqual(['A', 'B', 'C', 'D']);
		expect(draft.rules[1]).toEqual({ name: 'B', pickType: 'min', pickCount: '1' });
		expect(draft.rules[3]).toMatchObject({ name: 'D', pickType: '' });
		expect(names().map((name) => draft.mayLackRule(name))).toEqual([false, false, false, true]);
		// Nobody has set a rule for C: it has none once it is no alternative any more.
		(draft.actions[2] as ActionFields).groupType = 'harm';
		expect(draft.rules[2]).toMatchObject({ name: 'C', pickType: '' });
	});

	it('say to who joins them what membership means', () => {
		const draft = draftOf(action(1, { group: 'A', groupType: 'harm' }), action(2, { group: 'A' }));
		draft.join(draft.actions[1]!);
		expect(draft.actions[1]!.groupType).toBe('harm');
	});
});

describe('a case that is written', () => {
	it('is one text, from which it comes back', () => {
		const draft = draftOf(action(1, { group: 'A', groupType: 'alternative' }));
		draft.addVariant('Card001_1');
		const other = draftOf(action(4));
		other.put(draft.text);
		expect(other.text).toBe(draft.text);
		other.put('{"actions": 3}');
		other.put('not JSON');
		expect(other.text).toBe(draft.text);
	});
});
