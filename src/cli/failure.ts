/** What a failed command says, and with which code it ends. */
import { CommanderError } from 'commander';
import { ZodError } from 'zod';
import { problemOf, problemType } from '#lib/domain/problem-document.ts';
import { describe, Refusal, type Problem } from '#lib/domain/refusal.ts';

/** Problems that are written out for a person. */
const MOST_LISTED = 100;

/** The command was not given as it must be: exit 2. */
export class Usage extends Error {
	/** True where the help says what is missing. */
	readonly isTold: boolean;

	constructor(message: string, { isTold = false }: { isTold?: boolean } = {}) {
		super(message);
		this.name = 'Usage';
		this.isTold = isTold;
	}
}

/** A problem document, as programs get it over HTTP too (docs/http.md). */
export type ProblemDocument = {
	type: string;
	title: string;
	status: number;
	/** A sentence for the person who reads it. */
	detail: string;
	/** All that is wrong, where there is more than one thing. */
	problems?: readonly Problem[];
};

/** Another installation has refused something, or could not be asked: its own document is passed on. */
export class RemoteRefusal extends Error {
	readonly document: ProblemDocument;

	constructor(document: ProblemDocument) {
		super(document.detail);
		this.name = 'RemoteRefusal';
		this.document = document;
	}
}

/**
 * The exit code of an error: 2 for wrong usage, 1 for everything else that failed, 0 where commander
 * only printed the help or the version.
 */
export function exitCode(error: unknown): number {
	if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
	return error instanceof Usage ? 2 : 1;
}

/** Puts an error into a document. A surprise keeps its message only; the stack is for PRIMUM_LOG=debug. */
export function documentOf(error: unknown): ProblemDocument {
	if (error instanceof RemoteRefusal) return error.document;
	if (error instanceof Refusal) return problemOf(error);
	if (error instanceof ZodError) {
		const problems = error.issues.map(({ path, message }) => ({ where: path.join('.'), message }));
		return made('invalid', 400, 'This cannot be done as given:', problems);
	}
	if (error instanceof Usage || error instanceof CommanderError) {
		return made('usage', 400, sentenceOf(error));
	}
	const cause = innermost(error).replace(/\.?$/, '.');
	return made(
		'unexpected',
		500,
		`Primum could not finish. ${cause} Set PRIMUM_LOG=debug to see where it happened.`
	);
}

const made = (
	kind: string,
	status: number,
	detail: string,
	problems: readonly Problem[] = []
): ProblemDocument => ({ type: problemType(kind), title: kind, status, detail, problems });

/** Commander begins with `error:`; and where it has printed a help instead, it says no sentence of its own. */
function sentenceOf(error: Usage | CommanderError): string {
	if (error instanceof CommanderError && error.code === 'commander.help') return 'Name a verb.';
	return error.message.replace(/^error: /, '');
}

/** What went wrong first: the layers above it add the query, which is no help to read. */
function innermost(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	return error.cause instanceof Error ? innermost(error.cause) : error.message;
}

/** A line a problem, as far as a person will read. */
export function listed(problems: readonly Problem[]): string[] {
	const lines = problems.slice(0, MOST_LISTED).map((problem) => `  - ${describe(problem)}`);
	const left = problems.length - lines.length;
	return left > 0 ? [...lines, `  ... and ${left} more; --json prints them all.`] : lines;
}

/**
 * Says on stderr why a command failed: in sentences, or with `json` as a problem document.
 *
 * @param debug whether a surprise shows its stack
 */
export function explain(error: unknown, { json, debug }: { json: boolean; debug: boolean }): void {
	if (error instanceof CommanderError && error.exitCode === 0) return;
	const document = documentOf(error);
	if (json) {
		console.error(JSON.stringify(document, null, '\t'));
		return;
	}
	// A help that was printed in place of a sentence says enough.
	if (!(error instanceof CommanderError && error.code === 'commander.help')) {
		console.error([document.detail, ...listed(document.problems ?? [])].join('\n'));
		if (error instanceof CommanderError || (error instanceof Usage && error.isTold)) {
			console.error('Add --help to see what is possible.');
		}
	}
	if (document.title === 'unexpected' && debug) console.error(error);
}
