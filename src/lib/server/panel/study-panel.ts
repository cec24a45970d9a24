/**
 * The ratings of one study as figures read them: numbers in memory, without a text, a few bytes a rating.
 * Qualification cases and what an import is still bringing in are not among them.
 */
import { randomUUID } from 'node:crypto';
import type { AssignmentState } from '#lib/domain/assignment.ts';
import { hourOf, Ledger, NO_HOUR } from './ledger.ts';

/** An action as it stands now. */
export type PanelAction = { id: number; number: number; category: string };

export type PanelCase = {
	id: number;
	externalId: string;
	specialty: string;
	heldOut: boolean;
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
	/** When it was given to its rater; milliseconds since 1970, as all times here. */
	givenAt: number;
	/** When it was signed; null where it is not. */
	signedAt: number | null;
	/** When it was opened again; null where it is not open again. */
	reopenedAt: number | null;
	/** When a rating in it was last changed; null where there is none. */
	ratedAt: number | null;
	/** What was answered to each action of the case, as answers.ts writes it. */
	answers: Uint8Array;
	/** Which remarks stand beside each answer. */
	remarks: Uint8Array;
	/** In which hour each answer was first given, as ledger.ts counts hours; NO_HOUR where nobody knows. */
	hours: Uint32Array;
	/** Tenths of a second of active attention that each answer took; what took longer than it can hold is the most. */
	spent: Uint16Array;
};

/** What changes of an assignment while it is in the panel. */
export type Standing = Pick<PanelAssignment, 'state' | 'releasedAt' | 'signedAt' | 'reopenedAt'>;

/** A rating as it is now. */
export type Noted = {
	/** The answer and the remarks beside it, as answers.ts writes them. */
	answer: number;
	remarks: number;
	/** When it was first given, and when it was last changed. */
	createdAt: number;
	updatedAt: number;
	/** Milliseconds of active attention; 0 where it is not known. */
	activeMs: number;
	/** True where nobody knows when it was given: the times above are those at which it came in. */
	untimed: boolean;
};

/** Milliseconds in one step of what is kept of attention. */
export const SPENT_MS = 100;
const MOST_SPENT = 2 ** 16 - 1;

/** True for the independent round: a later one goes to those who have rated before, however many k wants. */
export function isFirst({ number }: PanelRound): boolean {
	return number === 1;
}

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

type NewAssignment = Standing &
	Pick<PanelAssignment, 'id' | 'caseId' | 'memberId' | 'givenAt'> & { roundId: number };

export class StudyPanel {
	readonly cases: readonly PanelCase[];
	readonly rounds: readonly PanelRound[];
	readonly #caseOf: ReadonlyMap<number, PanelCase>;
	readonly #assignments = new Map<number, PanelAssignment>();
	readonly #ledgers = new Map<PanelRound, Ledger>();
	readonly #name = randomUUID();
	#stamp = 0;
	#touched = 0;

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

	/** The same, and another in every process and whenever the panel is read anew. */
	get edition(): string {
		return `${this.#name}.${this.#stamp}`;
	}

	/**
	 * Changes with whatever a page about the study may show, and is another in every process: for whoever asks
	 * whether anything has changed since.
	 */
	get version(): string {
		return `${this.edition}.${this.#touched}`;
	}

	/** Changes with what is no rating and no assignment: with people, words, mails. */
	get touched(): number {
		return this.#touched;
	}

	/** Notes a change of what no figure depends on. */
	touch(): void {
		this.#touched += 1;
	}

	/** When the answers of a round were given. */
	ledgerOf(round: PanelRound): Ledger {
		const ledger = this.#ledgers.get(round) ?? new Ledger();
		this.#ledgers.set(round, ledger);
		return ledger;
	}

	/** The newest round. */
	get present(): PanelRound {
		return this.rounds.at(-1)!;
	}

	find(assignmentId: number): PanelAssignment | undefined {
		return this.#assignments.get(assignmentId);
	}

	/**
	 * Notes an answer and its remarks; the first answer begins an assignment.
	 *
	 * @returns false where the study has no such assignment
	 */
	note(assignmentId: number, actionId: number, rating: Noted): boolean {
		const assignment = this.#assignments.get(assignmentId);
		if (assignment === undefined) return false;
		const item = this.#caseOf.get(assignment.caseId)!;
		const at = item.placeOf.get(actionId);
		// A superseded wording keeps its ratings, but is in no figure.
		if (at !== undefined) {
			this.#enter(assignment, at, -1);
			assignment.answers[at] = rating.answer;
			assignment.remarks[at] = rating.remarks;
			assignment.hours[at] = rating.untimed ? NO_HOUR : hourOf(rating.createdAt);
			assignment.spent[at] = Math.min(MOST_SPENT, Math.ceil(rating.activeMs / SPENT_MS));
			this.#enter(assignment, at, 1);
		}
		if (assignment.state === 'assigned') assignment.state = 'in-progress';
		assignment.ratedAt = Math.max(assignment.ratedAt ?? 0, rating.updatedAt);
		this.#changed(item);
		return true;
	}

	/** Notes that an assignment was submitted, opened again, or taken from its rater. */
	setStanding(assignmentId: number, { state, releasedAt, signedAt, reopenedAt }: Standing): void {
		const assignment = this.#assignments.get(assignmentId);
		if (assignment === undefined) return;
		Object.assign(assignment, { state, releasedAt, signedAt, reopenedAt });
		this.#changed(this.#caseOf.get(assignment.caseId)!);
	}

	/** Notes an assignment that was made; one of a case that is not among these is left aside. */
	add({ roundId, ...given }: NewAssignment): void {
		const item = this.#caseOf.get(given.caseId);
		const round = this.rounds.find((one) => one.id === roundId);
		if (item === undefined || round === undefined) return;
		const size = item.actions.length;
		const assignment: PanelAssignment = {
			...given,
			round,
			ratedAt: null,
			answers: new Uint8Array(size),
			remarks: new Uint8Array(size),
			hours: new Uint32Array(size),
			spent: new Uint16Array(size)
		};
		item.assignments.push(assignment);
		this.#assignments.set(given.id, assignment);
		this.#changed(item);
	}

	/** Notes an assignment that was taken away, or left out with what was rated in it. */
	remove(assignmentId: number): void {
		const assignment = this.#assignments.get(assignmentId);
		if (assignment === undefined) return;
		const item = this.#caseOf.get(assignment.caseId)!;
		assignment.answers.forEach((_, at) => this.#enter(assignment, at, -1));
		item.assignments = item.assignments.filter(({ id }) => id !== assignmentId);
		this.#assignments.delete(assignmentId);
		this.#changed(item);
	}

	/** Enters an answer into the ledger, or strikes it out; where nothing is answered there is nothing to do. */
	#enter({ round, memberId, answers, hours }: PanelAssignment, at: number, count: 1 | -1): void {
		if (answers[at] !== 0) this.ledgerOf(round).add(hours[at]!, memberId, count);
	}

	#changed(item: PanelCase): void {
		this.#stamp += 1;
		item.stamp = this.#stamp;
	}
}
