/** What changes of a case that somebody has written anew as a whole, and what the trail tells of it. */
import { sameJson, type Action, type Case } from './case.ts';
import {
	isRated,
	noChange,
	rewordAction,
	rewordAll,
	SHOWN_TEXTS,
	withPresentation,
	type CaseChange,
	type KnownAction,
	type KnownCase,
	type Meaning
} from './case-change.ts';
import type { ActionStructure, CaseStructure, CaseTexts } from './trail.ts';
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
	const value = withPresentation(
		{
			...before.value,
			...textsOf(written),
			guidance: written.guidance,
			heldOut: written.heldOut,
			actions: placed.map((action) => action.value),
			groups: groupsOf(written, before.value.groups),
			variants: variantsOf(written, before.value.variants)
		},
		before.value.presentation
	);
	const change = noChange(before.id, before.position, value);
	tellTexts(change, before, written);
	const shown = SHOWN_TEXTS.filter((name) => before.value[name] !== value[name]);
	if (shown.length > 0 && isRated(before) && written.meaning === 'reword') {
		rewordAll(change, before, value.actions, shown);
	}
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
	tellAction(change, old, action);
	if (change.newWording) return;
	if (old.value.number !== number) {
		change.remove.push(old.id);
		change.insert.push({ position, wording: 1, value });
	} else if (old.rated && old.value.text !== value.text && meaning === 'reword') {
		rewordAction(change, before, { old, value, position });
		change.reopenBecause ??= `Action ${number} was reworded.`;
	} else if (old.position !== position || !sameJson(old.value, value)) {
		change.update.push({ id: old.id, position, value });
	}
}

function tellTexts(change: CaseChange, before: KnownCase, written: WrittenCase): void {
	const now = textsOf(written);
	const names = (Object.keys(now) as (keyof typeof now)[]).filter(
		(name) => now[name] !== before.value[name]
	);
	if (names.length === 0) return;
	const part = (of: CaseTexts) =>
		Object.fromEntries(names.map((name) => [name, of[name]])) as CaseTexts;
	const again = SHOWN_TEXTS.some((name) => names.includes(name)) && written.meaning === 'reword';
	const rated = isRated(before);
	change.texts.push({
		what: rated ? (again ? 'case.reworded' : 'case.mended') : 'case.changed',
		...{ old: part(before.value), new: part(now) }
	});
}

const WORDS = ['text', 'category'] as const;
const STRUCTURE = [
	...['number', 'group', 'groupType', 'dependsOn'],
	...['isHarmOfInaction', 'referenceScore']
] as (keyof ActionStructure)[];

function tellAction(change: CaseChange, { rated, value: old }: KnownAction, now: Placed): void {
	const { value, meaning } = now;
	const { number } = value;
	const parts = <Name extends string>(names: readonly Name[]) => {
		const differ = names.filter(
			(name) =>
				!sameJson((old as Record<string, unknown>)[name], (value as Record<string, unknown>)[name])
		);
		const of = (from: Record<string, unknown>) =>
			Object.fromEntries(differ.map((name) => [name, from[name]]));
		return { differ, old: of(old), new: of(value) };
	};
	const words = parts(WORDS);
	if (words.differ.length > 0) {
		const again = words.differ.includes('text') && meaning === 'reword';
		change.texts.push({
			what: rated ? (again ? 'action.reworded' : 'action.mended') : 'action.changed',
			...{ old: { number, ...words.old }, new: { number, ...words.new } }
		});
	}
	const structure = parts(STRUCTURE);
	if (structure.differ.length > 0) {
		const { number: was } = old;
		change.texts.push({
			what: 'action.structured',
			...{ old: { number: was, ...structure.old }, new: { number, ...structure.new } }
		});
	}
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
	const names = (Object.keys(now) as (keyof typeof now)[]).filter(
		(name) => !sameJson(old[name], now[name])
	);
	const part = (of: CaseStructure) => Object.fromEntries(names.map((name) => [name, of[name]]));
	const order = orderOf(before, placed);
	if (names.length === 0 && order === null) return;
	change.texts.push({
		what: 'case.structured',
		old: { ...part(old), ...(order === null ? {} : { order: order.old }) },
		new: { ...part(now), ...(order === null ? {} : { order: order.now }) }
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
