import { practiceText } from '#lib/text/load.ts';
import type { PageLoad } from './$types';

/** What the practice case says, in the language of the page. */
export const load: PageLoad = async ({ parent }) => {
	const { language } = await parent();
	return { practice: await practiceText(language) };
};
