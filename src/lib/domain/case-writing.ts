/** What changes of a case that somebody has written anew as a whole, and what the trail tells of it. */
import type { Action, Case } from './case.ts';
import {
	changeAction,
	changeTexts,
	difference,
	isRated,
	noChange,
	SHOWN_TEXTS,
	tellWords,
	withPresentation,
	type CaseChange,
	type KnownAction,
	type KnownCase,
	type Meaning
} from './case-change.ts';
import type { CaseStructure, CaseTexts } from './trail.ts';
import { descriptionOf, type WrittenCase } from './written-case.ts';
import { actionOf, groupsOf, textsOf, variantsOf } from './written-value.ts';

/** An action in its place, and the one that it has been until now. */
type Placed = { old: KnownAction | null; value: Action; meaning: Meaning | null };

/** A case that the study does not have yet. */
export function newCase(written: WrittenCase, position: number): CaseChange {
	const actions = written.actions.map((action) => actionOf(action, null));
	const { externalId } = written;
	const value: Case = {
		...textsOf(written),
		externalId,
		guidance: written.guidance,
		heldOut: written.heldOut,
		actions,
		groups: groupsOf(written, []),
		variants: variantsOf(written, []),
		source: null
	};
	const insert = actions.map((action, at) => ({ position: at, wording: 1, value: action }));
	return { ...noChange(null, position, value), insert };
}

/**
 * What changes of a case.
 *
 * Texts that somebody has rated change as `editCase` and `editAction` have them. What no rating rests on, the order of
 * actions and what belongs together, is changed in place. An action that is not among those written is taken out:
 * whoever asks has made sure that nobody has rated it. One that has another number than before takes the place of
 * the old: whoever asks has made sure that nobody has rated anything in the case.
 *
 * @returns null where nothing differs
 */
export function rewrite(before: KnownCase, written: WrittenCase): CaseChange | null {
	const placed = inPlace(before, written);
	const texts = textsOf(written);
	const value = withPresentation(
		{
			...before.value,
			...texts,
			guidance: written.guidance,
			heldOut: written.heldOut,
			actions: placed.map((action) => action.value),
			groups: groupsOf(written, before.value.groups),
			variants: variantsOf(written, before.value.variants)
		},
		before.value.presentation
	);
	const change = noChange(before.id, before.position, value);
	changeTexts(change, before, Object.keys(texts) as (keyof CaseTexts)[], written.meaning);
	takeOut(change, before, placed);
	for (const [position, action] of placed.entries()) {
		place(change, before, { ...action, position });
	}
	tellStructure(change, before, placed);
	// Gaps in the order are closed with whatever else changes, and are no change of their own.
	return change.texts.length === 0 ? null : change;
}

/** The fields whose change asks what is meant, where nobody said: of the case itself, or of an action by its place. */
export function unsaid(before: KnownCase, written: WrittenCase): string[] {
	const differs = SHOWN_TEXTS.some((name) => before.value[name] !== written[name]);
	const places = written.actions.flatMap(({ was, text, meaning }, at) => {
		const old = before.actions.find(({ value }) => value.number === was);
		const asks = old?.rated === true && old.value.text !== text && meaning === null;
		return asks ? [`actions.${at}.meaning`] : [];
	});
	return differs && isRated(before) && written.meaning === null ? ['meaning', ...places] : places;
}

/** The actions in their order; each that is withdrawn stays behind the one it stood behind. */
function inPlace(before: KnownCase, { actions }: WrittenCase): Placed[] {
	const byNumber = new Map(before.actions.map((action) => [action.value.number, action]));
	const placed = actions.map((action): Placed => {
		const old = action.was === null ? null : (byNumber.get(action.was) ?? null);
		return { old, value: actionOf(action, old?.value ?? null), meaning: action.meaning };
	});
	for (const [at, old] of before.actions.entries()) {
		if (old.withdrawn === null) continue;
		const ahead = before.actions.slice(0, at);
		const behind = placed.findLastIndex((one) => one.old !== null && ahead.includes(one.old));
		placed.splice(behind + 1, 0, { old, value: old.value, meaning: null });
	}
	return placed;
}

function takeOut(change: CaseChange, before: KnownCase, placed: readonly Placed[]): void {
	const kept = new Set(placed.map(({ old }) => old));
	for (const action of before.actions) {
		if (kept.has(action)) continue;
		const { number, text } = action.value;
		change.remove.push(action.id);
		change.texts.push({ what: 'action.deleted', old: { number, text } });
	}
}

type InPlace = Placed & { position: number };

function place(change: CaseChange, before: KnownCase, action: InPlace): void {
	const { old, value, meaning, position } = action;
	const { number } = value;
	if (old === null) {
		// Whatever has the number now goes, or takes another: its rows make room.
		const goes = before.actions.some((one) => one.value.number === number);
		const wording = goes ? 1 : (before.wordings.get(number) ?? 0) + 1;
		change.insert.push({ position, wording, value });
		change.reopenBecause ??= `Action ${number} was added.`;
		const { text, category } = value;
		change.texts.push({ what: 'action.added', new: { number, text, category } });
		return;
	}
	const now = { old, value, meaning, position };
	tellWords(change, now);
	tellParts(change, old, value);
	if (change.newWording) return;
	if (old.value.number !== number) {
		change.remove.push(old.id);
		change.insert.push({ position, wording: 1, value });
	} else changeAction(change, before, now);
}

const STRUCTURE = [
	...(['number', 'group', 'groupType', 'dependsOn'] as const),
	...(['isHarmOfInaction', 'referenceScore'] as const)
];

/** Tells what changes of an action that no rating rests on. */
function tellParts(change: CaseChange, { value: old }: KnownAction, value: Action): void {
	const found = difference(STRUCTURE, old, value);
	if (found.names.length === 0) return;
	change.texts.push({
		what: 'action.structured',
		old: { number: old.number, ...found.old },
		new: { number: value.number, ...found.now }
	});
}

/** What is told of the case beside its texts and its actions. */
function tellStructure(change: CaseChange, before: KnownCase, placed: readonly Placed[]): void {
	const structureOf = (item: Case): Required<Omit<CaseStructure, 'order'>> => ({
		heldOut: item.heldOut,
		guidance: item.guidance,
		groups: item.groups.map(({ name, pickType, pickCount }) => `${name}: ${pickType} ${pickCount}`),
		variants: item.variants
			.filter(({ externalId }) => externalId !== item.externalId)
			.map((variant) => {
				const { externalId, presentation } = variant;
				return { externalId, presentation, description: descriptionOf(variant) };
			})
	});
	const [old, now] = [structureOf(before.value), structureOf(change.value)];
	const found = difference(Object.keys(now) as (keyof typeof now)[], old, now);
	const order = orderOf(before, placed);
	if (found.names.length === 0 && order === null) return;
	change.texts.push({
		what: 'case.structured',
		old: { ...found.old, ...(order === null ? {} : { order: order.old }) },
		new: { ...found.now, ...(order === null ? {} : { order: order.now }) }
	});
}

/** The numbers in the order before and now, of the actions that stay; null where it is the same. */
function orderOf(before: KnownCase, placed: readonly Placed[]) {
	const now = placed.flatMap(({ old }) => (old === null ? [] : [old]));
	const old = before.actions.filter((action) => now.includes(action));
	if (old.every((action, at) => action === now[at])) return null;
	const numbers = (of: readonly KnownAction[]) => of.map(({ value }) => value.number);
	return { old: numbers(old), now: numbers(now) };
}
