/** One sitting with one case: its actions, where the rater is, what was answered, and undo. */
import {
	sameValue,
	type CannotRateReason,
	type Flag,
	type RatingValue
} from '#lib/domain/rating.ts';
import type { Score } from '#lib/domain/scale.ts';
import {
	ActionRows,
	type ActionGroup,
	type ActionRow,
	type GivenAction
} from './action-rows.svelte.ts';
import { History, type Change } from './history.ts';
import { SecondAnswer } from './second-answer.svelte.ts';
import { SessionClock } from './session-clock.svelte.ts';

/** What is open below the focused action. */
export type Drawer = 'cannot-rate' | 'comment' | 'flags';

/** Takes a change to where it is kept. */
export type Keep = (action: number, value: RatingValue, activeMs: number) => void;

export type SessionOptions = {
	keep: Keep;
	now: () => number;
	readOnly: boolean;
	/** A score that moves to another zone than the rater's former one needs a reason. */
	asksReason?: boolean;
	history?: History;
};

export class CaseSession {
	readonly rows: readonly ActionRow[];
	readonly groups: readonly ActionGroup[];
	readonly readOnly: boolean;
	/** Where the rater's time goes. */
	readonly clock: SessionClock;
	/** What a digit does to an action that has an answer already. */
	readonly second = new SecondAnswer();
	readonly #keep: Keep;
	readonly #history: History;
	readonly #actions: ActionRows;
	#focus = $state(0);
	#drawer = $state<Drawer | null>(null);
	#nothingTo = $state<'undo' | 'redo' | null>(null);
	/** Counts the openings of a drawer: the saves while one is open are undone as one. */
	#opening = 0;

	/**
	 * @param given in the order of the screen; actions of one category stand together
	 * @param options.keep called with every change
	 * @param options.now milliseconds of a steady clock
	 * @param options.asksReason whether a score that moves to another zone needs a reason
	 * @param options.history what was changed earlier in the same visit, where the case was opened before
	 */
	constructor(
		given: readonly GivenAction[],
		{ keep, now, readOnly, asksReason = false, history = new History() }: SessionOptions
	) {
		this.#history = history;
		history.resume(given.map(({ id, value }) => [id, value] as const));
		this.#keep = keep;
		this.readOnly = readOnly;
		this.clock = new SessionClock(now, given);
		this.#actions = new ActionRows(given, asksReason);
		({ rows: this.rows, groups: this.groups } = this.#actions);
		if (!readOnly) this.focus(this.#actions.next(-1) ?? 0);
	}

	get focused(): ActionRow | undefined {
		return this.rows[this.#focus];
	}

	get rated(): number {
		return this.#actions.rated;
	}

	get left(): number {
		return this.rows.length - this.rated;
	}

	/** How many comments are too long to be saved. */
	get held(): number {
		return this.#actions.held;
	}

	get drawer(): Drawer | null {
		return this.#drawer;
	}

	/** Whole minutes the rest should take this rater, at least one. */
	get minutesLeft(): number {
		return Math.max(1, Math.round((this.left * this.#actions.usualMs) / 60_000));
	}

	/** What was asked for last in vain: there is nothing to undo, or to do again. Null once something is done. */
	get nothingTo(): 'undo' | 'redo' | null {
		return this.#nothingTo;
	}

	/** Stops the clock, or lets it go on. Rating lets it go on, too. */
	togglePause(): void {
		if (!this.readOnly) this.clock.toggle();
	}

	/** Shows values that are newer than those the page came with; what led to the old ones is not undone. */
	overlay(values: ReadonlyMap<number, RatingValue>): void {
		const wasRated = this.focused?.rated;
		for (const row of this.rows) {
			const value = values.get(row.id);
			if (value !== undefined && !sameValue(row.value, value)) this.accept(row.id, value);
		}
		// It was entered before the case was opened, not a moment ago.
		this.second.come();
		if (!wasRated && this.focused?.rated) this.#goOn();
	}

	/** Goes to an action by its place on the screen, as its rater chose to; an open drawer closes. */
	choose(index: number): void {
		this.focus(index);
		this.second.come();
	}

	/** The keyboard is on an action; an open drawer closes where it is another one than before. */
	focus(index: number): void {
		const row = this.rows[index];
		if (row === undefined) return;
		if (index !== this.#focus) {
			this.#drawer = this.#nothingTo = null;
			this.second.come();
		}
		if (this.focused !== undefined) this.focused.focused = false;
		this.#focus = index;
		row.focused = true;
		this.clock.attend(row.id);
	}

	/** Where the time goes from now on: to the focused action, or to the case as a whole. */
	attend(to: 'action' | 'case'): void {
		this.clock.attend(to === 'case' ? null : this.focused?.id);
	}

	move(by: 1 | -1): void {
		this.choose(Math.min(this.rows.length - 1, Math.max(0, this.#focus + by)));
	}

	/**
	 * Gives the focused action a score and goes to the next unrated one; comment and flags stay. Where the
	 * action was answered a moment ago, the same score is asked for once more.
	 */
	rateAndGoOn(score: Score): void {
		const { focused } = this;
		if (focused === undefined || !this.second.takes(score, focused.value)) return;
		this.#answer({ score, cannotRate: null });
		if (!this.#askWhy()) this.#goOn();
	}

	/** Gives an action a score and stays with it. */
	rate(index: number, score: Score): void {
		this.focus(index);
		this.#answer({ score, cannotRate: null });
		this.second.enter();
		this.#askWhy();
	}

	/** Gives the framed action the rater's former answer, and goes to the next unrated one. */
	keepFormer(): void {
		const { own, value } = this.focused ?? {};
		if (own == null || value === undefined) return;
		if (own.score !== null) this.rateAndGoOn(own.score);
		else if (!this.second.doubts(value)) this.cannotRate(own.cannotRate!);
	}

	/** Leaves the framed action, and what is open below it, for the next unrated one. */
	goOn(): void {
		this.#drawer = null;
		this.#goOn();
	}

	/** Says why the focused action cannot be rated, and goes to the next unrated one. */
	cannotRate(reason: CannotRateReason): void {
		this.#drawer = null;
		this.#answer({ score: null, cannotRate: reason });
		this.#goOn();
	}

	/** Sets the comment of an action, which need not be the focused one any more when typing ends. */
	comment(row: ActionRow, comment: string): void {
		this.#answer({ comment }, row, `comment ${this.#opening}`);
	}

	/** Keeps a comment that is too long to be saved with its action; null where there is none any more. */
	hold(row: ActionRow, draft: string | null): void {
		this.#actions.hold(row, draft);
	}

	toggleFlag(flag: Flag): void {
		const flags = this.focused?.value.flags ?? [];
		this.#answer({
			flags: flags.includes(flag) ? flags.filter((other) => other !== flag) : [...flags, flag]
		});
	}

	/** Opens a drawer below the focused action, or closes it where it is open. */
	toggle(drawer: Drawer): void {
		if (this.readOnly) return;
		this.second.withdraw();
		this.#opening += 1;
		this.#drawer = this.#drawer === drawer ? null : drawer;
	}

	closeDrawer(): void {
		this.#drawer = null;
	}

	/** @returns false where there is nothing to undo */
	undo(): boolean {
		if (this.readOnly) return false;
		const change = this.#history.undo();
		return this.#apply(change, change?.before) || this.#inVain('undo');
	}

	/** @returns false where there is nothing to do again */
	redo(): boolean {
		if (this.readOnly) return false;
		const change = this.#history.redo();
		return this.#apply(change, change?.after) || this.#inVain('redo');
	}

	/** Shows what the server has for an action, in the place of what was entered here. */
	accept(action: number, value: RatingValue): void {
		const row = this.#actions.find(action);
		if (row === undefined) return;
		this.#history.forget(action);
		this.#show(row, value);
	}

	/** Opens the comment for the reason that the framed action lacks; false where it lacks none. */
	#askWhy(): boolean {
		if (this.readOnly || !this.focused?.lacksReason) return false;
		this.#opening += 1;
		this.#drawer = 'comment';
		return true;
	}

	#goOn(): void {
		if (!this.readOnly) this.focus(this.#actions.next(this.#focus) ?? this.#focus);
	}

	#answer(part: Partial<RatingValue>, row = this.focused, run: string | null = null): void {
		if (this.readOnly || row === undefined) return;
		const before = row.value;
		const after = { ...before, ...part };
		if (sameValue(before, after)) return;
		this.#history.push({ action: row.id, before, after }, run);
		this.second.answered(row.number, before, after);
		this.#change(row, after);
	}

	#apply(change: Change | null, value: RatingValue | undefined): boolean {
		const row = change === null ? undefined : this.#actions.find(change.action);
		if (row === undefined || value === undefined) return false;
		this.focus(row.index);
		this.#drawer = null;
		this.second.settle();
		this.#change(row, value);
		return true;
	}

	#inVain(asked: 'undo' | 'redo'): false {
		this.#nothingTo = asked;
		return false;
	}

	#change(row: ActionRow, value: RatingValue): void {
		this.#nothingTo = null;
		this.#show(row, value);
		const activeMs = this.clock.take(row.id);
		row.activeMs += activeMs;
		this.#keep(row.id, value, activeMs);
	}

	#show(row: ActionRow, value: RatingValue): void {
		this.#actions.show(row, value);
		if (row === this.focused) this.second.enter();
	}
}
