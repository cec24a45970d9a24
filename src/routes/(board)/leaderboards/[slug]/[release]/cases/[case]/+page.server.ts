import { caseOnBoard, namingScheme } from '#lib/server/web/leaderboards.ts';
import { openPage } from '#lib/server/web/pages.ts';

export const load = openPage(async (asking) => {
	await namingScheme(asking);
	return caseOnBoard(asking);
});
