import { namingScheme, shownBoard } from '#lib/server/web/leaderboards.ts';
import { openPage } from '#lib/server/web/pages.ts';

/** The board as everyone sees it, whoever looks: what is not published does not stand in the page of another site. */
export const load = openPage(async (asked) => {
	const asking = { ...asked, actor: null };
	await namingScheme(asking);
	const { board, view, page } = await shownBoard(asking);
	return { board, view, page };
});
