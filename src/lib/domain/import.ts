/**
 * What an import would do to a study. Cases are known by external id and actions by number, so the same
 * file twice changes nothing. Text that someone has rated is never changed silently.
 */
import { asCase, sameJson, type Action, type Case, type ToldCase } from './case.ts';
import {
	isEmpty,
	isRated,
	noChange,
	rewordAction,
	rewordAll,
	SHOWN_TEXTS,
	type CaseChange,
	type KnownAction,
	type KnownCase
} from './case-change.ts';
import type { Problem } from './refusal.ts';
import type { CaseTexts } from './trail.ts';

/** What to do where a text that was rated differs: nothing at all, a new wording, or a mend of its spelling. */
export const REWORDING_POLICIES = ['refuse', 'version', 'mend'] as const;
export type RewordingPolicy = (typeof REWORDING_POLICIES)[number];

export type Tally = { new: number; changed: number; unchanged: number; removed: number };

/** A text that was rated and differs; `action` is null for the case's own. */
export type TextDifference = {
	case: string;
	action: number | null;
	field: 'presentation' | 'question' | 'text';
	old: string;
	new: string;
};

/** A case of the study that the import says something of. */
export type NamedCase = Pick<KnownCase, 'id' | 'gold'> & { externalId: string };

export type ImportPlan = {
	cases: Tally;
	actions: Tally;
	changes: CaseChange[];
	/** What stands in the way; with any of these nothing is imported. */
	problems: Problem[];
	/** Rated texts that get a new wording. */
	rewordings: TextDifference[];
	/** Rated texts that are mended: their ratings stay. */
	mends: TextDifference[];
	/** Cases of the study that do not come in and are not withdrawn: they stay as they are. */
	missing: NamedCase[];
	/** Cases that come in again although they were withdrawn: they stay so. */
	stillWithdrawn: NamedCase[];
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
	incoming: readonly ToldCase[],
	policy: RewordingPolicy
): ImportPlan {
	const comes = new Set(incoming.map(({ externalId }) => externalId));
	const plan: ImportPlan = {
		cases: { new: 0, changed: 0, unchanged: 0, removed: 0 },
		actions: { new: 0, changed: 0, unchanged: 0, removed: 0 },
		changes: [],
		problems: [],
		rewordings: [],
		mends: [],
		missing: known.filter((item) => !item.withdrawn && !comes.has(idOf(item))).map(named),
		stillWithdrawn: known.filter((item) => item.withdrawn && comes.has(idOf(item))).map(named)
	};
	const byId = new Map(known.map((item) => [idOf(item), item]));
	let next = Math.max(-1, ...known.map(({ position }) => position)) + 1;
	for (const told of incoming) {
		const before = byId.get(told.externalId);
		const value = asCase(told, before?.value);
		if (before !== undefined) compare(plan, before, value, policy);
		else {
			plan.cases.new += 1;
			plan.actions.new += value.actions.length;
			const insert = value.actions.map((action, position) => ({
				...{ position, wording: 1, value: action }
			}));
			plan.changes.push({ ...noChange(null, next, value), insert });
			next += 1;
		}
	}
	return plan;
}

const idOf = ({ value }: KnownCase) => value.externalId;
const named = ({ id, gold, value }: KnownCase): NamedCase => ({
	...{ id, gold, externalId: value.externalId }
});

function compare(plan: ImportPlan, before: KnownCase, value: Case, policy: RewordingPolicy): void {
	const change = noChange(before.id, before.position, value);
	const again = compareTexts(plan, change, before, policy);
	if (again.length > 0) rewordAll(change, before, value.actions, again);
	const old = new Map(before.actions.map((action, at) => [action.value.number, { action, at }]));
	/** What stays, but for the gaps before it: they are closed with whatever else changes. */
	const behindGaps: CaseChange['update'] = [];
	for (const [position, action] of value.actions.entries()) {
		const match = old.get(action.number);
		old.delete(action.number);
		if (match === undefined) {
			plan.actions.new += 1;
			const wording = (before.wordings.get(action.number) ?? 0) + 1;
			change.insert.push({ position, wording, value: action });
			change.reopenBecause ??= `Action ${action.number} was added.`;
		} else if (change.newWording) plan.actions.changed += 1;
		else if (match.action.rated && match.action.value.text !== action.text) {
			plan.actions.changed += 1;
			changeRated(plan, change, before, { old: match.action, action, position, policy });
		} else if (match.at !== position || !sameJson(match.action.value, action)) {
			plan.actions.changed += 1;
			change.update.push({ id: match.action.id, position, value: action });
		} else {
			plan.actions.unchanged += 1;
			if (match.action.position !== position) {
				behindGaps.push({ id: match.action.id, position, value: action });
			}
		}
	}
	for (const { action } of old.values()) remove(plan, change, before, action);
	if (isEmpty(change, before.value)) {
		plan.cases.unchanged += 1;
		return;
	}
	change.update.push(...behindGaps);
	plan.cases.changed += 1;
	plan.changes.push(change);
}

/** What is withdrawn may be missing from a file, and stays. */
function remove(
	plan: ImportPlan,
	change: CaseChange,
	before: KnownCase,
	{ id, rated, withdrawn, value }: KnownAction
): void {
	if (withdrawn !== null) return;
	plan.actions.removed += 1;
	change.remove.push(id);
	if (!rated) return;
	plan.problems.push({
		where: before.value.externalId,
		field: `action ${value.number}`,
		message:
			'is rated or ruled on already, and missing from the import. What was rated is never removed: put the ' +
			'action back, or withdraw it first.'
	});
}

/** @returns the texts of the case that raters have read and that get a new wording */
function compareTexts(
	plan: ImportPlan,
	change: CaseChange,
	before: KnownCase,
	policy: RewordingPolicy
): ('presentation' | 'question')[] {
	if (!isRated(before)) return [];
	const differing = SHOWN_TEXTS.filter((field) => before.value[field] !== change.value[field]);
	if (differing.length === 0) return [];
	const where = before.value.externalId;
	const parts = { old: {} as CaseTexts, new: {} as CaseTexts };
	for (const field of differing) {
		const [old, now] = [before.value[field], change.value[field]];
		Object.assign(parts.old, { [field]: old });
		Object.assign(parts.new, { [field]: now });
		const difference = { case: where, action: null, field, old: old ?? '', new: now ?? '' };
		if (policy === 'mend') plan.mends.push(difference);
		else if (policy === 'version') plan.rewordings.push(difference);
		else {
			plan.problems.push({
				...{ where, field },
				message:
					`differs, and raters have rated this case as it was. ${stood(old, now)} Restore the text, or ` +
					'import it as a mend that changes no meaning, or with new wordings: every action of the ' +
					'case is then rated again.'
			});
		}
	}
	if (policy === 'refuse') return [];
	change.texts.push({ what: policy === 'mend' ? 'case.mended' : 'case.reworded', ...parts });
	return policy === 'version' ? differing : [];
}

function changeRated(
	plan: ImportPlan,
	change: CaseChange,
	before: KnownCase,
	{
		old,
		action,
		position,
		policy
	}: { old: KnownAction; action: Action; position: number; policy: RewordingPolicy }
): void {
	const { number, text } = action;
	const where = before.value.externalId;
	if (policy === 'refuse') {
		plan.problems.push({
			where,
			field: `action ${number}`,
			message:
				`is rated already and its text differs. ${stood(old.value.text, text)} Restore the text, or import ` +
				'it as a mend that changes no meaning, or with new wordings: the old ratings then stay with the ' +
				'old wording, and the action is rated again.'
		});
		return;
	}
	const texts = { old: { number, text: old.value.text }, new: { number, text } };
	const difference = { case: where, action: number, field: 'text' as const };
	if (policy === 'mend') {
		plan.mends.push({ ...difference, old: old.value.text, new: text });
		change.texts.push({ what: 'action.mended', ...texts });
		change.update.push({ id: old.id, position, value: action });
		return;
	}
	plan.rewordings.push({ ...difference, old: old.value.text, new: text });
	change.texts.push({ what: 'action.reworded', ...texts });
	change.reopenBecause = `Action ${number} was reworded.`;
	rewordAction(change, before, { old, value: action, position });
}

const stood = (old: string | null, now: string | null) =>
	`It stood: ${quote(old)}; it comes in as: ${quote(now)}.`;

const quote = (text: string | null) =>
	text === null ? 'nothing' : `“${text.length > 200 ? `${text.slice(0, 200)}…` : text}”`;
