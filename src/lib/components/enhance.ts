/** Forms that are sent without leaving the page, and say so: see Underway.svelte. */
import type { SubmitFunction } from '@sveltejs/kit';
import { enhance as send } from '$app/forms';
import { SENDING, SENT } from './underway.ts';

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
				await (then ? then(answer) : answer.update());
			} finally {
				window.dispatchEvent(new Event(SENT));
			}
		};
	});
}
