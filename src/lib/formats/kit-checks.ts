/** What must hold within a rubric beyond the form of each field. */
import type { ZodType } from 'zod';
import type { JsonValue } from '#lib/domain/case.ts';
import { circleInWords, findCycle, idFault } from '#lib/domain/case-ids.ts';
import type { Fault, Path } from './json.ts';
import type { Relations } from './kit-schema.ts';
import { quoted } from './quoted.ts';

function shown(value: unknown): string {
	if (value === undefined) return 'missing';
	const text = JSON.stringify(value);
	return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function at(value: unknown, path: Path): unknown {
	let found = value;
	for (const part of path) {
		if (typeof found !== 'object' || found === null || !Object.hasOwn(found, part))
			return undefined;
		found = (found as Record<string | number, unknown>)[part];
	}
	return found;
}

/**
 * Holds a value against a schema.
 *
 * @returns one fault for each value that does not fit, saying what it is and what it must be
 */
export function faultsOf(value: JsonValue, schema: ZodType): Fault[] {
	const result = schema.safeParse(value);
	if (result.success) return [];
	const byPath = new Map<string, Fault>();
	for (const issue of result.error.issues) {
		const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
		const key = JSON.stringify(path);
		if (byPath.has(key)) continue;
		const name = path.findLast((part) => typeof part === 'string') ?? 'the value';
		byPath.set(key, {
			path,
			message: `${name} is ${shown(at(value, path))}: ${inWords(issue.message)}.`
		});
	}
	return [...byPath.values()];
}

/** What a value must be, in the words of people, by what the schema calls it. */
const KINDS: Readonly<Record<string, string>> = {
	...{ object: 'an object, in braces', array: 'a list, in brackets', string: 'text' },
	...{ number: 'a number', int: 'a whole number', boolean: 'true or false' }
};

/** The schema's own words, where it has been given no others, are meant for programmers. */
function inWords(message: string): string {
	const kind = /^Invalid input: expected (\w+), received/.exec(message)?.[1];
	return kind === undefined ? message : `must be ${KINDS[kind] ?? kind}`;
}

/** Members of a list that are held against their schema at once, and faults after which the rest is not looked at. */
const AT_ONCE = 1_000;

/**
 * Holds the members of a long list against their schema, some at a time, and ends where enough is wrong.
 *
 * @param path of the list
 * @returns the faults met; none of a list that is short enough to be held against a schema as a whole
 */
export function faultsIn(list: JsonValue | undefined, path: Path, schema: ZodType): Fault[] {
	const faults: Fault[] = [];
	if (!Array.isArray(list) || list.length <= AT_ONCE) return faults;
	for (let from = 0; from < list.length && faults.length < AT_ONCE; from += AT_ONCE) {
		const some = faultsOf(list.slice(from, from + AT_ONCE), schema.array());
		for (const {
			path: [at, ...rest],
			message
		} of some) {
			faults.push({ path: [...path, from + Number(at), ...rest], message });
		}
	}
	return faults;
}

/** Places in a list whose key was there before. */
function doubles<T>(list: readonly T[], key: (item: T) => unknown): number[] {
	const seen = new Set<unknown>();
	return list.flatMap((item, index) => {
		const known = seen.has(key(item));
		seen.add(key(item));
		return known ? [index] : [];
	});
}

function dependencyFaults(options: Relations['options']): Fault[] {
	const faults: Fault[] = [];
	const ids = new Set(options.map(({ id }) => id));
	options.forEach((option, index) =>
		(option.dependsOn ?? []).forEach((parent, place) => {
			const path = ['options', index, 'dependsOn', place];
			if (parent === option.id) {
				faults.push({ path, message: `option ${option.id} depends on itself: remove the number.` });
			} else if (!ids.has(parent)) {
				faults.push({
					path,
					message: `option ${option.id} depends on option ${parent}, which the case does not have.`
				});
			}
		})
	);
	const others = new Map(
		options.map(({ id, dependsOn }) => [id, (dependsOn ?? []).filter((parent) => parent !== id)])
	);
	const circle = findCycle(others);
	if (circle !== null) {
		faults.push({
			path: ['options', options.findIndex(({ id }) => id === circle[0]), 'dependsOn'],
			message: `options depend on each other in a circle (${circleInWords(circle)}): remove one of these.`
		});
	}
	return faults;
}

/**
 * Checks what a rubric says of itself: its id, ids given twice, what depends on what, and
 * what the consults refer to.
 *
 * @param name the name of its file without `.json`, which must be its id
 */
export function rubricFaults(rubric: Relations, name: string): Fault[] {
	const faults: Fault[] = [];
	const unsafe = idFault(rubric.id);
	if (unsafe !== null)
		faults.push({ path: ['id'], message: `id is ${quoted(rubric.id)}: it ${unsafe}.` });
	if (rubric.id !== name) {
		faults.push({
			path: ['id'],
			message: `id is ${quoted(rubric.id)} and the file is named ${name}.json: both must be the same.`
		});
	}
	for (const index of doubles(rubric.options, ({ id }) => id)) {
		faults.push({
			path: ['options', index, 'id'],
			message: `id ${rubric.options[index]!.id} is given to two options: every option needs its own.`
		});
	}
	faults.push(...dependencyFaults(rubric.options));
	const groups = rubric.abstractionGroups ?? [];
	for (const index of doubles(groups, ({ name }) => name)) {
		faults.push({
			path: ['abstractionGroups', index, 'name'],
			message: `the group ${quoted(groups[index]!.name)} is listed twice: keep one.`
		});
	}
	const ids = new Set(rubric.options.map(({ id }) => id));
	rubric.specialistConsult?.consults?.forEach(({ optionId }, index) => {
		if (optionId == null || ids.has(optionId)) return;
		faults.push({
			path: ['specialistConsult', 'consults', index, 'optionId'],
			message: `optionId is ${optionId}: the case has no such option.`
		});
	});
	return faults;
}
