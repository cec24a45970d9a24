import { describe, expect, it } from 'vitest';
import { answered } from './answer.ts';
import { aCase, alternative, judged, matched, offList, type Sketch } from './fixture.ts';
import { harms } from './harms.ts';
import { categoriesOf, inCategory } from './in-category.ts';
import type { Judged } from './record.ts';
import { recall } from './recall.ts';
import { standingOf } from './standing.ts';

const diagnostic = (sketch: Sketch): Sketch => withCategory(sketch, 'Diagnostic');
const treatment = (sketch: Sketch): Sketch => withCategory(sketch, 'Treatment');
function withCategory(sketch: Sketch, category: string): Sketch {
	return { ...(typeof sketch === 'number' ? { score: sketch } : sketch), category };
}

/** What is left of one record, what of it is a harm, and of how many units its recall is. */
function cut(
	sketches: readonly Sketch[],
	marks: string,
	category: string,
	more: Partial<Judged> = {}
) {
	const whole = { layout: aCase(sketches), record: judged(marks, more) };
	const [held] = inCategory([whole], category);
	if (held === undefined) return null;
	const { layout, record } = held;
	const standing = standingOf(layout, record);
	const found = harms(layout, standing, answered(layout, record));
	return {
		record,
		actions: layout.rubric.actions.map(({ number }) => number),
		harms: found.map(({ kind, action }) => `${kind} ${action}`),
		units: recall(layout, standing).units
	};
}

it('categories come in the order in which they are first met', () => {
	const layout = aCase([treatment(9), diagnostic(8), treatment(1)]);
	expect(categoriesOf([layout])).toEqual(['Treatment', 'Diagnostic']);
});

describe('a record cut to a category', () => {
	it('has its actions only, under their own numbers', () => {
		const sketches = [diagnostic(9), treatment(8), diagnostic(2)];
		expect(cut(sketches, '--x', 'Diagnostic')).toMatchObject({
			...{ actions: [1, 3], harms: ['omission 1', 'commission 3'], units: 1 }
		});
		expect(cut(sketches, '--x', 'Treatment')).toMatchObject({
			...{ actions: [2], harms: ['omission 2'], units: 1 }
		});
	});

	it('is none of a case without such an action', () => {
		expect(cut([diagnostic(9)], 'x', 'Treatment')).toBeNull();
	});

	it('what is moot for want of an action of another category stays moot', () => {
		const sketches = [diagnostic(9), treatment({ score: 8, dependsOn: [1] }), treatment(7)];
		expect(cut(sketches, '---', 'Treatment')).toMatchObject({ harms: ['omission 3'], units: 1 });
		expect(cut(sketches, 'x--', 'Treatment')).toMatchObject({
			...{ harms: ['omission 2', 'omission 3'], units: 2 }
		});
	});

	it('nobody left out what an alternative of another category covers', () => {
		const sketches = [diagnostic(alternative(9, 'A')), treatment(alternative(8, 'A'))];
		expect(cut(sketches, '-x', 'Diagnostic')).toMatchObject({ harms: [], units: 0 });
		expect(cut(sketches, '-x', 'Treatment')).toMatchObject({ harms: [], units: 1 });
		expect(cut(sketches, '--', 'Diagnostic')).toMatchObject({ harms: ['omission 1'], units: 1 });
	});

	it('what one of its own category covers is covered as ever', () => {
		const sketches = [alternative(9, 'A'), alternative(8, 'A')].map(diagnostic);
		expect(cut(sketches, 'x-', 'Diagnostic')).toMatchObject({ harms: [], units: 1 });
	});

	it('of an answer the actions count that were matched within it; nothing off the list, nor its length', () => {
		const sketches = [diagnostic(9), treatment(8), diagnostic(2)];
		const answer = [matched(1, 2), matched(2), matched(3), offList(1)];
		const found = cut(sketches, 'xx-', 'Diagnostic', { answer, length: 4_000 });
		// Action 3 was not done: an action of the answer that is matched with it alone is off the list.
		expect(found!.record.answer).toEqual([{ matches: [1], score: 5 }]);
		expect(found!.record.length).toBeNull();
		expect(found!.harms).toEqual([]);
	});
});
