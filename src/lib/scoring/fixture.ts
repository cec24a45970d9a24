/** Small cases and records for specs, written as one would on paper. */
import { IN_PART, NOT_DONE, WHOLLY, type Judged, type ResponseAction } from './record.ts';
import { layoutOf, setOf, type Action, type AnnotationSet, type Layout } from './rubric.ts';

/** An action by its score, or with what else is to be said of it; its number is its place from 1. */
export type Sketch = number | (Partial<Action> & { score: number });

export function actionsOf(sketches: readonly Sketch[]): Action[] {
	return sketches.map((sketch, place) => {
		const given = typeof sketch === 'number' ? { score: sketch } : sketch;
		const base = { number: place + 1, text: `Action ${place + 1}`, category: 'Diagnostic' };
		const alone = { group: null, groupType: null, dependsOn: [] };
		return { ...base, ...alone, ownScore: given.score, ...given };
	});
}

/** A member of a group of alternatives. */
export function alternative(score: number, group: string, dependsOn: number[] = []): Sketch {
	return { score, group, groupType: 'alternative', dependsOn };
}

/** A case with these actions. */
export function aCase(sketches: readonly Sketch[], consults: readonly number[] = []): Layout {
	return layoutOf({ id: 'Card001', actions: actionsOf(sketches), consults, items: ['Card001'] });
}

/** A set with a case of each id, all with the same actions. */
export function aSet(ids: readonly string[], sketches: readonly Sketch[]): AnnotationSet {
	return setOf(ids.map((id) => ({ id, actions: actionsOf(sketches), consults: [], items: [id] })));
}

const LETTERS: Record<string, number> = { '-': NOT_DONE, '~': IN_PART, x: WHOLLY };

/** How far each action was done: `x` wholly, `~` in part, `-` not. */
export function doneAs(marks: string): Uint8Array {
	return Uint8Array.from(marks, (mark) => LETTERS[mark]!);
}

/** A record of one case by its marks. */
export function judged(marks: string, more: Partial<Judged> = {}): Judged {
	const item = { id: 'Card001', trial: 1, judge: null, answer: null, length: null };
	return { ...item, done: doneAs(marks), ...more };
}

/** An action of an answer: matched with these numbers, or off the list with its own score. */
export function matched(...matches: number[]): ResponseAction {
	return { matches, score: 5 };
}

export function offList(score: number | null): ResponseAction {
	return { matches: [], score };
}
