import * as submitting from '#lib/server/services/submitting/index.ts';
import { page } from '#lib/server/web/pages.ts';

/** The boards that whoever looks may send answers to, with what they have sent. */
export const load = page(async ({ app, actor }) => ({
	boards: await submitting.mine(app, actor)
}));
