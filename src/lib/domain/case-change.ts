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
	const differs = (Object.keys(edit) as (keyof CaseTexts)[]).filter(
		(name) => edit[name] !== undefined && edit[name] !== before.value[name]
	);
	if (differs.length === 0) return null;
	const part = (of: CaseTexts) =>
		Object.fromEntries(differs.map((name) => [name, of[name]])) as CaseTexts;
	const value = withPresentation({ ...before.value, ...part(edit) }, before.value.presentation);
	const change = noChange(before.id, before.position, value);
	const shown = SHOWN_TEXTS.filter((name) => differs.includes(name));
	const again = shown.length > 0 && isRated(before) && meaning === 'reword';
	const mended = isRated(before) ? 'case.mended' : 'case.changed';
	change.texts.push({
		what: again ? 'case.reworded' : mended,
		old: part(before.value),
		new: part(edit)
	});
	if (again) rewordAll(change, before, value.actions, shown);
	return change;
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
	const names = (['text', 'category'] as const).filter((name) => edit[name] !== old.value[name]);
	if (names.length === 0) return null;
	const part = (of: Pick<Action, 'text' | 'category'>): ActionTexts => ({
		number,
		...Object.fromEntries(names.map((name) => [name, of[name]]))
	});
	const { position } = old;
	const value = { ...old.value, ...edit };
	const change = noChange(before.id, before.position, before.value);
	const again = old.rated && names.includes('text') && meaning === 'reword';
	const mended = old.rated ? 'action.mended' : 'action.changed';
	change.texts.push({
		what: again ? 'action.reworded' : mended,
		old: part(old.value),
		new: part(edit)
	});
	if (again) {
		rewordAction(change, before, { old, value, position });
		change.reopenBecause = `Action ${number} was reworded.`;
	} else change.update.push({ id: old.id, position, value });
	return change;
}

/** Puts a new wording of one action in the place of the old. */
export function rewordAction(
	change: CaseChange,
	{ wordings }: KnownCase,
	{ old, value, position }: { old: KnownAction; value: Action; position: number }
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
