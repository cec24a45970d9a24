/** Reads a NOHARM kit (formats.md, section 1). */
import type { z } from 'zod';
import { specialtyOf, type JsonObject, type ToldCase, type Variant } from '#lib/domain/case.ts';
import type { Problem } from '#lib/domain/refusal.ts';
import { decode, sorted, tooLarge, withoutMark, type Files } from './files.ts';
import { FileNames, idFault, sameFileInWords } from '#lib/domain/case-ids.ts';
import { guidanceIn } from './guidance.ts';
import * as json from './json.ts';
import { faultsIn, faultsOf, rubricFaults } from './kit-checks.ts';
import { heldOutIn } from './kit-open.ts';
import { quoted, shortened } from './quoted.ts';
import { objects, readGroup, readOption } from './kit-option.ts';
import {
	consultSchema,
	groupSchema,
	itemSchema,
	optionSchema,
	perturbationSchema,
	relationsSchema,
	rubricSchema,
	type Relations
} from './kit-schema.ts';
import { DEFAULT_LIMITS, inWords, MOST_PROBLEMS, type Limits } from './limits.ts';

export type Kit = {
	/** In the order of items.jsonl, then those without a line there by id. */
	cases: ToldCase[];
	/** Everything that is wrong. Only with none are the cases complete. */
	problems: Problem[];
	/** Files that are no part of a kit and are not kept. */
	ignored: string[];
};

const ITEMS = 'dataset/items.jsonl';
const RUBRIC = /^dataset\/rubrics\/([^/]+)\.json$/;
const PERTURBATION = /^dataset\/perturbations\/([^/]+)\.json$/;
const GUIDANCE = /^guidance\/([^/]+)\.yaml$/;

/** What is read of a variant, and where a problem with it is to be reported. */
type Found = { base: string; where: string; line?: number; variant: Variant };

/** @param rubric which satisfies `rubricSchema` */
function readCase(rubric: JsonObject): ToldCase {
	const { id, specialty, case: told } = rubric as unknown as z.output<typeof rubricSchema>;
	const emptied = Object.entries(rubric).map(([key, value]) => [
		key,
		(key === 'options' || key === 'abstractionGroups') && Array.isArray(value) ? [] : value
	]);
	return {
		externalId: id,
		specialty: specialty ?? specialtyOf(id),
		presentation: told.presentation,
		question: told.question ?? null,
		reference: told.recommendations ?? null,
		actions: objects(rubric.options).map(readOption),
		groups: objects(rubric.abstractionGroups).map(readGroup),
		variants: [],
		source: Object.fromEntries(emptied) as JsonObject,
		guidance: null,
		heldOut: null
	};
}

/** What is wrong with the lists of a rubric, as far as one is so long that all its faults at once would be too much. */
function longListFaults({ options, abstractionGroups, specialistConsult }: JsonObject) {
	const consults = json.isObject(specialistConsult) ? specialistConsult.consults : null;
	const faults = [
		...faultsIn(options, ['options'], optionSchema),
		...faultsIn(abstractionGroups, ['abstractionGroups'], groupSchema),
		...faultsIn(consults, ['specialistConsult', 'consults'], consultSchema)
	];
	return faults.length === 0 ? null : faults;
}

function readRubric(
	where: string,
	bytes: Uint8Array,
	limits: Limits,
	problems: Problem[]
): ToldCase | null {
	const document = json.readDocument(where, bytes, limits, problems);
	if (document === null) return null;
	const count = Array.isArray(document.value.options) ? document.value.options.length : 0;
	if (count > limits.actions) {
		problems.push({
			where,
			field: 'options',
			message: `has ${count.toLocaleString('en')} actions: at most ${limits.actions.toLocaleString('en')} a file are read. Split it, or raise the limit.`
		});
		return null;
	}
	const faults = longListFaults(document.value) ?? faultsOf(document.value, rubricSchema);
	const relations = relationsIn(document.value, faults.length === 0);
	if (relations !== null) faults.push(...rubricFaults(relations, RUBRIC.exec(where)![1]!));
	problems.push(...json.place(document, faults));
	return faults.length === 0 ? readCase(document.value) : null;
}

/** What a rubric says of itself, where that can be told. @param fits whether it satisfies `rubricSchema` */
function relationsIn(rubric: JsonObject, fits: boolean): Relations | null {
	if (fits) return rubric as unknown as Relations;
	return relationsSchema.safeParse(rubric).data ?? null;
}

function readItems(bytes: Uint8Array, limits: Limits, problems: Problem[]): Found[] {
	const text = decode(bytes, ITEMS, problems);
	if (text === null) return [];
	const lines = new Map<string, number>();
	const found: Found[] = [];
	for (const { line, content } of json.linesIn(withoutMark(text))) {
		if (problems.length > MOST_PROBLEMS) return found;
		const item = json.readJson(content, ITEMS, limits, problems, line);
		if (item === undefined) continue;
		const faults = faultsOf(item, itemSchema);
		if (faults.length > 0) {
			const said = faults.map(({ path, message }) => ({ field: json.fieldOf(path), message }));
			problems.push(...said.map((fault) => ({ where: ITEMS, line, ...fault })));
			continue;
		}
		const { id, prompt, metadata } = itemSchema.parse(item);
		const first = lines.get(id);
		if (first !== undefined) {
			const message = `id is ${quoted(id)}, as on line ${first}: every line needs its own.`;
			problems.push({ where: ITEMS, line, field: 'id', message });
			continue;
		}
		lines.set(id, line);
		const variant: Variant = {
			externalId: id,
			presentation: prompt,
			item: item as JsonObject,
			perturbation: null,
			line
		};
		found.push({ base: metadata.base_id, where: ITEMS, line, variant });
	}
	return found;
}

function readPerturbation(
	where: string,
	bytes: Uint8Array,
	limits: Limits,
	problems: Problem[]
): Found | null {
	const document = json.readDocument(where, bytes, limits, problems);
	if (document === null) return null;
	const faults = faultsOf(document.value, perturbationSchema);
	problems.push(...json.place(document, faults));
	if (faults.length > 0) return null;
	const { id, base_id: base, presentation } = perturbationSchema.parse(document.value);
	if (id !== PERTURBATION.exec(where)![1]) {
		const message = `id is ${quoted(id)}: it must be the name of the file without ".json".`;
		problems.push(...json.place(document, [{ path: ['id'], message }]));
		return null;
	}
	return {
		base,
		where,
		variant: { externalId: id, presentation, item: null, perturbation: document.value, line: null }
	};
}

/** One variant of the line and the file with the same id, where both exist. */
function merge(items: Found[], perturbations: Map<string, Found>, problems: Problem[]): Found[] {
	const merged = items.map((item) => {
		const { externalId } = item.variant;
		const file = perturbations.get(externalId);
		if (file === undefined) return item;
		perturbations.delete(externalId);
		if (file.base !== item.base) {
			problems.push({
				where: file.where,
				field: 'base_id',
				message: `base_id is ${quoted(file.base)} here and ${quoted(item.base)} in ${ITEMS}, line ${item.line}: both must be the same.`
			});
		}
		const { presentation, perturbation } = file.variant;
		return { ...item, variant: { ...item.variant, presentation, perturbation } };
	});
	return [...merged, ...perturbations.values()];
}

/** Gives the variants to their cases. */
function attach(found: Found[], cases: Map<string, ToldCase>, rubrics: Set<string>): Problem[] {
	return found.flatMap(({ base, where, line, variant }) => {
		const { externalId } = variant;
		const unsafe = idFault(externalId);
		if (unsafe !== null) {
			return [{ where, line, field: 'id', message: `id is ${quoted(externalId)}: it ${unsafe}.` }];
		}
		if (!rubrics.has(base)) {
			const message = `the base case ${quoted(base)} is missing: there is no dataset/rubrics/${shortened(base)}.json.`;
			return [{ where, line, field: 'base_id', message }];
		}
		if (externalId !== base && rubrics.has(externalId)) {
			const message = `id is ${quoted(externalId)}, which is a case of its own: base_id must be the same.`;
			return [{ where, line, field: 'id', message }];
		}
		cases.get(base)?.variants.push(variant);
		return [];
	});
}

function readGuidance(
	where: string,
	bytes: Uint8Array,
	rubrics: Set<string>,
	limits: Limits
): { text: string | null; problems: Problem[] } {
	const id = GUIDANCE.exec(where)![1]!;
	const problems: Problem[] = [];
	const fault = (message: string, field?: string) => problems.push({ where, field, message });
	if (bytes.length > limits.yamlBytes) {
		fault(
			`has ${inWords(bytes.length)}: at most ${inWords(limits.yamlBytes)} of guidance are read.`
		);
		return { text: null, problems };
	}
	const text = decode(bytes, where, problems);
	if (text === null) return { text, problems };
	if (!rubrics.has(id)) fault(`there is no case ${quoted(id)}: name the file after its case.`);
	const said = guidanceIn(text);
	if ('wrong' in said) problems.push({ where, line: said.line, message: said.wrong });
	else if (said.caseId !== undefined && said.caseId !== id) {
		fault(`case_id is ${quoted(said.caseId)}: the file is named after case "${id}".`, 'case_id');
	}
	if (text.includes('\0')) fault('holds a NUL character: remove it.');
	return { text, problems };
}

function missingLayout(files: Files): Problem {
	const nested = [...files.keys()].find((path) => /\/dataset\/rubrics\/[^/]+\.json$/.test(path));
	const hint =
		nested === undefined
			? 'choose the folder that contains dataset/.'
			: `choose the folder ${nested.slice(0, nested.indexOf('/dataset/rubrics/'))}, which contains dataset/.`;
	return { where: '', message: `no dataset/rubrics/*.json found: ${hint}` };
}

/**
 * Reads a kit.
 *
 * @param files the kit's folder: relative paths and contents
 * @returns the cases, and every problem of every file at once
 */
export function readKit(files: Files, limits: Limits = DEFAULT_LIMITS): Kit {
	const large = tooLarge(files, limits);
	if (large.length > 0) return { cases: [], problems: large, ignored: [] };
	const ordered = sorted(files);
	const named = (pattern: RegExp) => [...ordered].filter(([path]) => pattern.test(path));
	const rubrics = new Set(named(RUBRIC).map(([path]) => RUBRIC.exec(path)![1]!));
	if (rubrics.size === 0) return { cases: [], problems: [missingLayout(files)], ignored: [] };

	const problems: Problem[] = [];
	const byId = new Map<string, ToldCase>();
	const fileNames = new FileNames();
	for (const [path, bytes] of named(RUBRIC)) {
		const id = RUBRIC.exec(path)![1]!;
		const same = fileNames.collision(id);
		if (same !== null) problems.push({ where: path, message: sameFileInWords(id, same) });
		const read = readRubric(path, bytes, limits, problems);
		if (read !== null) byId.set(read.externalId, read);
	}
	const lines = files.get(ITEMS);
	const items = lines === undefined ? [] : readItems(lines, limits, problems);
	const perturbations = new Map<string, Found>();
	for (const [path, bytes] of named(PERTURBATION)) {
		const read = readPerturbation(path, bytes, limits, problems);
		if (read !== null) perturbations.set(read.variant.externalId, read);
	}
	const found = merge(items, perturbations, problems);
	for (const problem of attach(found, byId, rubrics)) problems.push(problem);
	for (const [path, bytes] of named(GUIDANCE)) {
		const read = readGuidance(path, bytes, rubrics, limits);
		problems.push(...read.problems);
		const owner = byId.get(GUIDANCE.exec(path)![1]!);
		if (owner !== undefined) owner.guidance = read.text;
	}
	const order = new Map([...items].reverse().map(({ base, line }) => [base, line!]));
	const place = (item: ToldCase) => order.get(item.externalId) ?? Infinity;
	for (const item of byId.values()) item.heldOut = heldOutIn(item);
	const cases = [...byId.values()].sort((a, b) => {
		const [left, right] = [place(a), place(b)];
		return left === right ? 0 : left - right;
	});
	const known = [RUBRIC, PERTURBATION, GUIDANCE];
	const ignored = [...files.keys()].filter(
		(path) => path !== ITEMS && !known.some((pattern) => pattern.test(path))
	);
	return { cases, problems, ignored };
}
