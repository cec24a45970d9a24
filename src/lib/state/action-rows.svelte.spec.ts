import { describe, expect, it } from 'vitest';
import { EMPTY_RATING, type RatingValue } from '#lib/domain/rating.ts';
import { ActionGroup, ActionRow, inGroups, usualTime } from './action-rows.svelte.ts';

const given = (id: number, category: string, value: Partial<RatingValue> = {}, activeMs = 0) => ({
	id,
	number: id + 10,
	text: `Action ${id}`,
	category,
	value: { ...EMPTY_RATING, ...value },
	activeMs
});

it('keeps the order of the screen, and groups what stands together', () => {
	const groups = inGroups([given(1, 'A'), given(2, 'A'), given(3, 'B'), given(4, 'A')]);
	expect(groups.map(({ category, rows }) => [category, rows.map(({ id }) => id)])).toEqual([
		['A', [1, 2]],
		['B', [3]],
		['A', [4]]
	]);
	const rows = groups.flatMap((group) => group.rows);
	expect(rows.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
	for (const group of groups) {
		expect(group).toBeInstanceOf(ActionGroup);
		expect(group.rated).toBe(0);
		for (const row of group.rows) expect(row.group).toBe(group);
	}
	expect(inGroups([])).toEqual([]);
});

it('shows what was given, and is rated by a score or a reason', () => {
	const action = given(1, 'A', { comment: 'Why' }, 700);
	const row = new ActionRow(action, 4, new ActionGroup('A'));
	expect([row.id, row.number, row.text, row.index, row.activeMs, row.focused]).toEqual([
		1,
		11,
		'Action 1',
		4,
		700,
		false
	]);
	expect([row.value, row.rated]).toEqual([action.value, false]);
	row.value = { ...EMPTY_RATING, cannotRate: 'wording-ambiguous' };
	expect(row.rated).toBe(true);
	row.value = { ...EMPTY_RATING, score: 1 };
	expect(row.rated).toBe(true);
});

describe('the usual time for an action', () => {
	const rated = (activeMs: number) => given(1, 'A', { score: 5 }, activeMs);

	it('is the mean of those that were rated and timed', () => {
		const open = given(2, 'A', { comment: 'Looked at' }, 90_000);
		const actions = [rated(4_000), rated(6_000), rated(11_000), rated(0), open];
		expect(usualTime(actions)).toBe(7_000);
	});

	it('is ten seconds until three are known', () => {
		expect(usualTime([])).toBe(10_000);
		expect(usualTime([rated(2_000), rated(2_000), rated(0)])).toBe(10_000);
		expect(usualTime([rated(2_000), rated(2_000), rated(2_000)])).toBe(2_000);
	});
});
