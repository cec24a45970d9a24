/** The actions of a case as rows of its screen, and the groups they stand in. */
import { lacksReason, type Former, type FormerAnswer } from '#lib/domain/former.ts';
import { EMPTY_RATING, isRated, type RatingValue } from '#lib/domain/rating.ts';
import { nextUnrated } from './next-unrated.ts';

/** An action as the server gives it with the page. */
export type GivenAction = {
	id: number;
	number: number;
	text: string;
	category: string;
	value: RatingValue;
	activeMs: number;
	/** What was said in earlier rounds, where a later one asks again. */
	former?: Former;
};

/** One row of the screen. It reads only its own state, so a key touches two rows and not two hundred. */
export class ActionRow {
	readonly id: number;
	readonly number: number;
	readonly text: string;
	readonly index: number;
	readonly group: ActionGroup;
	readonly former: Former | null;
	value = $state.raw<RatingValue>(EMPTY_RATING);
	focused = $state(false);
	/** A comment that is too long to be saved, as it stands in its field; otherwise null. */
	draft = $state<string | null>(null);
	/** Milliseconds of active attention so far. */
	activeMs: number;

	readonly #asksReason: boolean;

	constructor(given: GivenAction, index: number, group: ActionGroup, asksReason = false) {
		this.#asksReason = asksReason;
		this.id = given.id;
		this.number = given.number;
		this.text = given.text;
		this.former = given.former ?? null;
		this.value = given.value;
		this.activeMs = given.activeMs;
		this.index = index;
		this.group = group;
	}

	get rated(): boolean {
		return isRated(this.value);
	}

	/** The rater's own former answer; null where there is none. */
	get own(): FormerAnswer | null {
		return this.former?.own ?? null;
	}

	/** Its score has moved to another zone and still needs the reason that the round asks for. */
	get lacksReason(): boolean {
		return this.#asksReason && lacksReason(this.own, this.value);
	}
}

/** The actions of one category. */
export class ActionGroup {
	readonly category: string;
	readonly rows: ActionRow[] = [];
	rated = $state(0);

	constructor(category: string) {
		this.category = category;
	}
}

/** Taken where nothing is known yet of how long this rater needs for an action. */
const USUAL_MS = 10_000;

/** All actions of a case, and what is counted of them. */
export class ActionRows {
	readonly groups: readonly ActionGroup[];
	readonly rows: readonly ActionRow[];
	/** Mean active milliseconds that this rater needs for one. */
	readonly usualMs: number;
	#rated = $state(0);
	#held = $state(0);

	/**
	 * @param given in the order of the screen
	 * @param asksReason whether a score that moves to another zone needs a reason
	 */
	constructor(given: readonly GivenAction[], asksReason: boolean) {
		this.groups = inGroups(given, asksReason);
		this.rows = this.groups.flatMap(({ rows }) => rows);
		this.usualMs = usualTime(given);
		for (const row of this.rows) if (row.rated) this.#count(row, 1);
	}

	get rated(): number {
		return this.#rated;
	}

	/** How many comments are too long to be saved. */
	get held(): number {
		return this.#held;
	}

	find(id: number): ActionRow | undefined {
		return this.rows.find((row) => row.id === id);
	}

	/** The place of the unrated action that comes next; null where none is left. */
	next(from: number): number | null {
		return nextUnrated(
			this.rows.map(({ rated }) => rated),
			from
		);
	}

	show(row: ActionRow, value: RatingValue): void {
		const was = row.rated;
		row.value = value;
		if (was !== row.rated) this.#count(row, row.rated ? 1 : -1);
	}

	/** Keeps a comment that is too long to be saved with its action; null where there is none any more. */
	hold(row: ActionRow, draft: string | null): void {
		this.#held += Number(draft !== null) - Number(row.draft !== null);
		row.draft = draft;
	}

	#count(row: ActionRow, by: 1 | -1): void {
		this.#rated += by;
		row.group.rated += by;
	}
}

/**
 * The actions as rows, those of one category together.
 *
 * @param given in the order of the screen
 * @param asksReason whether a score that moves to another zone needs a reason
 */
export function inGroups(given: readonly GivenAction[], asksReason = false): ActionGroup[] {
	const groups: ActionGroup[] = [];
	for (const [index, action] of given.entries()) {
		if (groups.at(-1)?.category !== action.category) groups.push(new ActionGroup(action.category));
		const group = groups.at(-1)!;
		group.rows.push(new ActionRow(action, index, group, asksReason));
	}
	return groups;
}

/** Mean active milliseconds of the actions this rater has rated in this case. */
export function usualTime(given: readonly GivenAction[]): number {
	const timed = given.filter(({ value, activeMs }) => isRated(value) && activeMs > 0);
	if (timed.length < 3) return USUAL_MS;
	return timed.reduce((sum, { activeMs }) => sum + activeMs, 0) / timed.length;
}
