/** One case for one rater, by a coordinator's choice, and who could be chosen. */
import { Refusal } from '#lib/domain/refusal.ts';
import { asTyped, wrongField } from '#lib/domain/wrong-field.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { atomically, read } from '../../db/atomically.ts';
import { violation } from '../../db/errors.ts';
import type { Steps } from '../../db/steps.ts';
import * as assignments from '../../store/assignments.ts';
import * as cases from '../../store/cases.ts';
import * as members from '../../store/members.ts';
import * as rounds from '../../store/rounds.ts';
import { askable } from './askable.ts';
import { assertOpen } from './assignment-steps.ts';
import { everyCandidate, OFFERED, type Candidate } from './candidates.ts';
import { give, taker } from './giving.ts';

/**
 * Gives one case to one rater. A coordinator may assign across specialties by hand, never beyond k raters.
 *
 * @param externalId the case, e.g. `Card001`
 * @throws ZodError for an unknown case; Refusal ('missing') for an unknown member, ('invalid') where the member takes no case now, the
 *   case is for qualification, or in a later round the member has not signed it before, ('conflict') where the rater has the case already, all its places are taken
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
	if (item === undefined) {
		const message = `this study has no case “${asTyped(externalId)}”; look on the list of cases for its ID`;
		throw wrongField('case', externalId === '' ? 'write the ID of a case' : message);
	}
	if (!item.gold) return item;
	throw new Refusal(
		'invalid',
		`${externalId} is a qualification case: whoever has to qualify is given it.`
	);
}

/** Somebody who takes cases; `has`: whether the case in question is among those the person has. */
export type Taker = Candidate & { has: boolean };

/** The first of those who take cases, and how many there are. */
export type Takers = { some: Taker[]; of: number };

type Wanted = {
	/** The case; where the study has none of this id, nobody suits it better than another. */
	externalId: string;
	/** Part of a name; '' for everybody. */
	who: string;
};

/** Who takes cases now: those who suit a case first, and last of all those who have it. */
export function takers(app: App, actor: Actor, slug: string, wanted: Wanted): Promise<Takers> {
	return app.crew.ask(takersOf, { actor, slug, ...wanted });
}

const takersOf = task(
	'assigning.takers',
	'figures',
	(app, { actor, slug, externalId, who }: Wanted & { actor: Actor; slug: string }) =>
		read(app.db, function* (tx): Steps<Takers> {
			const study = yield* coordinatorOf(tx, actor, slug);
			const round = yield* rounds.present(tx, study.id);
			const item = yield* cases.byExternalId(tx, { studyId: study.id, externalId });
			const all = item === undefined ? [] : yield* assignments.ofCase(tx, { caseId: item.id });
			const having = all.filter((one) => one.roundId === round.id && one.releasedAt === null);
			const holders = new Set(having.map(({ memberId }) => memberId));
			const everybody = yield* everyCandidate(tx, {
				...{ study, roundId: round.id, now: app.now() },
				everyone: yield* members.ofStudy(tx, { studyId: study.id }),
				specialties: item === undefined ? [] : [item.specialty],
				not: new Set(),
				only: yield* askable(tx, { roundId: round.id, caseId: item?.id ?? 0 })
			});
			const wanted = who.trim().toLowerCase();
			const found = everybody
				.filter(({ name }) => name.toLowerCase().includes(wanted))
				.map((one) => ({ ...one, has: holders.has(one.memberId) }))
				.sort((a, b) => Number(a.has) - Number(b.has));
			return { some: found.slice(0, OFFERED), of: found.length };
		})
);
