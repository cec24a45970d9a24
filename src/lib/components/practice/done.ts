/** Where it is remembered that the person is done with the practice case. */
export const DONE = '/practice/done';

/**
 * Remembers that the practice case was finished, without leaving the page. It never throws: where no answer
 * comes, the button that leads to the cases does the same once more.
 */
export async function rememberDone(): Promise<void> {
	await fetch(DONE, { method: 'POST', redirect: 'manual' }).catch(() => {});
}
