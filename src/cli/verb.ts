/**
 * What a verb is, as data. The command line is made from it, and so are its help, docs/cli.md and the tests that run
 * its examples: what is declared here once cannot be told in two ways.
 */
import { z } from 'zod';

/** Something that may be given to a verb, under the name by which the verb gets it. */
export type Taken<Schema extends z.ZodType = z.ZodType> = {
	/** `off` is an option `--no-NAME`, which is true unless given. */
	kind: 'argument' | 'option' | 'options' | 'flag' | 'off';
	/** What stands for a value in the help, such as `slug`. */
	value: string;
	says: string;
	schema: Schema;
};
export type Takes = Readonly<Record<string, Taken>>;

const taken =
	(kind: Taken['kind']) =>
	<Schema extends z.ZodType>(value: string, says: string, schema: Schema): Taken<Schema> => ({
		...{ kind, value, says, schema }
	});

/** A word that stands by itself; it may be left out where the schema takes `undefined`. */
export const argument = taken('argument');
/** `--name VALUE`. */
export const option = taken('option');
/** `--name VALUE VALUE ...`. */
export const options = taken('options');

/** `--name`, which is false unless given. */
export const flag = (says: string): Taken<z.ZodDefault<z.ZodBoolean>> => ({
	...{ kind: 'flag', value: '', says, schema: z.boolean().default(false) }
});
/** `--no-name`. */
export const off = (says: string): Taken<z.ZodDefault<z.ZodBoolean>> => ({
	...{ kind: 'off', value: '', says, schema: z.boolean().default(true) }
});

/** What every verb takes. */
export const COMMON = {
	data: option(
		'dir',
		'the data folder; else PRIMUM_DATA, else ./data',
		z.string().min(1, 'name a folder').optional()
	),
	json: flag('print one JSON document for programs; on stderr nothing but a problem'),
	progress: flag('say on stderr how far long work is, even where that is no terminal')
};

/** What those take that can ask an installation elsewhere. */
export const REMOTE = {
	remote: option(
		'url',
		'ask this installation over HTTP, in place of the data folder',
		z.string().optional()
	),
	token: option(
		'token',
		'the token for it; everybody on this machine can read it in the list of processes, so rather set ' +
			'PRIMUM_TOKEN or use --token-file',
		z.string().optional()
	),
	tokenFile: option('file', 'a file with the token; - reads it from stdin', z.string().optional())
};

type Values<T extends Takes> = { [Name in keyof T]: z.output<T[Name]['schema']> };
export type Common = Values<typeof COMMON>;
export type Remote = Values<typeof REMOTE>;
/** What was given, checked. */
export type Given<T extends Takes> = Values<T> & Common & Partial<Remote>;

/** What a verb found out or did: once for programs, once for people. */
export type Answer<Json = unknown> = {
	json: Json;
	text: string;
	/** True where the answer is "no", e.g. a release that does not verify: exit 1. */
	failed?: boolean;
};

/** A command as it is typed, which a test runs, and what it does. */
export type Example = { run: string; does: string };

export type Verb<T extends Takes = Takes, Schema extends z.ZodType = z.ZodType> = {
	/** As it is typed: `release create`. */
	name: string;
	/** A line in the list of verbs. */
	says: string;
	/** What it does, in two sentences. */
	about: string;
	takes: T;
	/** True where it can ask an installation elsewhere. */
	isRemote?: boolean;
	examples: readonly Example[];
	/** When it ends with 1, and a command of which that is so. */
	refused: { when: string; run: string };
	/** What `--json` prints; null where a verb has nothing to report, because it serves. What is not in it stays inside. */
	answer: Schema | null;
	/** @returns the answer to print, or null where it has printed all there is */
	work(given: Given<T>): Promise<Answer<z.input<Schema>> | null>;
};

/** Gives a verb its types. */
export function verb<T extends Takes, Schema extends z.ZodType>(given: Verb<T, Schema>): Verb {
	return given as unknown as Verb;
}

/** Everything that can be given to a verb, what every verb takes last. */
export function takesOf({ takes, isRemote = false }: Verb): Takes {
	return { ...takes, ...(isRemote && REMOTE), ...COMMON };
}

/** True where a verb cannot do without. */
export const isNeeded = ({ schema }: Taken) => !schema.safeParse(undefined).success;

/** How it is typed: `--dry-run`, `--study <slug>`, `<number>`, `[with]`. */
export function written(name: string, given: Taken): string {
	const { kind, value } = given;
	if (kind === 'argument') return isNeeded(given) ? `<${name}>` : `[${name}]`;
	const dashed = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
	if (kind === 'off') return `--no-${dashed}`;
	if (kind === 'flag') return `--${dashed}`;
	return `--${dashed} <${value}${kind === 'options' ? '...' : ''}>`;
}
