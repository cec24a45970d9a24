/** A rater's own cases: what is left, and where to go on. */
import { isOpen } from '#lib/domain/assignment.ts';
import { specialtyName } from '#lib/domain/case.ts';
import type { MyCase, MyQualification, MyStudy } from '#lib/domain/my-cases.ts';
import { secondsAnAnswer } from '#lib/domain/pace.ts';
import { isClosed, resultStands, standingOf, type Attempt } from '#lib/domain/qualification.ts';
import type { Actor, App } from '../../app.ts';
import { read } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as heads from '../../store/case-heads.ts';
import * as members from '../../store/members.ts';
import * as progress from '../../store/progress.ts';
import * as qualifications from '../../store/qualifications.ts';
import * as ratings from '../../store/ratings.ts';
import * as rounds from '../../store/rounds.ts';
import * as studies from '../../store/studies.ts';
import { wordsNews } from '../studies/index.ts';

/** The studies a person rates in that are not archived, with the cases assigned in the present round of each. */
export async function myCases(app: App, actor: Actor): Promise<MyStudy[]> {
	const { id: userId } = actor;
	if (userId === null) return [];
	return read(app.db, function* (tx) {
		const found: MyStudy[] = [];
		for (const { study, role } of yield* studies.ofUser(tx, { userId })) {
			if (role === 'rater' && study.archivedAt === null)
				found.push(yield* inStudy(tx, userId, study, app.now()));
		}
		return found;
	});
}

function* inStudy(tx: Queries, userId: number, study: studies.Study, now: number): Steps<MyStudy> {
	const member = (yield* members.find(tx, { studyId: study.id, userId }))!;
	const { id: memberId } = member;
	const round = yield* rounds.present(tx, study.id);
	const mine = yield* progress.ofMember(tx, { memberId, roundId: round.id, now });
	const gold = yield* progress.goldOfMember(tx, { memberId, roundId: round.id, now });
	const cases = yield* heads.ofMember(tx, { memberId, roundId: round.id });
	const attempts = yield* qualifications.ofMember(tx, { memberId });
	const times = yield* ratings.activeTimes(tx, memberId);
	const byId = new Map(cases.map((item) => [item.id, item]));
	const beingShownAgain = new Set(
		mine.filter(({ repeat, state }) => repeat > 0 && isOpen(state)).map(({ caseId }) => caseId)
	);
	const shown = (assignment: progress.Progress): MyCase => {
		const item = byId.get(assignment.caseId)!;
		return {
			assignmentId: assignment.id,
			state: assignment.state,
			rated: assignment.rated,
			actions: assignment.actions,
			externalId: item.externalId,
			specialty: specialtyName(item.specialty),
			submittedAt: assignment.submittedAt,
			again: assignment.repeat > 0,
			hidden: assignment.repeat === 0 && beingShownAgain.has(assignment.caseId)
		};
	};
	const list = mine.map(shown);
	const qualification = qualificationIn(study, attempts, gold.map(shown));
	const closed = qualification !== null && isClosed(qualification.standing);
	return {
		slug: study.slug,
		name: study.name,
		synthetic: study.synthetic,
		round: round.number,
		paceSeconds: secondsAnAnswer(times),
		dueAt: round.dueAt,
		lockedAt: round.closedAt,
		notice: study.notice,
		words: yield* wordsNews(tx, study, member),
		cases: list,
		continueWith: following(list.filter(({ state }) => !closed || state !== 'assigned')),
		qualification
	};
}

/** The case in progress, else the first one left. */
function following(list: readonly MyCase[]): MyCase | null {
	const open = list.filter(({ state, hidden }) => isOpen(state) && !hidden);
	return open.find(({ rated }) => rated > 0) ?? open[0] ?? null;
}

function qualificationIn(
	{ passMark, qualificationTries: tries, band }: studies.Study,
	attempts: readonly Attempt[],
	list: MyCase[]
): MyQualification | null {
	if (passMark === null) return null;
	return {
		standing: standingOf({ passMark, tries }, attempts),
		passMark,
		band,
		cases: list,
		continueWith: resultStands({ passMark, tries }, attempts) ? null : following(list)
	};
}
