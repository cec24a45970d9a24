/** Moving the keyboard and the view about the case screen. */
import { tick } from 'svelte';

/**
 * Puts the keyboard on the row of an action and brings it into view.
 *
 * @param index the action's place on the screen
 */
export async function revealRow(index: number | undefined): Promise<void> {
	await tick();
	const row = document.querySelector<HTMLElement>(`[data-row="${index}"]`);
	row?.querySelector<HTMLElement>('[role=radio][tabindex="0"]')?.focus({ preventScroll: true });
	row?.scrollIntoView({ block: 'nearest' });
}

/** Puts the keyboard into the field for a comment on the case as a whole. */
export async function revealCaseComment(): Promise<void> {
	await tick();
	const field = document.querySelector<HTMLElement>('[data-case-comment]');
	field?.focus({ preventScroll: true });
	field?.scrollIntoView({ block: 'nearest' });
}
