import { accountText } from '#lib/text/load.ts';
import type { PageLoad } from './$types';

/** Adds what the page of one's own account says, in the language of the page. */
export const load: PageLoad = async ({ data, parent }) => {
	const { language } = await parent();
	return { ...data, accountText: await accountText(language) };
};
