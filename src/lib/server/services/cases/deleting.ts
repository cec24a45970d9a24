/** Deleting a case, or an action, that nobody has rated: only the trail still knows it. */
import { Refusal } from '#lib/domain/refusal.ts';
import { by, type Actor, type App } from '../../app.ts';
import { atomically, type Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import * as assignments from '../../store/assignments.ts';
import * as care from '../../store/case-care.ts';
import * as cases from '../../store/cases.ts';
import * as imports from '../../store/imports.ts';
import * as trail from '../../store/trail.ts';
import { isBegun, takeAway } from '../assigning/index.ts';
import { caseToChange, type CaseAsked } from './known-cases.ts';
import { actionOf, assertNotLastGold, assertOthersLeft } from './withdrawing.ts';

/**
 * Deletes a case that nobody has rated, with its actions, its unbegun assignments and its places in the plan.
 *
 * @throws Refusal ('missing'), ('conflict') where something in it was rated, begun or ruled on, it is no longer as it was
 *   seen, it is the last case by which raters qualify, or an import is under way
 */
export async function remove(app: App, actor: Actor, asked: CaseAsked): Promise<void> {
	await atomically(app.db, by(app, actor), function* (tx) {
		const { study, item } = yield* caseToChange(tx, actor, asked);
		const { id: caseId, externalId } = item;
		yield* assertNoImport(tx, study.id);
		if ((yield* care.answeredActionIds(tx, caseId)).size > 0) throw wasRated(externalId);
		if (item.gold) yield* assertNotLastGold(tx, study, externalId);
		for (const assignment of yield* assignments.ofCase(tx, { caseId })) {
			if (yield* isBegun(tx, assignment)) throw wasRated(externalId);
			yield* takeAway(tx, { assignment, studyId: study.id }, `${externalId} was deleted.`);
		}
		const { length: actions } = yield* care.wordedActions(tx, { caseId });
		yield* care.remove(tx, caseId);
		yield* trail.record(tx, {
			...{ studyId: study.id, what: 'case.deleted', subject: `case:${caseId}` },
			old: { externalId, actions }
		});
	});
}

/**
 * Deletes an action that nobody has rated, in whatever wording.
 *
 * @throws as `remove`; ('conflict') also for the only action of a case
 */
export async function removeAction(
	app: App,
	actor: Actor,
	asked: CaseAsked,
	{ number }: { number: number }
): Promise<void> {
	await atomically(app.db, by(app, actor), function* (tx) {
		const { study, item } = yield* caseToChange(tx, actor, asked);
		const { action, others } = yield* actionOf(tx, item, number);
		yield* assertNoImport(tx, study.id);
		const { id: caseId } = item;
		const ids = yield* unratedWordings(tx, caseId, number);
		assertOthersLeft(item, number, others, 'Delete or withdraw');
		yield* care.removeActions(tx, ids);
		yield* cases.updateCase(tx, caseId, {});
		yield* trail.record(tx, {
			...{ studyId: study.id, what: 'action.deleted', subject: `case:${caseId}` },
			old: { number, text: action.text }
		});
	});
}

/**
 * The ids of every wording of an action.
 *
 * @throws Refusal ('conflict') where somebody has rated it, or ruled on it, in whatever wording
 */
export function* unratedWordings(tx: Change, caseId: number, number: number): Steps<number[]> {
	const ids = (yield* care.everyWording(tx, { caseId, number })).map(({ id }) => id);
	const answered = yield* care.answeredActionIds(tx, caseId);
	if (ids.some((id) => answered.has(id))) throw wasRated(`Action ${number}`);
	return ids;
}

const wasRated = (what: string) =>
	new Refusal(
		'conflict',
		`${what} was rated, begun or ruled on, so it cannot be deleted. Withdraw it: it is then in no figure, and nothing that ` +
			'was rated is lost.'
	);

/** Refuses while an import is under way: what it has staged may rest on what would be deleted, or bring in what is added. */
export function* assertNoImport(tx: Change, studyId: number): Steps<void> {
	const other = yield* imports.ofStudy(tx, { studyId });
	if (other === undefined || other.leaseUntil <= tx.by.at) return;
	throw new Refusal(
		'conflict',
		'An import into this study is under way. Wait until it is done, then try again.'
	);
}
