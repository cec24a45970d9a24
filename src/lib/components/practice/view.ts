/** Where the rows and explanations of the practice case are in the view, and how they come into it. */
import { tick } from 'svelte';
import { rowOf } from '../case/reveal.ts';

const explanationOf = (index: number) => rowOf(index)?.querySelector('[data-within]') ?? null;

/**
 * Lets what has changed be shown without pushing a row down: an explanation that opens above it scrolls
 * the page instead.
 *
 * @param index the action's place on the screen; to be called before the change is shown
 */
export async function keepInPlace(index: number | undefined): Promise<void> {
	const row = rowOf(index);
	const top = () => row?.getBoundingClientRect().top ?? 0;
	const before = top();
	await tick();
	const pushed = top() - before;
	if (pushed > 0) window.scrollBy({ top: pushed, behavior: 'instant' });
}

/** True where the whole explanation of an action can be read, with nothing lying over it. */
export function isExplanationInView(index: number): boolean {
	const explanation = explanationOf(index);
	if (explanation === null) return false;
	const { left, top, bottom } = explanation.getBoundingClientRect();
	const shows = (y: number) => explanation.contains(document.elementFromPoint(left + 1, y));
	return shows(top + 2) && shows(bottom - 2);
}

/** Scrolls as little as it takes to read the explanation of an action. */
export function showExplanation(index: number): void {
	explanationOf(index)?.scrollIntoView({ block: 'nearest' });
}
