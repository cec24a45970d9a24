import type { SubmitFunction } from '@sveltejs/kit';
import { invalidateAll } from '$app/navigation';

/** For `use:enhance` of a form that goes on showing what was entered. */
export const keepEntered: SubmitFunction =
	() =>
	({ update }) =>
		update({ reset: false });

/** The same for a form that is refused where somebody else was first: the page then shows what is stored now. */
export const keepEnteredAndLook: SubmitFunction =
	() =>
	async ({ update, result }) => {
		await update({ reset: false });
		if (result.type === 'failure' && result.status === 409) await invalidateAll();
	};
