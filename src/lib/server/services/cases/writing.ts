/** Cases written by hand: a new one, or one that the study has with all its parts. */
import { z } from 'zod';
import { CATEGORIES, specialtyName } from '#lib/domain/case.ts';
import { nextId } from '#lib/domain/case-ids.ts';
import type { CaseChange, KnownCase } from '#lib/domain/case-change.ts';
import { newCase, rewrite, unsaid } from '#lib/domain/case-writing.ts';
import type { ScaleWords } from '#lib/domain/scale.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import {
	faultsOf,
	type Around,
	type WrittenCase,
	type WrittenFault
} from '#lib/domain/written-case.ts';
import { writtenCaseSchema, type CaseInput } from '#lib/domain/written-case-schema.ts';
import { wrongField } from '#lib/domain/wrong-field.ts';
import { readKit } from '#lib/formats/kit-read.ts';
import { writeKit } from '#lib/formats/kit-write.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { atomically, read, type Change } from '../../db/atomically.ts';
import { violation } from '../../db/errors.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as aroundCases from '../../store/around-cases.ts';
import * as heads from '../../store/case-heads.ts';
import * as cases from '../../store/cases.ts';
import * as trail from '../../store/trail.ts';
import { addCases } from './case-steps.ts';
import { assertNoImport, unratedWordings } from './deleting.ts';
import { carryOut, type Edited } from './editing.ts';
import { caseNamed, caseToChange, knownCase, type CaseAsked } from './known-cases.ts';

/** What a form for a case offers. */
export type Offered = {
	/** Of the study, each with the id that its next case would have. */
	specialties: { code: string; name: string; nextId: string }[];
	/** NOHARM's, then others of the study by name. */
	categories: string[];
	/** What raters read beside a case: the study's own words for the scale, and whether its cases are invented. */
	shown: { scale: ScaleWords | null; synthetic: boolean };
};

/**
 * What can be chosen where a case is written.
 *
 * @throws Refusal ('missing') or ('forbidden')
 */
export function offered(app: App, actor: Actor, slug: string): Promise<Offered> {
	return read(app.db, function* (tx) {
		const { id: studyId, scaleWords, synthetic } = yield* coordinatorOf(tx, actor, slug);
		const rows = yield* heads.bare(tx, { studyId });
		const ids = rows.map(([, externalId]) => externalId as string);
		const codes = [...new Set(rows.map(([, , specialty]) => specialty as string))].sort();
		const known: readonly string[] = CATEGORIES;
		const found = (yield* heads.categories(tx, { studyId })).map(({ category }) => category);
		return {
			specialties: codes.map((code) => ({
				...{ code, name: specialtyName(code), nextId: nextId(code, ids) }
			})),
			categories: [...known, ...found.filter((name) => !known.includes(name)).sort()],
			shown: { scale: scaleWords, synthetic }
		};
	});
}

/**
 * The other cases of a study with the very presentation and question of one, of which the first are named.
 *
 * @throws Refusal ('missing') or ('forbidden')
 */
export function twinsOf(
	app: App,
	actor: Actor,
	slug: string,
	externalId: string
): Promise<string[]> {
	return read(app.db, function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		return yield* aroundCases.twins(tx, yield* caseNamed(tx, study, externalId));
	});
}

/**
 * Adds a case that somebody wrote.
 *
 * @throws ZodError with a sentence for each field that is wrong; Refusal ('missing'), ('conflict') where an import is
 *   under way
 */
export async function write(
	app: App,
	actor: Actor,
	slug: string,
	input: CaseInput
): Promise<{ externalId: string }> {
	const written = writtenCaseSchema.parse(input);
	const { externalId } = written;
	try {
		await atomically(app.db, by(app, actor), function* (tx) {
			const { id: studyId } = yield* coordinatorOf(tx, actor, slug);
			yield* assertNoImport(tx, studyId);
			assertWell(written, yield* around(tx, studyId, null));
			const change = newCase(written, yield* aroundCases.nextPosition(tx, studyId));
			assertLeaves(change);
			yield* addCases(tx, { studyId, importId: null, added: [change] });
			const { id } = (yield* cases.byExternalId(tx, { studyId, externalId }))!;
			yield* trail.record(tx, {
				...{ studyId, what: 'case.written', subject: `case:${id}` },
				new: { externalId, actions: written.actions.length }
			});
		});
		return { externalId };
	} catch (error) {
		if (violation(error) !== 'unique') throw error;
		throw wrongField(
			'externalId',
			`"${externalId}" is in this study already: every id is given once`
		);
	}
}

/**
 * Changes a case to what somebody has made of it. Texts that were rated change as `changeTexts` and `changeAction`
 * have them, everything else in place; an action that is left out is deleted.
 *
 * @param reason why; wanted where a text that somebody has rated changes
 * @throws as `write`; Refusal also ('invalid') where nothing differs, ('conflict') where the case is no longer as it was
 *   seen, an action that was rated is left out or has another number, or its signatures cannot be asked for again
 */
export async function writeAnew(
	app: App,
	actor: Actor,
	asked: CaseAsked,
	input: CaseInput & { reason?: string }
): Promise<Edited> {
	const reason = reasonSchema.parse({ reason: input.reason }).reason;
	const written = writtenCaseSchema.parse({ ...input, externalId: asked.externalId });
	return atomically(app.db, by(app, actor), function* (tx) {
		const { study, item } = yield* caseToChange(tx, actor, asked);
		const known = yield* knownCase(tx, item);
		assertWell(written, yield* around(tx, study.id, known));
		assertKnown(known, written);
		assertSaid(known, written);
		if (item.gold) assertKeyed(written);
		if (yield* cases.isRated(tx, item.id)) assertSameNumbers(written);
		const change = rewrite(known, written);
		if (change !== null) {
			assertLeaves(change);
			yield* assertUnrated(tx, study.id, known, change);
		}
		return yield* carryOut(tx, study, change, { reason, item });
	});
}

const reasonSchema = z.object({
	reason: z.string().trim().max(1000, 'at most 1,000 characters').default('')
});

/** What stands around a case; null for one that the study does not have yet. */
function* around(tx: Queries, studyId: number, known: KnownCase | null): Steps<Around> {
	const rows = yield* heads.bare(tx, { studyId });
	const others = rows.filter(([id]) => Number(id) !== known?.id);
	return {
		cases: others.map(([, externalId]) => externalId as string),
		variants: (yield* aroundCases.variantIds(tx, { studyId }))
			.filter(({ caseId }) => caseId !== known?.id)
			.map(({ externalId }) => externalId),
		withdrawn: (known?.actions ?? [])
			.filter(({ withdrawn }) => withdrawn !== null)
			.map(({ value }) => value.number)
	};
}

function assertWell(written: WrittenCase, of: Around): void {
	refuse(faultsOf(written, of));
}

/** @throws ZodError with all of them, where there is one */
function refuse(faults: readonly WrittenFault[]): void {
	if (faults.length === 0) return;
	throw new z.ZodError(
		faults.map(({ field, message }) => ({
			...{ code: 'custom', message, input: undefined },
			path: field.split('.')
		}))
	);
}

/** Each action that is said to have been there is, once, and is not withdrawn. */
function assertKnown({ actions, value }: KnownCase, written: WrittenCase): void {
	const present = new Set(
		actions.filter(({ withdrawn }) => withdrawn === null).map((action) => action.value.number)
	);
	for (const { was } of written.actions) {
		if (was === null || present.delete(was)) continue;
		throw new Refusal('missing', `${value.externalId} has no action ${was} that can be changed.`);
	}
}

function assertSaid(known: KnownCase, written: WrittenCase): void {
	const message = 'somebody has rated this text: say whether the change is a mend or a new wording';
	refuse(unsaid(known, written).map((field) => ({ field, message })));
}

/** A qualification case is graded by a score for every action. */
function assertKeyed({ actions }: WrittenCase): void {
	const message = 'raters qualify by this case: give the score that they are to agree with';
	refuse(
		actions.flatMap(({ referenceScore }, at) =>
			referenceScore === null ? [{ field: `actions.${at}.referenceScore`, message }] : []
		)
	);
}

function assertSameNumbers({ actions }: WrittenCase): void {
	refuse(
		actions.flatMap(({ was, number }, at) =>
			was === null || was === number
				? []
				: [
						{
							field: `actions.${at}.number`,
							message: `somebody has rated this case, and knows this action as ${was}: leave its number`
						}
					]
		)
	);
}

/** Adds to what is removed the earlier wordings of each action that is taken out. */
function* assertUnrated(
	tx: Change,
	studyId: number,
	{ id: caseId, actions }: KnownCase,
	change: CaseChange
): Steps<void> {
	const gone = actions.filter(({ id }) => change.remove.includes(id));
	if (gone.length === 0) return;
	yield* assertNoImport(tx, studyId);
	const ids: number[] = [];
	for (const { value } of gone) ids.push(...(yield* unratedWordings(tx, caseId, value.number)));
	change.remove = ids;
}

/** Whatever is kept can leave as a kit, and be read again: a scorer reads no other. */
function assertLeaves({ value }: CaseChange): void {
	const { problems } = readKit(writeKit([value]));
	const guidance = problems.find(({ where }) => where.startsWith('guidance/'));
	if (guidance !== undefined) {
		const { line, message } = guidance;
		const at = line === undefined ? '' : ` (line ${line})`;
		const of = /^(is|must|has|holds) /.test(message) ? 'the guidance' : 'in the guidance,';
		throw wrongField('guidance', `${of} ${message.replace(/\.$/, '')}${at}`);
	}
	const [problem] = problems;
	if (problem !== undefined) {
		throw new Refusal('invalid', `The case could not leave as a kit: ${problem.message}`);
	}
}
