/** Asks the server what it makes of a form that is being filled in: the last question counts. */
import { deserialize } from '$app/forms';
import type { Answered } from './shown.ts';

/** So long nothing more was changed. */
const SETTLED_MS = 150;

/** @param take gets the answer to the last question, unless it was stopped */
export function pending(take: (answer: Answered | undefined) => void) {
	let busy = $state(false);
	let timer: ReturnType<typeof setTimeout> | undefined;
	let asking: AbortController | undefined;

	function stop() {
		clearTimeout(timer);
		asking?.abort();
		busy = false;
	}

	async function send(form: HTMLFormElement) {
		const own = new AbortController();
		asking = own;
		try {
			const response = await fetch('?/preview', {
				method: 'POST',
				headers: { accept: 'application/json', 'x-sveltekit-action': 'true' },
				body: new FormData(form),
				signal: own.signal
			});
			const result = deserialize(await response.text());
			if (own.signal.aborted) return;
			busy = false;
			if (result.type === 'success' || result.type === 'failure') {
				take(result.data as Answered | undefined);
			}
		} catch {
			// It was stopped, or the connection is gone: the check says so when it is asked for.
			if (!own.signal.aborted) busy = false;
		}
	}

	return {
		get busy() {
			return busy;
		},
		ask(form: HTMLFormElement) {
			stop();
			busy = true;
			timer = setTimeout(() => void send(form), SETTLED_MS);
		},
		stop
	};
}
