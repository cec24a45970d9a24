/** Changing the texts of a case by hand: a mend, which changes no meaning, or a new wording. */
import { z } from 'zod';
import {
	editAction,
	editCase,
	MEANINGS,
	type CaseChange,
	type KnownCase
} from '#lib/domain/case-change.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { MAX_CASE_TEXT } from '#lib/domain/written-case-schema.ts';
import { by, type Actor, type App } from '../../app.ts';
import { atomically, type Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import type { Study } from '../../store/studies.ts';
import { assertMaySignAgain, changeCase } from './case-steps.ts';
import { caseToChange, knownCase, type CaseAsked } from './known-cases.ts';
import { gradeAnew } from './withdrawing.ts';

const text = z.string().max(MAX_CASE_TEXT, 'this is longer than a case can be');
const filled = (what: string) => text.refine((value) => value.trim() !== '', `${what} is empty`);
/** Nothing is null: an empty field means that there is none. */
const maybe = text.transform((value) => (value.trim() === '' ? null : value));

/** A line of at most so many characters. */
const short = (empty: string, most: number) =>
	z.string().trim().min(1, empty).max(most, `at most ${most} characters`);

const how = {
	/** What it is where somebody has rated what changes. */
	meaning: z.enum(MEANINGS).optional(),
	reason: z.string().trim().max(1000, 'at most 1,000 characters').default('')
};

const caseEditSchema = z.object({
	...how,
	presentation: filled('the presentation').optional(),
	question: maybe.optional(),
	reference: maybe.optional(),
	specialty: short('choose or write a specialty', 64).optional()
});
export type CaseEdit = z.input<typeof caseEditSchema>;

const actionEditSchema = z.object({
	...how,
	number: z.int().positive('this case has no such action'),
	text: filled('the text').optional(),
	category: short('choose or write a category', 200).optional()
});
export type ActionEdit = z.input<typeof actionEditSchema>;

/** What came of it: how what was rated has changed, and whether those who had signed the case are to sign it again. */
export type Edited = { how: 'mended' | 'reworded' | 'changed'; again: boolean };

/**
 * Changes presentation, question, reference or specialty of a case. Where somebody has rated it, a new presentation
 * or question is a mend, or a new wording after which every action is rated again.
 *
 * @param edit the fields to change; one that is left out stays
 * @throws Refusal ('missing'), ('invalid') where nothing differs, or no meaning or reason is given for what is rated,
 *   ('conflict') where the case is no longer as it was seen or its signatures cannot be asked for again; ZodError
 */
export async function changeTexts(
	app: App,
	actor: Actor,
	asked: CaseAsked,
	edit: CaseEdit
): Promise<Edited> {
	const { meaning, reason, ...texts } = caseEditSchema.parse(edit);
	return change(app, actor, asked, reason, (known) =>
		decided(meaning, (as) => editCase(known, texts, as))
	);
}

/**
 * Changes text or category of one action, as `changeTexts` does.
 *
 * @throws as `changeTexts`
 */
export async function changeAction(
	app: App,
	actor: Actor,
	asked: CaseAsked,
	edit: ActionEdit
): Promise<Edited> {
	const { meaning, reason, number, ...texts } = actionEditSchema.parse(edit);
	return change(app, actor, asked, reason, (known) => {
		const { value } = actionNumbered(known, number);
		const next = { text: value.text, category: value.category, ...defined(texts) };
		return decided(meaning, (as) => editAction(known, number, next, as));
	});
}

const defined = (texts: { text?: string | undefined; category?: string | undefined }) =>
	Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined));

/**
 * One action of a case, as it is worded now.
 *
 * @throws Refusal ('missing')
 */
export function actionNumbered({ actions, value: { externalId } }: KnownCase, number: number) {
	const found = actions.find(({ value }) => value.number === number);
	if (found !== undefined) return found;
	throw new Refusal('missing', `${externalId} has no action ${number}.`);
}

/** The change that was meant. Where a mend and a new wording are two things, one of them must be chosen. */
function decided(
	meaning: (typeof MEANINGS)[number] | undefined,
	make: (as: (typeof MEANINGS)[number]) => CaseChange | null
): CaseChange | null {
	const mend = make('mend');
	const isRated = make('reword')?.texts.some(({ what }) => what.endsWith('reworded')) ?? false;
	if (!isRated) return mend;
	if (meaning === undefined) {
		throw new Refusal(
			'invalid',
			'Somebody has rated this text. Say whether the change is a mend that changes no meaning, or a new wording.'
		);
	}
	return make(meaning);
}

function change(
	app: App,
	actor: Actor,
	asked: CaseAsked,
	reason: string,
	make: (known: KnownCase) => CaseChange | null
): Promise<Edited> {
	return atomically(app.db, by(app, actor), function* (tx) {
		const { study, item } = yield* caseToChange(tx, actor, asked);
		return yield* carryOut(tx, study, make(yield* knownCase(tx, item)), { reason, item });
	});
}

type Of = { reason: string; item: { externalId: string; gold: boolean } };

/**
 * Carries out a change by hand, for the reason that was given.
 *
 * @param made null where nothing differs
 * @throws Refusal as `changeTexts`
 */
export function* carryOut(
	tx: Change,
	study: Study,
	made: CaseChange | null,
	{ reason, item }: Of
): Steps<Edited> {
	if (made === null) throw new Refusal('invalid', 'Nothing differs from what is there already.');
	const kinds = new Set(made.texts.map(({ what }) => what.split('.')[1]));
	const how = HOW.find((kind) => kinds.has(kind)) ?? 'changed';
	if (how !== 'changed' && reason === '') {
		throw new Refusal('invalid', 'Say why: this text was rated, so the reason stays on record.');
	}
	if (how === 'reworded' && item.gold) {
		throw new Refusal(
			'conflict',
			`${item.externalId} is a qualification case that was rated: its results rest on how it reads. Mend the ` +
				'text where that changes no meaning, or withdraw the case and choose another.'
		);
	}
	yield* assertMaySignAgain(tx, study.id, made);
	const { id: studyId } = study;
	yield* changeCase(tx, { studyId, change: made, reason: reason === '' ? null : reason });
	if (item.gold && KEY.some((kind) => kinds.has(kind))) yield* gradeAnew(tx, study);
	return { how, again: made.reopenBecause !== null };
}

/** What is said of several changes at once: that which asks the most of raters. */
const HOW = ['reworded', 'mended', 'changed'] as const;

/** What may change the key of a qualification case. */
const KEY = ['structured', 'added', 'deleted'];
