/** One case for one rater, by a coordinator's choice. */
import { Refusal } from '#lib/domain/refusal.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { atomically } from '../../db/atomically.ts';
import { violation } from '../../db/errors.ts';
import * as cases from '../../store/cases.ts';
import * as rounds from '../../store/rounds.ts';
import { assertOpen } from './assignment-steps.ts';
import { give, taker } from './giving.ts';

/**
 * Gives one case to one rater. A coordinator may assign across specialties by hand, never beyond k raters.
 *
 * @param externalId the case, e.g. `Card001`
 * @throws Refusal ('missing') for an unknown case or member, ('invalid') where the member takes no case now, or
 *   the case is for qualification, ('conflict') where the rater has the case already, all its places are taken
 *   or the round is locked
 */
export async function assignByHand(
	app: App,
	actor: Actor,
	slug: string,
	{ externalId, memberId }: { externalId: string; memberId: number }
): Promise<void> {
	let name = '';
	try {
		await atomically(app.db, by(app, actor), function* (tx) {
			const { id: studyId } = yield* coordinatorOf(tx, actor, slug);
			const item = yield* cases.byExternalId(tx, { studyId, externalId });
			const caseId = assignable(externalId, item).id;
			name = (yield* taker(tx, { studyId, memberId }, tx.by.at)).name;
			const round = yield* rounds.present(tx, studyId);
			assertOpen(round);
			yield* give(tx, { studyId, roundId: round.id, caseId, memberId });
		});
	} catch (error) {
		if (violation(error) !== 'unique') throw error;
		throw new Refusal('conflict', `${name} has ${externalId} already.`);
	}
}

function assignable(externalId: string, item: cases.CaseRow | undefined): cases.CaseRow {
	if (item === undefined) throw new Refusal('missing', `This study has no case ${externalId}.`);
	if (!item.gold) return item;
	throw new Refusal(
		'invalid',
		`${externalId} is a qualification case: whoever has to qualify is given it.`
	);
}
