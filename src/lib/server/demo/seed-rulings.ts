/** Some actions of the demonstration on which its specialists stay apart are referred to its adjudicator. */
import { EMPTY_RATING, sameValue } from '#lib/domain/rating.ts';
import { by, TERMINAL, type App } from '../app.ts';
import { atomically } from '../db/atomically.ts';
import * as watching from '../services/watching/index.ts';
import * as cases from '../store/cases.ts';
import * as referrals from '../store/referrals.ts';

/** Enough to get the feel of it. */
const REFERRED = 8;

const NOTE =
	'The specialists will not come any closer. Please decide, and say what tipped the scale.';

type Found = { externalId: string; number: number };

/**
 * Refers the worst of the unresolved actions that everybody has signed and somebody has remarked upon: those of the
 * cases with most of them, so that a case is read for more than one.
 *
 * @param study that was rated
 * @returns how many were referred
 */
export async function refer(
	app: App,
	study: { id: number; slug: string; ratersPerCase: number }
): Promise<number> {
	const { actions } = await watching.disagreements(app, TERMINAL, study.slug, {
		show: 'unresolved'
	});
	const signed = actions.rows.filter(({ opinions }) => {
		const said = opinions.filter(({ value }) => !sameValue(value, EMPTY_RATING));
		const isSigned = said.every(({ submitted }) => submitted);
		const isRemarkedUpon = said.some(({ value }) => value.comment !== '');
		return said.length === study.ratersPerCase && isSigned && isRemarkedUpon;
	});
	const chosen = [...Map.groupBy(signed, ({ externalId }) => externalId).values()]
		.sort((a, b) => b.length - a.length)
		.flat()
		.slice(0, REFERRED);
	await atomically(app.db, by(app, TERMINAL), function* (tx) {
		for (const [at, action] of (chosen as Found[]).entries()) {
			const { externalId, number } = action;
			const item = (yield* cases.byExternalId(tx, { studyId: study.id, externalId }))!;
			const all = yield* cases.actions(tx, { caseId: item.id });
			const actionId = all.find((one) => one.number === number)!.id;
			const note = at === 0 ? NOTE : '';
			yield* referrals.send(tx, [{ actionId, to: 'adjudication', note, createdAt: tx.by.at }]);
		}
	});
	return chosen.length;
}
