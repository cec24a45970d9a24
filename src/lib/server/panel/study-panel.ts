/**
 * The ratings of one study as figures read them: numbers in memory, without a text, a few bytes a rating.
 * Qualification cases and what an import is still bringing in are not among them.
 */
import type { AssignmentState } from '#lib/domain/assignment.ts';

/** An action as it stands now. */
export type PanelAction = { id: number; number: number; category: string };

export type PanelCase = {
	id: number;
	externalId: string;
	specialty: string;
	/** By number. */
	actions: readonly PanelAction[];
	/** Where each action stands in `actions`, by its id. */
	placeOf: ReadonlyMap<number, number>;
	assignments: PanelAssignment[];
	/** Changes with every rating and assignment in it: figures of the case are kept by it. */
	stamp: number;
};

export type PanelRound = {
	id: number;
	number: number;
	/** Ids of the actions it asks; null where it asks all. */
	asks: ReadonlySet<number> | null;
};

export type PanelAssignment = {
	id: number;
	caseId: number;
	memberId: number;
	round: PanelRound;
	state: AssignmentState;
	/** When it was taken from its rater: what was rated counts, and the place is free; null otherwise. */
	releasedAt: number | null;
	/** What was answered to each action of the case, as answers.ts writes it. */
	answers: Uint8Array;
	/** Which remarks stand beside each answer. */
	remarks: Uint8Array;
};

/** True where a round asks this action. */
export function asked({ asks }: PanelRound, { id }: PanelAction): boolean {
	return asks === null || asks.has(id);
}

/** How many of the actions that an assignment asks are answered, and how many there are. */
export function progressOf(
	item: Pick<PanelCase, 'actions'>,
	{ round, answers }: PanelAssignment
): { rated: number; actions: number } {
	let rated = 0;
	let actions = 0;
	item.actions.forEach((action, at) => {
		if (!asked(round, action)) return;
		actions += 1;
		if (answers[at] !== 0) rated += 1;
	});
	return { rated, actions };
}

type NewAssignment = Pick<
	PanelAssignment,
	'id' | 'caseId' | 'memberId' | 'state' | 'releasedAt'
> & {
	roundId: number;
};

export class StudyPanel {
	readonly cases: readonly PanelCase[];
	readonly rounds: readonly PanelRound[];
	readonly #caseOf: ReadonlyMap<number, PanelCase>;
	readonly #assignments = new Map<number, PanelAssignment>();
	#stamp = 0;

	/** @param rounds of the study, the newest last; at least one */
	constructor(cases: readonly PanelCase[], rounds: readonly PanelRound[]) {
		this.cases = cases;
		this.rounds = rounds;
		this.#caseOf = new Map(cases.map((item) => [item.id, item]));
	}

	/** Changes with every rating and assignment: figures of the whole are kept by it. */
	get stamp(): number {
		return this.#stamp;
	}

	/** The newest round. */
	get present(): PanelRound {
		return this.rounds.at(-1)!;
	}

	has(assignmentId: number): boolean {
		return this.#assignments.has(assignmentId);
	}

	/**
	 * Notes an answer and its remarks; the first answer begins an assignment.
	 *
	 * @returns false where the study has no such assignment
	 */
	note(assignmentId: number, actionId: number, answer: number, remarks: number): boolean {
		const assignment = this.#assignments.get(assignmentId);
		if (assignment === undefined) return false;
		const item = this.#caseOf.get(assignment.caseId)!;
		const at = item.placeOf.get(actionId);
		// A superseded wording keeps its ratings, but is in no figure.
		if (at !== undefined) {
			assignment.answers[at] = answer;
			assignment.remarks[at] = remarks;
		}
		if (assignment.state === 'assigned') assignment.state = 'in-progress';
		this.#changed(item);
		return true;
	}

	/** Notes that an assignment was submitted, opened again, or taken from its rater. */
	setState(
		assignmentId: number,
		{ state, releasedAt }: Pick<PanelAssignment, 'state' | 'releasedAt'>
	): void {
		const assignment = this.#assignments.get(assignmentId);
		if (assignment === undefined) return;
		if (assignment.state === state && assignment.releasedAt === releasedAt) return;
		Object.assign(assignment, { state, releasedAt });
		this.#changed(this.#caseOf.get(assignment.caseId)!);
	}

	/** Notes an assignment that was made; one of a case that is not among these is left aside. */
	add({ id, caseId, memberId, state, releasedAt, roundId }: NewAssignment): void {
		const item = this.#caseOf.get(caseId);
		const round = this.rounds.find((one) => one.id === roundId);
		if (item === undefined || round === undefined) return;
		const size = item.actions.length;
		const blank = { answers: new Uint8Array(size), remarks: new Uint8Array(size) };
		const assignment = { id, caseId, memberId, round, state, releasedAt, ...blank };
		item.assignments.push(assignment);
		this.#assignments.set(id, assignment);
		this.#changed(item);
	}

	/** Notes an assignment that was taken away. */
	remove(assignmentId: number): void {
		const assignment = this.#assignments.get(assignmentId);
		if (assignment === undefined) return;
		const item = this.#caseOf.get(assignment.caseId)!;
		item.assignments = item.assignments.filter(({ id }) => id !== assignmentId);
		this.#assignments.delete(assignmentId);
		this.#changed(item);
	}

	#changed(item: PanelCase): void {
		this.#stamp += 1;
		item.stamp = this.#stamp;
	}
}
