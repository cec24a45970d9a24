/**
 * What an import would do to a study. Cases are known by external id and actions by number, so the same
 * file twice changes nothing. Text that someone has rated is never changed silently.
 */
import { sameJson, type Action, type Case } from './case.ts';
import type { Problem } from './refusal.ts';

/** A case as it stands, with what the database knows of its parts. */
export type KnownCase = {
	id: number;
	position: number;
	value: Case;
	actions: { id: number; rated: boolean; value: Action }[];
	/** The newest wording each number ever had, superseded ones included. */
	wordings: ReadonlyMap<number, number>;
};

/** What to do where the text of a rated action differs. */
export const REWORDING_POLICIES = ['refuse', 'version'] as const;
export type RewordingPolicy = (typeof REWORDING_POLICIES)[number];

export type Tally = { new: number; changed: number; unchanged: number; removed: number };

export type NewAction = { position: number; wording: number; value: Action };

export type CaseChange = {
	/** Null for a case the study does not have yet. */
	id: number | null;
	position: number;
	value: Case;
	insert: NewAction[];
	update: { id: number; position: number; value: Action }[];
	/** Rated actions whose text changes: the old row stays with its ratings. */
	supersede: number[];
	remove: number[];
	/** Why submitted assignments of this case must be opened again; null where they need not. */
	reopenBecause: string | null;
};

export type ImportPlan = {
	cases: Tally;
	actions: Tally;
	changes: CaseChange[];
	/** What stands in the way; with any of these nothing is imported. */
	problems: Problem[];
	/** Rated actions that get a new wording. */
	rewordings: { case: string; action: number; old: string; new: string }[];
};

/**
 * Compares what a study has with what comes in. Cases of the study that do not come in stay as they are.
 *
 * @param known the study's cases
 * @param incoming the cases of the file, each with its actions
 * @param policy what to do where rated text differs
 */
export function planImport(
	known: readonly KnownCase[],
	incoming: readonly Case[],
	policy: RewordingPolicy
): ImportPlan {
	const plan: ImportPlan = {
		cases: { new: 0, changed: 0, unchanged: 0, removed: 0 },
		actions: { new: 0, changed: 0, unchanged: 0, removed: 0 },
		changes: [],
		problems: [],
		rewordings: []
	};
	const byId = new Map(known.map((item) => [item.value.externalId, item]));
	let next = Math.max(-1, ...known.map(({ position }) => position)) + 1;
	for (const value of incoming) {
		const before = byId.get(value.externalId);
		if (before !== undefined) compare(plan, before, value, policy);
		else {
			plan.cases.new += 1;
			plan.actions.new += value.actions.length;
			plan.changes.push({
				id: null,
				position: next,
				value,
				insert: value.actions.map((action, position) => ({ position, wording: 1, value: action })),
				update: [],
				supersede: [],
				remove: [],
				reopenBecause: null
			});
			next += 1;
		}
	}
	return plan;
}

function compare(plan: ImportPlan, before: KnownCase, value: Case, policy: RewordingPolicy): void {
	const change: CaseChange = {
		id: before.id,
		position: before.position,
		value,
		insert: [],
		update: [],
		supersede: [],
		remove: [],
		reopenBecause: null
	};
	checkPresentation(plan, before, value);
	const old = new Map(
		before.actions.map((action, position) => [action.value.number, { action, position }])
	);
	for (const [position, action] of value.actions.entries()) {
		const match = old.get(action.number);
		old.delete(action.number);
		const wording = (before.wordings.get(action.number) ?? 0) + 1;
		if (match === undefined) {
			plan.actions.new += 1;
			change.insert.push({ position, wording, value: action });
			change.reopenBecause ??= `Action ${action.number} was added.`;
		} else if (match.action.rated && match.action.value.text !== action.text) {
			plan.actions.changed += 1;
			reword(plan, change, { old: match.action, action, position, wording, policy });
		} else if (match.position !== position || !sameJson(match.action.value, action)) {
			plan.actions.changed += 1;
			change.update.push({ id: match.action.id, position, value: action });
		} else plan.actions.unchanged += 1;
	}
	for (const { action } of old.values()) {
		plan.actions.removed += 1;
		change.remove.push(action.id);
		if (action.rated) {
			plan.problems.push({
				where: value.externalId,
				field: `action ${action.value.number}`,
				message:
					'is rated already and missing from the import. Ratings are never removed: put the action back.'
			});
		}
	}
	if (isEmpty(change) && sameJson(withoutActions(before.value), withoutActions(value))) {
		plan.cases.unchanged += 1;
		return;
	}
	plan.cases.changed += 1;
	plan.changes.push(change);
}

const isEmpty = ({ insert, update, supersede, remove }: CaseChange) =>
	insert.length + update.length + supersede.length + remove.length === 0;

const withoutActions = (value: Case) => ({ ...value, actions: null });

function checkPresentation(plan: ImportPlan, before: KnownCase, value: Case): void {
	if (!before.actions.some(({ rated }) => rated)) return;
	for (const field of ['presentation', 'question'] as const) {
		if (before.value[field] === value[field]) continue;
		plan.problems.push({
			where: value.externalId,
			field,
			message:
				`differs, and raters have rated this case as it was. It stood: ${quote(before.value[field])}; ` +
				`it comes in as: ${quote(value[field])}. Import it as a new case, or restore the text.`
		});
	}
}

function reword(
	plan: ImportPlan,
	change: CaseChange,
	{
		old,
		action,
		position,
		wording,
		policy
	}: {
		old: KnownCase['actions'][number];
		action: Action;
		position: number;
		wording: number;
		policy: RewordingPolicy;
	}
): void {
	if (policy === 'refuse') {
		plan.problems.push({
			where: change.value.externalId,
			field: `action ${action.number}`,
			message:
				`is rated already and its text differs. It stood: ${quote(old.value.text)}; it comes in as: ` +
				`${quote(action.text)}. Restore the text, or import with new wordings: the old ratings then ` +
				'stay with the old wording, and the action is rated again.'
		});
		return;
	}
	change.supersede.push(old.id);
	change.insert.push({ position, wording, value: action });
	change.reopenBecause = `Action ${action.number} was reworded.`;
	plan.rewordings.push({
		case: change.value.externalId,
		action: action.number,
		old: old.value.text,
		new: action.text
	});
}

const quote = (text: string | null) =>
	text === null ? 'nothing' : `“${text.length > 200 ? `${text.slice(0, 200)}…` : text}”`;
