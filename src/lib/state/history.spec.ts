import { expect, it } from 'vitest';
import { EMPTY_RATING, type RatingValue } from '#lib/domain/rating.ts';
import type { Score } from '#lib/domain/scale.ts';
import { History } from './history.ts';

const scored = (score: Score): RatingValue => ({ ...EMPTY_RATING, score });
const said = (comment: string): RatingValue => ({ ...EMPTY_RATING, comment });

it('undoes and does again, the last change first', () => {
	const history = new History();
	history.push({ action: 1, before: EMPTY_RATING, after: scored(2) });
	history.push({ action: 2, before: EMPTY_RATING, after: scored(9) });
	expect(history.undo()).toMatchObject({ action: 2, before: EMPTY_RATING });
	expect(history.undo()).toMatchObject({ action: 1 });
	expect(history.undo()).toBeNull();
	expect(history.redo()).toMatchObject({ action: 1, after: scored(2) });
	expect(history.redo()).toMatchObject({ action: 2 });
	expect(history.redo()).toBeNull();
});

it('forgets what was undone once something else is entered', () => {
	const history = new History();
	history.push({ action: 1, before: EMPTY_RATING, after: scored(2) });
	history.undo();
	history.push({ action: 1, before: EMPTY_RATING, after: scored(3) });
	expect(history.redo()).toBeNull();
});

it('takes the saves of one comment as one step, and the next comment as another', () => {
	const history = new History();
	history.push({ action: 1, before: EMPTY_RATING, after: said('a') }, 'first');
	history.push({ action: 1, before: said('a'), after: said('ab') }, 'first');
	history.push({ action: 1, before: said('ab'), after: said('abc') }, 'second');
	expect(history.undo()).toMatchObject({ before: said('ab'), after: said('abc') });
	expect(history.undo()).toMatchObject({ before: EMPTY_RATING, after: said('ab') });
});

it('takes changes without a name, or of two actions, as steps of their own', () => {
	const history = new History();
	history.push({ action: 1, before: EMPTY_RATING, after: said('a') });
	history.push({ action: 1, before: said('a'), after: said('ab') });
	expect(history.undo()).toMatchObject({ before: said('a') });
	const other = new History();
	other.push({ action: 1, before: EMPTY_RATING, after: said('a') }, 'one');
	other.push({ action: 2, before: EMPTY_RATING, after: said('b') }, 'one');
	expect(other.undo()).toMatchObject({ action: 2 });
	expect(other.undo()).toMatchObject({ action: 1, after: said('a') });
});

it('remembers no change that changes nothing', () => {
	const history = new History();
	history.push({ action: 1, before: scored(2), after: scored(2) });
	expect(history.undo()).toBeNull();
});

it('forgets an action that was changed elsewhere', () => {
	const history = new History();
	history.push({ action: 1, before: EMPTY_RATING, after: scored(2) });
	history.push({ action: 2, before: EMPTY_RATING, after: scored(3) });
	history.forget(2);
	expect(history.undo()).toMatchObject({ action: 1 });
	expect(history.undo()).toBeNull();
});

it('forgets what was undone of it, too', () => {
	const history = new History();
	history.push({ action: 1, before: EMPTY_RATING, after: scored(2) });
	history.push({ action: 2, before: EMPTY_RATING, after: scored(3) });
	history.undo();
	history.undo();
	history.forget(1);
	expect(history.redo()).toMatchObject({ action: 2 });
	expect(history.redo()).toBeNull();
});

it('forgets an action that the case has no more', () => {
	const history = new History();
	history.push({ action: 1, before: EMPTY_RATING, after: scored(2) });
	history.resume([]);
	expect(history.undo()).toBeNull();
});

it('goes by the last change of an action, though one after it was undone', () => {
	const history = new History();
	history.push({ action: 1, before: EMPTY_RATING, after: scored(2) });
	history.push({ action: 1, before: scored(2), after: scored(3) });
	history.undo();
	history.resume([[1, scored(2)]]);
	expect(history.redo()).toMatchObject({ after: scored(3) });
	expect(history.undo()).toMatchObject({ before: scored(2) });
	expect(history.undo()).toMatchObject({ before: EMPTY_RATING });
});

it('goes on after the case was closed and opened again, without what was changed elsewhere', () => {
	const history = new History();
	history.push({ action: 1, before: EMPTY_RATING, after: scored(2) });
	history.push({ action: 2, before: EMPTY_RATING, after: scored(3) });
	history.push({ action: 3, before: EMPTY_RATING, after: scored(4) });
	history.undo();
	history.resume(
		new Map([
			[1, scored(2)],
			[2, scored(9)],
			[3, EMPTY_RATING]
		])
	);
	expect(history.redo()).toMatchObject({ action: 3 });
	history.undo();
	expect(history.undo()).toMatchObject({ action: 1 });
	expect(history.undo()).toBeNull();
});

it('never joins a save to one from before the case was opened again', () => {
	const history = new History();
	history.push({ action: 1, before: EMPTY_RATING, after: said('a') }, 'comment 1');
	history.resume(new Map([[1, said('a')]]));
	history.push({ action: 1, before: said('a'), after: said('ab') }, 'comment 1');
	expect(history.undo()).toMatchObject({ before: said('a') });
});
