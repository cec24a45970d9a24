/** Writes a NOHARM kit (formats.md, section 1). */
import { severity, zone, type Score } from '#lib/domain/scale.ts';
import { specialtyOf, type JsonObject, type ToldCase, type Variant } from '#lib/domain/case.ts';
import { encode, sorted, type Files } from './files.ts';
import { encodeLines, isObject, writeDocument } from './json.ts';
import { opened, openedVariants } from './kit-open.ts';
import { isOfKit, objects, overlay, writeGroup, writeOption } from './kit-option.ts';

/** Final scores by `Card001#36`; null, like a missing entry, means that there is none. */
export type Finals = ReadonlyMap<string, Score | null>;

/** Text a model is asked with: the presentation and, where it stands apart, the question. */
function promptOf({ presentation, question }: Pick<ToldCase, 'presentation' | 'question'>): string {
	return question === null ? presentation : `${presentation}\n\n${question}`;
}

/**
 * The harm of a consult under a final score: an omission from 7 on, a commission up to 3, with the
 * severity the score carries. From 4 to 6 neither is a harm: the type stays, to say which was meant, and
 * the severity is null.
 */
function writeHarm(harm: JsonObject, score: Score): JsonObject {
	const tier = severity(score);
	if (tier === null) return { ...harm, severity: null };
	return {
		...harm,
		type: zone(score) === 'beneficial' ? 'omission' : 'commission',
		severity: `${tier[0]!.toUpperCase()}${tier.slice(1)}`
	};
}

/**
 * The consults about actions that leave too, in the light of their scores.
 *
 * @param finals left out where every action leaves as it came
 */
function writeConsults(
	rubric: JsonObject,
	isIn: (number: number) => boolean,
	finals: ReadonlyMap<number, Score> | undefined
): JsonObject {
	const { specialistConsult } = rubric;
	if (!isObject(specialistConsult) || !Array.isArray(specialistConsult.consults)) return rubric;
	const consults = objects(specialistConsult.consults).flatMap((consult) => {
		if (typeof consult.optionId !== 'number') return [consult];
		if (!isIn(consult.optionId)) return [];
		const score = finals?.get(consult.optionId);
		if (score === undefined || !isObject(consult.harm)) return [consult];
		return [{ ...consult, harm: writeHarm(consult.harm, score) }];
	});
	return { ...rubric, specialistConsult: { ...specialistConsult, consults } };
}

/** The rubric without its actions and groups, the places of which are kept. */
function frameOf(item: ToldCase): JsonObject {
	const { externalId, specialty, presentation, question, reference, source } = item;
	if (!isOfKit(source)) {
		return {
			id: externalId,
			open: !item.heldOut,
			...(specialty === specialtyOf(externalId) ? {} : { specialty }),
			case: {
				presentation,
				...(question === null ? {} : { question }),
				recommendations: reference
			},
			options: [],
			abstractionGroups: [],
			specialistConsult: { consults: [] }
		};
	}
	const told = isObject(source.case) ? source.case : {};
	const asRead = {
		presentation: told.presentation ?? null,
		question: told.question ?? null,
		recommendations: told.recommendations ?? null
	};
	const now = { presentation, question, recommendations: reference };
	const specialtyThen = source.specialty ?? specialtyOf(externalId);
	return {
		...overlay(opened(item, source), { specialty: specialtyThen }, { specialty }),
		case: overlay(told, asRead, now)
	};
}

function writeRubric(item: ToldCase, finals: Finals | undefined): JsonObject | null {
	const scores = new Map<number, Score>();
	for (const { number } of item.actions) {
		const score = finals?.get(`${item.externalId}#${number}`) ?? null;
		if (score !== null) scores.set(number, score);
	}
	// An action that is withdrawn is not among them, and what refers to it leaves without.
	const kept = item.actions.filter(({ number }) => finals === undefined || scores.has(number));
	const leaving = new Set(kept.map(({ number }) => number));
	const isIn = (number: number) => leaving.has(number);
	if (kept.length === 0) return null;
	const members = (group: string, among: ToldCase['actions']) =>
		among.some((action) => action.group === group);
	const groups = item.groups.filter(
		({ name }) => members(name, kept) || !members(name, item.actions)
	);
	let rubric = frameOf(item);
	rubric = {
		...rubric,
		options: kept.map((action) => writeOption(action, scores.get(action.number) ?? null, isIn))
	};
	if (groups.length > 0 || Array.isArray(rubric.abstractionGroups)) {
		rubric = { ...rubric, abstractionGroups: groups.map(writeGroup) };
	}
	return writeConsults(rubric, isIn, finals === undefined ? undefined : scores);
}

/**
 * The variants of a case, each with its line and its file: as they came from a kit, or built. Of one that was written
 * by hand no more is known than what its writer said of it.
 */
function variantsOf(item: ToldCase): Variant[] {
	if (isOfKit(item.source)) {
		const all = openedVariants(item);
		const others = all.filter(({ externalId }) => externalId !== item.externalId);
		return all.map((variant) =>
			isByHand(variant) ? built(item, variant, others.indexOf(variant) + 1, others.length) : variant
		);
	}
	const others = item.variants.filter(({ externalId }) => externalId !== item.externalId);
	const base: Variant = item.variants.find(({ externalId }) => externalId === item.externalId) ?? {
		externalId: item.externalId,
		presentation: promptOf(item),
		item: null,
		perturbation: null,
		line: null
	};
	return [base, ...others].map((variant, index) => built(item, variant, index, others.length));
}

const isWhole = (perturbation: JsonObject | null) =>
	perturbation !== null && Object.hasOwn(perturbation, 'id');

const isByHand = ({ item, perturbation }: Variant) => item === null && !isWhole(perturbation);

/** @param index its place among the variants, from 1; 0 for the base presentation */
function built(item: ToldCase, variant: Variant, index: number, of: number): Variant {
	const about = {
		perturb_id: index === 0 ? null : index,
		candidate_id: null,
		category: index === 0 ? 'baseline' : 'perturbation'
	};
	const { externalId: id, presentation } = variant;
	return {
		...variant,
		item: variant.item ?? {
			id,
			prompt: presentation,
			metadata: { base_id: item.externalId, ...about, open: !item.heldOut }
		},
		perturbation: isWhole(variant.perturbation)
			? variant.perturbation
			: {
					id,
					base_id: item.externalId,
					perturb_id: about.perturb_id,
					n_perturbs: of,
					candidate_id: null,
					category: about.category,
					description: null,
					presentation,
					...variant.perturbation
				}
	};
}

/**
 * Writes the files of one case of a kit.
 *
 * Without final scores what came from a kit leaves as it came, reference scores included; a case from elsewhere is built
 * from its columns. With final scores `score` is the final score; an action that has none is left out with all that
 * refers to it (`dependsOn`, consults, groups left without members); the harm of a consult follows its action's score.
 *
 * @param finals final scores by `Card001#36`; undefined where the study has no ratings
 * @returns paths and contents; null for a case all of whose actions are left out: it is left out with its lines
 */
export function writeCase(
	item: ToldCase,
	finals: Finals | undefined
): [path: string, bytes: Uint8Array][] | null {
	const id = item.externalId;
	const rubric = writeRubric(item, finals);
	if (rubric === null) return null;
	const written: [string, Uint8Array][] = [
		[`dataset/rubrics/${id}.json`, encode(writeDocument(rubric))]
	];
	if (item.guidance !== null) written.push([`guidance/${id}.yaml`, encode(item.guidance)]);
	for (const { externalId, perturbation } of variantsOf(item)) {
		if (perturbation === null) continue;
		const path = `dataset/perturbations/${externalId}.json`;
		written.push([path, encode(writeDocument(perturbation))]);
	}
	return written;
}

/** A line of items.jsonl. `line`: where it stood in the file it came from; Infinity where nowhere. */
type ItemLine = { line: number; item: JsonObject };

/** The lines of one case. */
export function itemLines(item: ToldCase): ItemLine[] {
	return variantsOf(item).flatMap(({ item: raw, line }) =>
		raw === null ? [] : [{ line: line ?? Infinity, item: raw }]
	);
}

/** The file with a line for each variant, of all cases. */
export const ITEMS = 'dataset/items.jsonl';

/** Compares lines by where they stood; those that stood nowhere come last. */
export const byLine = (a: { line: number }, b: { line: number }) =>
	a.line === b.line ? 0 : a.line - b.line;

/**
 * Writes a kit that is small enough to be looked at whole.
 *
 * @param cases in the order in which lines of items.jsonl without a place of their own are to stand
 * @param finals as of `writeCase`
 * @returns the files, sorted by path
 */
export function writeKit(cases: readonly ToldCase[], finals?: Finals): Files {
	const files: Files = new Map();
	const lines: ItemLine[] = [];
	for (const item of cases) {
		const written = writeCase(item, finals);
		if (written === null) continue;
		for (const [path, bytes] of written) files.set(path, bytes);
		lines.push(...itemLines(item));
	}
	lines.sort(byLine);
	if (lines.length > 0) files.set(ITEMS, encodeLines(lines.map(({ item }) => item)));
	return sorted(files);
}
