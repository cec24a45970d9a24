/** Sends chosen or dropped files, and says where they could not be sent at all. */
import type { SubmitFunction } from '@sveltejs/kit';
import type { Dropped } from './dropped.ts';

/** Said where the files could not be sent at all, by the status of the answer. */
function whyNot(status: number | undefined): string {
	if (status === 413) {
		return 'The files are larger than this server takes at once. Import a zip, or import in parts.';
	}
	return 'The files could not be sent. If one was changed since it was chosen, choose it again.';
}

/** The paths that the files of a chosen folder have in it, in the order of the field. */
function withPaths(formData: FormData, dropped: readonly Dropped[]): void {
	if (dropped.length > 0) {
		for (const name of ['files', 'folder']) formData.delete(name);
		for (const { path, file } of dropped) {
			formData.append('files', file);
			formData.append('paths', path);
		}
		return;
	}
	for (const file of formData.getAll('folder')) {
		if (typeof file !== 'string' && file.name !== '') {
			formData.append('paths', file.webkitRelativePath || file.name);
		}
	}
}

export type Sending = {
	/** True while the files are on their way. */
	busy: boolean;
	/** A sentence where sending failed. */
	failed: string | null;
};

/**
 * For `use:enhance` of a form with files.
 *
 * @param tell gets what the form is doing
 * @param dropped files that stand in place of what is chosen in the fields
 */
export function sending(
	tell: (now: Sending) => void,
	dropped: () => readonly Dropped[]
): SubmitFunction {
	return ({ formData }) => {
		withPaths(formData, dropped());
		tell({ busy: true, failed: null });
		return async ({ result, update }) => {
			if (result.type === 'error') {
				tell({ busy: false, failed: whyNot(result.status) });
				return;
			}
			await update({ reset: false });
			tell({ busy: false, failed: null });
		};
	};
}
