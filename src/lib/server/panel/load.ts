/** Reads the panel of a study. */
import type { AssignmentState } from '#lib/domain/assignment.ts';
import type { Queries } from '../db/connect.ts';
import type { Steps } from '../db/steps.ts';
import * as panels from '../store/panels.ts';
import * as rounds from '../store/rounds.ts';
import { answerCode, remarkBits } from './answers.ts';
import { StudyPanel, type PanelAction, type PanelCase, type PanelRound } from './study-panel.ts';

/** Cases or assignments whose rows are read at once: few enough for these to be forgotten before they count as old. */
const AT_ONCE = 60;

type Figures = [number, number, number, number];

/** The panel of a study as it is at this moment. */
export function* load(tx: Queries, studyId: number): Steps<StudyPanel> {
	const panel = new StudyPanel(yield* readCases(tx, studyId), yield* readRounds(tx, studyId));
	const assignments = yield* panels.assignments(tx, { studyId });
	const reopenedAt = assignments.some(([, , , , state]) => state === 'reopened')
		? yield* readReopenings(tx, studyId)
		: new Map<number, number>();
	for (const row of assignments) {
		const [id, caseId, memberId, roundId, state, releasedAt, givenAt, signedAt] = row;
		panel.add({
			id: Number(id),
			caseId: Number(caseId),
			memberId: Number(memberId),
			roundId: Number(roundId),
			state: state as AssignmentState,
			releasedAt: timeIn(releasedAt),
			givenAt: Number(givenAt),
			signedAt: timeIn(signedAt),
			reopenedAt: state === 'reopened' ? (reopenedAt.get(Number(id)) ?? null) : null
		});
	}
	// Ratings of other studies may lie between: the panel knows none of their assignments.
	for (const span of spans(assignments)) {
		for (const row of yield* panels.ratings(tx, span)) {
			const [assignmentId, actionId, score, cannotRate, comment, flags, ...figures] = row;
			// A truth of a bare row is 0 or 1 in SQLite.
			const [createdAt, updatedAt, activeMs, untimed] = figures.map(Number) as Figures;
			panel.note(Number(assignmentId), Number(actionId), {
				answer: answerCode(score as number | null, cannotRate as string | null),
				remarks: remarkBits(comment as string, namesIn(flags)),
				...{ createdAt, updatedAt, activeMs, untimed: untimed === 1 }
			});
		}
	}
	return panel;
}

/** The ids of rows that begin with one, in spans of AT_ONCE. */
function* spans(rows: readonly unknown[][]): Generator<{ from: number; to: number }> {
	const ids = rows.map(([id]) => Number(id)).sort((a, b) => a - b);
	for (let at = 0; at < ids.length; at += AT_ONCE) {
		yield { from: ids[at]!, to: ids[Math.min(at + AT_ONCE, ids.length) - 1]! };
	}
}

/** When each assignment that was opened again was so last. */
function* readReopenings(tx: Queries, studyId: number): Steps<Map<number, number>> {
	const found = yield* panels.reopenings(tx, { studyId });
	return new Map(
		found.map(([subject, at]) => [panels.assignmentOf(subject as string), Number(at)])
	);
}

/** A time of a bare row: PostgreSQL has it as text. */
const timeIn = (value: unknown) => (value === null ? null : Number(value));

/** The flags of a bare row: SQLite has them as text, and almost always there are none. */
function namesIn(flags: unknown): readonly string[] {
	if (typeof flags !== 'string') return flags as string[];
	return flags === '[]' ? [] : (JSON.parse(flags) as string[]);
}

function* readRounds(tx: Queries, studyId: number): Steps<PanelRound[]> {
	const named = Map.groupBy(yield* panels.named(tx, { studyId }), ([roundId]) => Number(roundId));
	const all = yield* rounds.ofStudy(tx, { studyId });
	return all.map(({ id, number, asks }) => ({
		id,
		number,
		asks: asks === 'all' ? null : new Set((named.get(id) ?? []).map(([, action]) => Number(action)))
	}));
}

function* readCases(tx: Queries, studyId: number): Steps<PanelCase[]> {
	const found = yield* panels.cases(tx, { studyId });
	const actionsOf = yield* readActions(tx, found);
	return found.map(([id, externalId, specialty, heldOut]) => {
		const actions = actionsOf.get(Number(id)) ?? [];
		return {
			id: Number(id),
			externalId: externalId as string,
			specialty: specialty as string,
			heldOut: Boolean(heldOut),
			actions,
			placeOf: new Map(actions.map((action, at) => [action.id, at])),
			assignments: [],
			stamp: 0
		};
	});
}

/** The actions of these cases, by case; of others that lie between as well. */
function* readActions(tx: Queries, cases: readonly unknown[][]): Steps<Map<number, PanelAction[]>> {
	const actionsOf = new Map<number, PanelAction[]>();
	// A study has few categories: each is kept once, not once an action.
	const categories = new Map<string, string>();
	for (const span of spans(cases)) {
		for (const [id, caseId, number, named] of yield* panels.actions(tx, span)) {
			const category = categories.get(named as string) ?? (named as string);
			categories.set(category, category);
			const action = { id: Number(id), number: Number(number), category };
			const theirs = actionsOf.get(Number(caseId));
			if (theirs === undefined) actionsOf.set(Number(caseId), [action]);
			else theirs.push(action);
		}
	}
	return actionsOf;
}
