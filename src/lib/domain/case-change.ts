/**
 * What changes of a case, whoever changes it: an import or a person. A text that somebody has rated is replaced
 * only as a mend, which changes no meaning; a new meaning is a new wording, a row of its own, and the old ratings
 * stay with the old one.
 */
import { sameJson, type Action, type Case, type Variant } from './case.ts';
import type { ActionStructure, ActionTexts, CaseStructure, CaseTexts } from './trail.ts';

/** When something was taken out of the study, and why. */
export type Withdrawal = { at: number; reason: string | null };

export type KnownAction = {
	id: number;
	/** As it is stored: what was taken out before it leaves a gap. */
	position: number;
	/** Somebody has rated it, or ruled on it. */
	rated: boolean;
	withdrawn: Withdrawal | null;
	value: Action;
};

/** A case as it stands, with what the database knows of its parts. */
export type KnownCase = {
	id: number;
	position: number;
	/** Raised by each change. */
	version: number;
	gold: boolean;
	withdrawn: boolean;
	value: Case;
	/** As they are worded now, withdrawn ones too, in the order of the file. */
	actions: KnownAction[];
	/** The newest wording each number ever had, superseded ones included. */
	wordings: ReadonlyMap<number, number>;
};

export type NewAction = {
	position: number;
	wording: number;
	value: Action;
	/** Of a new wording of an action that is withdrawn. */
	withdrawn?: Withdrawal;
};

/** A text that changes, or what belongs to it, as the trail tells it. */
export type TextChange =
	| {
			what: 'case.mended' | 'case.reworded' | 'case.changed';
			old: CaseTexts;
			new: CaseTexts;
	  }
	| {
			what: 'action.mended' | 'action.reworded' | 'action.changed';
			old: ActionTexts;
			new: ActionTexts;
	  }
	| { what: 'action.added'; new: { number: number; text: string; category: string } }
	| { what: 'action.deleted'; old: { number: number; text: string } }
	| { what: 'case.structured'; old: CaseStructure; new: CaseStructure }
	| { what: 'action.structured'; old: ActionStructure; new: ActionStructure };

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
	/** True where presentation or question have a new meaning: with them every action is rated again. */
	newWording: boolean;
	/** What the trail tells of, text by text. */
	texts: TextChange[];
	/** Why submitted assignments of this case must be opened again; null where they need not. */
	reopenBecause: string | null;
};

/** What raters read beside the actions. */
export const SHOWN_TEXTS = ['presentation', 'question'] as const;

/** How a text that was rated changes: without a change of meaning, or with one. */
export const MEANINGS = ['mend', 'reword'] as const;
export type Meaning = (typeof MEANINGS)[number];

/** A change of a case that changes nothing yet. */
export function noChange(id: number | null, position: number, value: Case): CaseChange {
	return {
		...{ id, position, value, insert: [], update: [], supersede: [], remove: [] },
		...{ newWording: false, texts: [], reopenBecause: null }
	};
}

/** True where somebody has rated an action of the case as it is worded now. */
export const isRated = ({ actions }: Pick<KnownCase, 'actions'>) =>
	actions.some(({ rated }) => rated);

/**
 * Changes texts of a case by hand.
 *
 * @param meaning what the change of a rated presentation or question is; other texts have no meaning for raters
 * @returns null where nothing differs
 */
export function editCase(before: KnownCase, edit: CaseTexts, meaning: Meaning): CaseChange | null {
	const texts = Object.fromEntries(Object.entries(edit).filter(([, text]) => text !== undefined));
	const value = withPresentation({ ...before.value, ...texts }, before.value.presentation);
	const change = noChange(before.id, before.position, value);
	changeTexts(change, before, Object.keys(texts) as (keyof CaseTexts)[], meaning);
	return change.texts.length === 0 ? null : change;
}

/**
 * Tells which of these texts of a case change, and words every action anew where those that raters have read with it
 * have another meaning.
 */
export function changeTexts(
	change: CaseChange,
	before: KnownCase,
	names: readonly (keyof CaseTexts)[],
	meaning: Meaning | null
): void {
	const found = difference(names, before.value, change.value);
	if (found.names.length === 0) return;
	const shown = SHOWN_TEXTS.filter((name) => found.names.includes(name));
	const again = isRated(before) && shown.length > 0 && meaning === 'reword';
	const mended = isRated(before) ? 'case.mended' : 'case.changed';
	change.texts.push({ what: again ? 'case.reworded' : mended, old: found.old, new: found.now });
	if (again) rewordAll(change, before, change.value.actions, shown);
}

/**
 * Changes the text or the category of an action by hand.
 *
 * @param edit the text and the category from now on
 * @param meaning what the change of a rated text is; a category has no meaning for raters
 * @returns null where nothing differs, or the case has no such action
 */
export function editAction(
	before: KnownCase,
	number: number,
	edit: Pick<Action, 'text' | 'category'>,
	meaning: Meaning
): CaseChange | null {
	const old = before.actions.find(({ value }) => value.number === number);
	if (old === undefined) return null;
	const now = { old, value: { ...old.value, ...edit }, meaning, position: old.position };
	const change = noChange(before.id, before.position, before.value);
	tellWords(change, now);
	if (change.texts.length === 0) return null;
	changeAction(change, before, now);
	return change;
}

/** An action as it was and as it is from now on. */
export type ActionNow = {
	old: KnownAction;
	value: Action;
	/** What the change of a rated text is; null where nobody said. */
	meaning: Meaning | null;
	position: number;
};

/** True where raters are to rate the action again. */
const isReworded = ({ old, value, meaning }: Omit<ActionNow, 'position'>) =>
	old.rated && old.value.text !== value.text && meaning === 'reword';

/** Tells what changes of the text and the category of an action. */
export function tellWords(change: CaseChange, now: Omit<ActionNow, 'position'>): void {
	const { old, value } = now;
	const { number } = value;
	const words = difference(['text', 'category'], old.value, value);
	if (words.names.length === 0) return;
	const mended = old.rated ? 'action.mended' : 'action.changed';
	change.texts.push({
		what: isReworded(now) ? 'action.reworded' : mended,
		...{ old: { number, ...words.old }, new: { number, ...words.now } }
	});
}

/** Changes an action under its number: in its row, or by a new wording. */
export function changeAction(change: CaseChange, before: KnownCase, now: ActionNow): void {
	const { old, value, position } = now;
	if (isReworded(now)) {
		rewordAction(change, before, now);
		change.reopenBecause ??= `Action ${value.number} was reworded.`;
	} else if (old.position !== position || !sameJson(old.value, value)) {
		change.update.push({ id: old.id, position, value });
	}
}

/** What differs of two things, of the parts with these names: as it was, and as it is now. */
export function difference<Of extends object, Name extends keyof Of>(
	names: readonly Name[],
	old: Of,
	now: Of
): { names: Name[]; old: Partial<Pick<Of, Name>>; now: Partial<Pick<Of, Name>> } {
	const differ = names.filter((name) => !sameJson(old[name], now[name]));
	const of = (from: Of) =>
		Object.fromEntries(differ.map((name) => [name, from[name]])) as Partial<Pick<Of, Name>>;
	return { names: differ, old: of(old), now: of(now) };
}

/** Puts a new wording of one action in the place of the old. */
export function rewordAction(
	change: CaseChange,
	{ wordings }: KnownCase,
	{ old, value, position }: Omit<ActionNow, 'meaning'>
): void {
	change.supersede.push(old.id);
	change.insert.push({
		...{ position, value, wording: (wordings.get(value.number) ?? 0) + 1 },
		...(old.withdrawn === null ? {} : { withdrawn: old.withdrawn })
	});
}

/**
 * Puts a new wording in the place of every action that stays, because what it is read with has a new meaning.
 *
 * @param actions as they are from now on; one that the case does not have yet is none of these
 * @param shown the texts with a new meaning
 */
export function rewordAll(
	change: CaseChange,
	before: KnownCase,
	actions: readonly Action[],
	shown: readonly (typeof SHOWN_TEXTS)[number][]
): void {
	const known = new Map(before.actions.map((action) => [action.value.number, action]));
	change.newWording = true;
	change.reopenBecause = `The ${shown.join(' and the ')} ${shown.length === 1 ? 'was' : 'were'} reworded.`;
	for (const [position, value] of actions.entries()) {
		const old = known.get(value.number);
		if (old !== undefined) rewordAction(change, before, { old, value, position });
	}
}

/**
 * A case whose presentation is another now: its own entry among the variants of a kit says the same, wherever
 * it said the old one.
 */
export function withPresentation(value: Case, old: string): Case {
	const now = value.presentation;
	if (now === old) return value;
	const said = <T>(text: T) => (typeof text === 'string' ? text.replaceAll(old, () => now) : text);
	const variants = value.variants.map((variant): Variant => {
		if (variant.externalId !== value.externalId) return variant;
		const { presentation, item, perturbation } = variant;
		return {
			...variant,
			presentation: said(presentation),
			item: item?.prompt === undefined ? item : { ...item, prompt: said(item.prompt) },
			perturbation:
				perturbation?.presentation === undefined
					? perturbation
					: { ...perturbation, presentation: said(perturbation.presentation) }
		};
	});
	return { ...value, variants };
}

/** True where a change does nothing to the actions, and nothing to the case itself. */
export function isEmpty(change: CaseChange, before: Case): boolean {
	const { insert, update, supersede, remove } = change;
	const untouched = insert.length + update.length + supersede.length + remove.length === 0;
	return untouched && sameJson(withoutActions(before), withoutActions(change.value));
}

const withoutActions = (value: Case) => ({ ...value, actions: null });
