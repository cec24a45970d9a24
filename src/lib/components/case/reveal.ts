/** Moving the keyboard and the view about the case screen. */
import { tick } from 'svelte';

/** The row of an action, by its place on the screen. */
export const rowOf = (index: number | undefined) =>
	document.querySelector<HTMLElement>(`[data-row="${index}"]`);

/** Puts the keyboard on the row of an action and leaves the view as it is. */
export function focusRow(index: number | undefined): void {
	rowOf(index)
		?.querySelector<HTMLElement>('[role=radio][tabindex="0"]')
		?.focus({ preventScroll: true });
}

/**
 * Puts the keyboard on the row of an action and brings it into view.
 *
 * @param index the action's place on the screen
 */
export async function revealRow(index: number | undefined): Promise<void> {
	await tick();
	focusRow(index);
	rowOf(index)?.scrollIntoView({ block: 'nearest' });
}

/** Puts the keyboard into the field for a comment on the case as a whole. */
export async function revealCaseComment(): Promise<void> {
	await tick();
	const field = document.querySelector<HTMLElement>('[data-case-comment]');
	field?.focus({ preventScroll: true });
	field?.scrollIntoView({ block: 'nearest' });
}
