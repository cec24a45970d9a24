import { raterText } from '#lib/text/load.ts';
import type { LayoutLoad } from './$types';

/** Adds what the screens say, in the one language of this page. */
export const load: LayoutLoad = async ({ data }) => ({
	...data,
	text: await raterText(data.language)
});
