import type { SubmitFunction } from '@sveltejs/kit';

/** For `use:enhance` of a form that goes on showing what was entered. */
export const keepEntered: SubmitFunction =
	() =>
	({ update }) =>
		update({ reset: false });
