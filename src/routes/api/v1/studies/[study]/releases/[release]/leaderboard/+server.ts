import * as boards from '#lib/server/services/boards/index.ts';
import { showLeaderboard } from '#lib/server/web/api/leaderboard-operations.ts';
import { momentOrNull } from '#lib/server/web/api/values.ts';
import * as api from '#lib/server/web/api/serve.ts';

/** What everybody may read of it, whoever asks. */
export const GET = api.serve(showLeaderboard, async ({ app, params, query }) => {
	const { study, release } = params;
	const board = await boards.readBoard(app, null, study, release, query);
	return { ...board, publishedAt: momentOrNull(board.publishedAt) };
});

export const fallback = api.fallback(showLeaderboard);
