import { describe, expect, it } from 'vitest';
import type { Score } from './scale.ts';
import {
	Comparing,
	inOrder,
	type ChangedAction,
	type ReleasedAction,
	type ReleasedCase
} from './release-comparison.ts';

const action = (
	number: number,
	score: Score | null,
	{ text = `action ${number}`, basis = score === null ? 'unresolved' : 'rule' } = {}
) => ({ number, text, score, basis }) as ReleasedAction;

const aCase = (id: string, actions: ReleasedAction[], told = 'a story'): ReleasedCase => ({
	...{ id, told, actions }
});

function compare(before: ReleasedCase[], after: ReleasedCase[]) {
	const changed: ChangedAction[] = [];
	const comparing = new Comparing(before, (one) => changed.push(one));
	for (const one of after) comparing.add(one);
	const found = comparing.end();
	const changes = inOrder(changed).map(({ case: id, number, changes }) => [
		`${id}#${number}`,
		...changes
	]);
	return { ...found, changed: inOrder(changed), changes };
}

describe('comparing two releases', () => {
	it('finds nothing between equals, in whatever order they come', () => {
		const [a, b] = [aCase('A', [action(1, 9), action(2, null)]), aCase('B', [action(1, 5)])];
		const found = compare([a, b], [b, aCase('A', [action(2, null), action(1, 9)])]);
		expect(found.changes).toEqual([]);
		expect(found.cases).toEqual({ added: [], removed: [], changed: [] });
		expect(Object.values(found.actions).every((count) => count === 0)).toBe(true);
	});

	it.each<[string, ReleasedAction, ReleasedAction, string[]]>([
		['harmful to uncertain', action(1, 3), action(1, 4), ['label']],
		['uncertain to beneficial', action(1, 6), action(1, 7), ['label']],
		['harmful to beneficial', action(1, 1), action(1, 9), ['label']],
		['mild to severe harm', action(1, 3), action(1, 1), ['severity']],
		['within the uncertain', action(1, 4), action(1, 6), ['severity']],
		['severe to mild benefit', action(1, 9), action(1, 7), ['severity']],
		['settled', action(1, null), action(1, 2), ['resolved']],
		['open again', action(1, 8), action(1, null), ['unresolved']],
		['ruled on, the same score', action(1, 8), action(1, 8, { basis: 'adjudicated' }), ['basis']],
		['in other words', action(1, 8), action(1, 8, { text: 'else' }), ['reworded']],
		['words and label', action(1, 8), action(1, 2, { text: 'else' }), ['reworded', 'label']]
	])('%s', (_, before, after, changes) => {
		const found = compare([aCase('A', [before])], [aCase('A', [after])]);
		expect(found.changes).toEqual([['A#1', ...changes]]);
		const { number: _from, ...from } = before;
		const { number: _to, ...to } = after;
		expect(found.changed[0]).toMatchObject({ from, to });
	});

	it('finds cases and actions that came, went, or are told otherwise', () => {
		const before = [
			aCase('B', [action(2, 9), action(10, 9)]),
			aCase('C', [action(1, 9)]),
			aCase('D', [])
		];
		const after = [
			aCase('E', [action(1, null)]),
			aCase('D', [], 'another story'),
			aCase('B', [action(10, 9), action(3, 9)])
		];
		const found = compare(before, after);
		expect(found.cases).toEqual({ added: ['E'], removed: ['C'], changed: ['D'] });
		expect(found.changes).toEqual([
			['B#2', 'removed'],
			['B#3', 'added'],
			['C#1', 'removed'],
			['E#1', 'added']
		]);
		expect(found.actions).toMatchObject({ added: 2, removed: 2, reworded: 0 });
		expect(found.changed[0]).toMatchObject({ from: { score: 9 }, to: null });
	});
});
