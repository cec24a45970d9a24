/** Some actions of the demonstration on which its specialists stay apart are sent to its adjudicator. */
import { TERMINAL, type App } from '../app.ts';
import * as referring from '../services/referring/index.ts';
import * as disagreeing from '../services/disagreeing/index.ts';

/** Enough to get the feel of it. */
const REFERRED = 8;

const NOTE =
	'The specialists will not come any closer. Please decide, and say what tipped the scale.';

/**
 * Sends the worst of the actions that everybody has scored and signed and somebody has remarked upon: those of the
 * cases with most of them, so that a case is read for more than one. The first goes with a note.
 *
 * @param study that was rated
 */
export async function refer(
	app: App,
	{ slug, ratersPerCase }: { slug: string; ratersPerCase: number }
): Promise<void> {
	const { actions } = await disagreeing.disagreements(app, TERMINAL, slug, { show: 'unresolved' });
	const signed = actions.rows.filter(
		({ scores, opinions, concerns }) =>
			scores.length === ratersPerCase &&
			opinions.every(({ submitted }) => submitted) &&
			concerns.includes('commented')
	);
	const [first, ...rest] = [...Map.groupBy(signed, ({ externalId }) => externalId).values()]
		.sort((a, b) => b.length - a.length)
		.flat()
		.slice(0, REFERRED)
		.map(({ actionId }) => actionId);
	const send = async (actionIds: number[], note: string) => {
		if (actionIds.length === 0) return;
		await referring.refer(app, TERMINAL, slug, { to: 'adjudication', actionIds, note });
	};
	await send(first === undefined ? [] : [first], NOTE);
	await send(rest, '');
}
