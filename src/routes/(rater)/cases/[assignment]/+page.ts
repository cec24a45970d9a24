import { laterText } from '#lib/text/load.ts';
import type { PageLoad } from './$types';

/** What is shown and said in a later round comes with such a case only: a first round is spared it. */
export const load: PageLoad = async ({ data, parent }) => {
	if (data.shown.later === null) return { ...data, later: null };
	const { language } = await parent();
	const [text, parts] = await Promise.all([
		laterText(language),
		import('#lib/components/case/later/parts.ts')
	]);
	return { ...data, later: { text, parts } };
};
