import { accountText } from '#lib/text/load.ts';
import type { LayoutLoad } from './$types';

/** Adds what the pages before signing in say, in the language of the page. */
export const load: LayoutLoad = async ({ parent }) => {
	const { language } = await parent();
	return { accountText: await accountText(language) };
};
