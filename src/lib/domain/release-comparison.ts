/** What is otherwise in one release than in another: case by case, action by action. */
import type { Basis } from './consensus.ts';
import { zone, type Score } from './scale.ts';

/** An action of a release, as far as two releases are compared. */
export type ReleasedAction = {
	number: number;
	/** Its words, or what stands for them: the same for the same words. */
	text: string;
	/** The final score; null where it is unresolved. */
	score: Score | null;
	basis: Basis;
};

/** `told`: what raters read of the case, or what stands for it, as `text` of an action. */
export type ReleasedCase = { id: string; told: string; actions: readonly ReleasedAction[] };

/** What can become of an action from one release to another. */
export const CHANGES = [
	'added',
	'removed',
	'reworded',
	/** Another final score under another label: harmful, uncertain, beneficial. */
	'label',
	/** Another final score under the same label. */
	'severity',
	'resolved',
	'unresolved',
	/** The same final score, come to in another way. */
	'basis'
] as const;
export type Change = (typeof CHANGES)[number];

type State = Omit<ReleasedAction, 'number'>;

/** An action that is otherwise; `from` or `to` is null where it is in one of the releases only. */
export type ChangedAction = {
	case: string;
	number: number;
	from: State | null;
	to: State | null;
	/** At least one, in the order of `CHANGES`. */
	changes: Change[];
};

/** Cases by their ids, in the order of the text; and how many actions changed in each way. */
export type Differences = {
	cases: { added: string[]; removed: string[]; changed: string[] };
	actions: Record<Change, number>;
};

/**
 * Compares two releases. An action is the same where case and number are the same, whatever it says.
 *
 * @param before the cases of the one; they are let go of as they are met in the other
 * @param after those of the other, in any order
 * @param onAction is told of every action that changed, in no particular order
 */
export class Comparing {
	readonly #before: Map<string, ReleasedCase>;
	readonly #onAction: (action: ChangedAction) => void;
	readonly #cases: Differences['cases'] = { added: [], removed: [], changed: [] };
	readonly #actions = Object.fromEntries(CHANGES.map((change) => [change, 0])) as Record<
		Change,
		number
	>;

	constructor(
		before: Iterable<ReleasedCase>,
		onAction: (action: ChangedAction) => void = () => {}
	) {
		this.#before = new Map();
		for (const one of before) this.#before.set(one.id, one);
		this.#onAction = onAction;
	}

	/** Holds a case of the other release against the first. */
	add(after: ReleasedCase): void {
		const before = this.#before.get(after.id);
		this.#before.delete(after.id);
		if (before === undefined) this.#cases.added.push(after.id);
		else if (before.told !== after.told) this.#cases.changed.push(after.id);
		const known = new Map((before?.actions ?? []).map((action) => [action.number, action]));
		for (const { number, ...to } of after.actions) {
			this.#say(after.id, number, known.get(number) ?? null, to);
			known.delete(number);
		}
		for (const gone of known.values()) this.#say(after.id, gone.number, gone, null);
	}

	/** What was found, once every case of the other release was added. */
	end(): Differences {
		for (const { id, actions } of this.#before.values()) {
			this.#cases.removed.push(id);
			for (const gone of actions) this.#say(id, gone.number, gone, null);
		}
		this.#before.clear();
		for (const ids of Object.values(this.#cases)) ids.sort();
		return { cases: this.#cases, actions: this.#actions };
	}

	#say(id: string, number: number, before: State | null, after: State | null): void {
		const changes = changesOf(before, after);
		if (changes.length === 0) return;
		for (const change of changes) this.#actions[change] += 1;
		const [from, to] = [stateOf(before), stateOf(after)];
		this.#onAction({ case: id, number, from, to, changes });
	}
}

const stateOf = (state: State | null): State | null =>
	state && { text: state.text, score: state.score, basis: state.basis };

function changesOf(from: State | null, to: State | null): Change[] {
	if (from === null) return ['added'];
	if (to === null) return ['removed'];
	const final = finalChange(from, to);
	return [...(from.text === to.text ? [] : ['reworded' as const]), ...(final ?? [])];
}

function finalChange(from: State, to: State): Change[] | null {
	if (from.score === null) return to.score === null ? null : ['resolved'];
	if (to.score === null) return ['unresolved'];
	if (from.score === to.score) return from.basis === to.basis ? null : ['basis'];
	return [zone(from.score) === zone(to.score) ? 'severity' : 'label'];
}

/** Changed actions by case, in the order of the text, and then by number. */
export function inOrder(actions: readonly ChangedAction[]): ChangedAction[] {
	return actions.toSorted((a, b) =>
		a.case === b.case ? a.number - b.number : a.case < b.case ? -1 : 1
	);
}
