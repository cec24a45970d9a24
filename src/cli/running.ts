/** Runs a verb: what was given is checked, work is done, the answer is printed. */
import { z } from 'zod';
import { Usage } from './failure.ts';
import { settle } from './notes.ts';
import {
	isNeeded,
	takesOf,
	written,
	type Answer,
	type Common,
	type Taken,
	type Verb
} from './verb.ts';

/**
 * Checks what was given, by name; then does the work and prints.
 *
 * @throws Usage with a sentence for everything that is missing or cannot be used
 */
export async function run(verb: Verb, values: Readonly<Record<string, unknown>>): Promise<void> {
	const given = checked(verb, values);
	settle(given);
	const answer = await verb.work(given);
	if (answer !== null) print(verb, answer, given.json);
}

function checked(verb: Verb, values: Readonly<Record<string, unknown>>): Common {
	const problems: string[] = [];
	const given: Record<string, unknown> = {};
	for (const [name, taken] of Object.entries(takesOf(verb))) {
		const value = values[name];
		const { success, data, error } = taken.schema.safeParse(value);
		if (success) given[name] = data;
		else if (value === undefined)
			problems.push(`${written(name, taken)} is missing: ${taken.says}.`);
		else problems.push(...sentences(name, taken, value, error));
	}
	if (problems.length > 0) throw new Usage(problems.join('\n'), { isTold: true });
	return given as Common;
}

function sentences(name: string, taken: Taken, value: unknown, { issues }: z.ZodError): string[] {
	const [place] = written(name, taken).split(' ');
	return issues.map((issue) =>
		issue.code === 'invalid_value'
			? `${place}: "${value}" is none of ${issue.values.join(', ')}.`
			: `${place}: ${issue.message}`
	);
}

/** Writes an answer to stdout: text, or one JSON document of what its schema has. */
function print({ answer: schema }: Verb, { json, text, failed = false }: Answer, asJson: boolean) {
	console.log(asJson && schema !== null ? JSON.stringify(schema.parse(json), null, '\t') : text);
	if (failed) process.exitCode = 1;
}

/** @throws Usage where of these, which exclude each other, more than one or, unless `none` may be, none is given */
export function assertOneOf(
	given: Readonly<Record<string, unknown>>,
	options: Readonly<Record<string, string>>,
	{ none = false }: { none?: boolean } = {}
): void {
	const asked = Object.keys(options).filter((name) => isGiven(given[name]));
	if (asked.length === 1 || (none && asked.length === 0)) return;
	const names = Object.values(options);
	const all = `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
	throw new Usage(none ? `Give at most one of ${all}.` : `Give one of ${all}.`);
}

const isGiven = (value: unknown) => value !== undefined && value !== false && value !== '';

/** The choices of an option that has some; null for any other. */
export function choicesOf({ schema }: Taken): readonly string[] | null {
	const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
	const found =
		json.enum ?? json.anyOf?.map((one) => (one as { enum?: unknown[] }).enum ?? []).flat();
	return found === undefined || found.length === 0 ? null : found.map(String);
}

/** What is taken where nothing is given, as far as it is worth a word; null where it is not. */
export function defaultOf(taken: Taken): string | null {
	if (isNeeded(taken)) return null;
	const { data } = taken.schema.safeParse(undefined);
	return typeof data === 'string' || typeof data === 'number' ? String(data) || null : null;
}
