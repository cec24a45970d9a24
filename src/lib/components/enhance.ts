/** Forms that are sent without leaving the page, and say so: see Underway.svelte and KeepTyped.svelte. */
import type { ActionResult, SubmitFunction } from '@sveltejs/kit';
import { enhance as send } from '$app/forms';
import { SENDING, SENT } from './underway.ts';

/** Told to the form when the answer is there and not shown yet, and once it is shown. */
export const ANSWERED = 'primum:answered';
export const SHOWN = 'primum:shown';

/** What the answer is, and to which action. */
export type Answered = CustomEvent<{ result: ActionResult; action: URL }>;

/**
 * Sends a form in the background, for `use:enhance`.
 *
 * @param submit as SvelteKit's own takes it; without one the page is brought up to date
 */
export function enhance(form: HTMLFormElement, submit?: SubmitFunction) {
	return send(form, async (input) => {
		let cancelled = false;
		const then = await submit?.({
			...input,
			cancel() {
				cancelled = true;
				input.cancel();
			}
		});
		if (cancelled) return;
		window.dispatchEvent(new Event(SENDING));
		return async (answer) => {
			try {
				const { result, action } = answer;
				form.dispatchEvent(new CustomEvent(ANSWERED, { detail: { result, action } }));
				await (then ? then(answer) : answer.update());
			} finally {
				window.dispatchEvent(new Event(SENT));
				form.dispatchEvent(new Event(SHOWN));
			}
		};
	});
}
