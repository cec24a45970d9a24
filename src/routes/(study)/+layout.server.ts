import { frameOf } from '#lib/server/web/frame.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, url, untrack }) =>
	frameOf(
		locals,
		untrack(() => url.pathname + url.search)
	);
