/** A study as its coordinator watches it: who has what, how far it is, and what it waits for. */
import type { AssignmentState } from '#lib/domain/assignment.ts';
import { specialtyName } from '#lib/domain/case.ts';
import { holdOf, placeState, type Hold, type PlaceState } from '#lib/domain/coverage.ts';
import type { App } from '../../app.ts';
import { read } from '../../db/atomically.ts';
import { isFirst, panelOf, type PanelCase, type StudyPanel } from '../../panel/index.ts';
import * as invitations from '../../store/invitations.ts';
import * as members from '../../store/members.ts';
import * as qualifications from '../../store/qualifications.ts';
import * as rounds from '../../store/rounds.ts';
import * as studies from '../../store/studies.ts';
import { dailyOf, type Daily } from './daily.ts';
import { loadsOf, type Load } from './loads.ts';
import { againstWanted, tallyOf, type Tally } from './tally.ts';

/** One rater's place in a case. */
export type Place = {
	assignmentId: number;
	memberId: number;
	name: string;
	state: Exclude<PlaceState, 'empty'>;
	/** The state of the assignment, which does not tell how far it is. */
	assignment: AssignmentState;
	rated: number;
	actions: number;
	/** Since when it is signed, open again, or was last rated in; null where nothing is rated. */
	since: number | null;
	/** What the rater's open work waits for; null where it goes on, and for a signed place. */
	hold: Hold | null;
	/** False where it waits for somebody who cannot sign in: it does not count. */
	counts: boolean;
};

/** A case of the present round. */
export type CaseRow = {
	externalId: string;
	specialty: string;
	actions: number;
	/** Those that count first, of them those furthest along: the last one is what the case waits for. */
	places: Place[];
	/** Places that nobody has. */
	empty: number;
	/** Since when: a rater was taken away or shut out, or else the round was opened. */
	emptySince: number;
	/** Places wanted, k of them or, in a later round, those whom it asks; and those of them that are signed. */
	wanted: number;
	signed: number;
	/** Ratings that count toward k, of k for each action; and those above that. */
	done: number;
	of: number;
	surplus: number;
};

/** A rater with what is on record of the present round. */
export type Rater = { member: members.NamedMember; load: Load | null; hold: Hold | null };

export type Survey = {
	now: number;
	study: studies.Study;
	round: rounds.Round;
	panel: StudyPanel;
	daily: Daily;
	/** Every case of which the round asks something, in the order of the study. */
	rows: CaseRow[];
	raters: ReadonlyMap<number, Rater>;
	attempts: ReadonlyMap<number, qualifications.Qualification[]>;
};

/**
 * The study as it is at this moment: for tasks only.
 *
 * @param named false for an observer: raters are then called by their pseudonyms
 */
export async function surveyOf(app: App, studyId: number, named = true): Promise<Survey> {
	const known = await read(app.db, function* (tx) {
		const everyone = yield* members.ofStudy(tx, { studyId });
		const people = everyone
			.filter(({ role }) => role === 'rater')
			.map((member) => (named ? member : members.pseudonymous(member)));
		const outside = people.filter(({ joined }) => !joined).map(({ userId }) => userId);
		return {
			study: (yield* studies.byId(tx, { id: studyId }))!,
			round: yield* rounds.present(tx, studyId),
			people,
			links: yield* invitations.ofUsers(tx, outside),
			attempts: yield* qualifications.ofStudy(tx, studyId)
		};
	});
	const panel = await panelOf(app, studyId);
	const now = app.now();
	const { study, round, people, links, attempts } = known;
	const daily = dailyOf(panel, now);
	const loads = loadsOf(panel, daily);
	const raters = new Map(
		people.map((member) => {
			const load = loads.get(member.id) ?? null;
			const hold = heldUp(member, load, links.get(member.userId), study.silentDays, now);
			return [member.id, { member, load, hold }];
		})
	);
	const { present } = panel;
	const rows = panel.cases
		.map((item) => ({ item, tally: tallyOf(item, panel) }))
		.filter(({ tally }) => present.asks === null || tally.answers.length > 0)
		.map(({ item, tally }) => {
			const row = rowOf(item, tally, raters, isFirst(present) ? study.ratersPerCase : null);
			return { ...row, emptySince: row.emptySince ?? round.openedAt };
		});
	return { now, study, round, panel, daily, rows, raters, attempts };
}

/** What holds up the open work of a member. */
export function heldUp(
	member: members.NamedMember,
	load: Load | null,
	link: invitations.OpenLink | undefined,
	silentDays: number,
	now: number
): Hold | null {
	if (load === null || load.openSince === null) return null;
	const working = {
		...member,
		canRate: members.canRate(member),
		goneAt: member.disabledAt ?? member.leftAt,
		invitedAt: link?.invitedAt ?? null,
		openedAt: link?.openedAt ?? null,
		ratedAt: load.ratedAt,
		openSince: load.openSince
	};
	return holdOf(working, silentDays, now);
}

/** @param k places of a case; null in a later round, which has a place for each of those whom it asks */
function rowOf(
	item: PanelCase,
	tally: Tally,
	raters: ReadonlyMap<number, Rater>,
	k: number | null
): Omit<CaseRow, 'emptySince'> & { emptySince: number | null } {
	const actions = tally.answers.length;
	const places = tally.assignments.flatMap(({ assignment, rated }): Place[] => {
		const rater = raters.get(assignment.memberId);
		if (rater === undefined || assignment.releasedAt !== null) return [];
		const { id: assignmentId, memberId, signedAt, reopenedAt, ratedAt } = assignment;
		const state = placeState({ state: assignment.state, rated, actions });
		const signed = state === 'signed';
		return [
			{
				...{ assignmentId, memberId, name: rater.member.name, state, rated, actions },
				assignment: assignment.state,
				since: signed ? signedAt : state === 'reopened' ? reopenedAt : ratedAt,
				hold: signed ? null : rater.hold,
				counts: signed || members.canRate(rater.member)
			}
		];
	});
	const counting = places.filter(({ counts }) => counts);
	const wanted = k ?? counting.length;
	const taken = tally.assignments.flatMap(({ assignment: { releasedAt } }) => releasedAt ?? []);
	const shut = places.flatMap(({ counts, hold }) => (counts || hold === null ? [] : hold.since));
	return {
		externalId: item.externalId,
		specialty: specialtyName(item.specialty),
		actions,
		places: places.sort(furthestFirst),
		empty: Math.max(0, wanted - counting.length),
		emptySince: taken.length + shut.length === 0 ? null : Math.max(...taken, ...shut),
		wanted,
		signed: Math.min(wanted, counting.filter(({ state }) => state === 'signed').length),
		...againstWanted(tally, wanted),
		of: wanted * actions
	};
}

function furthestFirst(a: Place, b: Place): number {
	return (
		Number(b.counts) - Number(a.counts) ||
		Number(b.state === 'signed') - Number(a.state === 'signed') ||
		b.rated - a.rated ||
		a.assignmentId - b.assignmentId
	);
}
