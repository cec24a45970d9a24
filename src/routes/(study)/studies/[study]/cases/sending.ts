/** Sends chosen files twice: once to check them, once to import them, without choosing them again. */
import type { SubmitFunction } from '@sveltejs/kit';

/** Said where the files could not be sent at all, by the status of the answer. */
function whyNot(status: number | undefined): string {
	if (status === 413) {
		return 'The files are larger than this server takes at once. Import a zip, or import in parts.';
	}
	return 'The files could not be sent. If one was changed since it was chosen, choose it again.';
}

/** The paths that the files of a chosen folder have in it, in the order of the field. */
function withPaths(formData: FormData): void {
	for (const file of formData.getAll('folder')) {
		if (typeof file !== 'string' && file.name !== '') {
			formData.append('paths', file.webkitRelativePath || file.name);
		}
	}
}

export type Sending = {
	/** The action of the page that is under way; null for none. */
	busy: string | null;
	/** A sentence where sending failed. */
	failed: string | null;
};

/**
 * For `use:enhance` of a form with files.
 *
 * @param tell gets what the form is doing
 */
export function sending(tell: (now: Sending) => void): SubmitFunction {
	return ({ formData, action }) => {
		withPaths(formData);
		tell({ busy: action.search.replace('?/', ''), failed: null });
		return async ({ result, update }) => {
			if (result.type === 'error') {
				tell({ busy: null, failed: whyNot(result.status) });
				return;
			}
			await update({ reset: false });
			tell({ busy: null, failed: null });
		};
	};
}
