import { redirect } from '@sveltejs/kit';
import { leaderboardQuery, leaderboardViewOf } from '#lib/domain/leaderboard-view.ts';
import * as boards from '#lib/server/services/boards/index.ts';
import { openPage } from '#lib/server/web/pages.ts';

/** Leads to the newest board, by an address that says which one it is. */
export const load = openPage(async ({ app, actor, params, url }) => {
	const newest = await boards.readBoard(app, actor, params.slug!, null, { metrics: [] });
	const { study, release, scheme } = newest;
	const view = { ...leaderboardViewOf(url), scheme };
	redirect(307, `/leaderboards/${study.slug}/${release}${leaderboardQuery(view)}`);
});
