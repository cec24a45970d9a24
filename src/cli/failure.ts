/** What a failed command says, and with which code it ends. */
import { CommanderError } from 'commander';
import { ZodError } from 'zod';
import { describe, Refusal, type Problem } from '#lib/domain/refusal.ts';

/** Problems that are written out for a person. */
const MOST_LISTED = 100;

/** The command was not given as it must be: exit 2. */
export class Usage extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'Usage';
	}
}

/** A failure in words: a sentence and, where there is more than one reason, all of them. */
export type Failure = { kind: string; message: string; problems: readonly Problem[] };

/**
 * The exit code of an error: 2 for wrong usage, 1 for everything else that failed, 0 where commander
 * only printed the help or the version.
 */
export function exitCode(error: unknown): number {
	if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
	return error instanceof Usage ? 2 : 1;
}

/** The problems of a Zod error, placed by the field they are about. */
export function problemsOf(error: ZodError): Problem[] {
	return error.issues.map(({ path, message }) => ({ where: path.join('.'), message }));
}

/** Puts an error into words. A surprise keeps its message only; the stack is for PRIMUM_LOG=debug. */
export function failureOf(error: unknown): Failure {
	if (error instanceof Refusal) {
		return { kind: error.kind, message: error.message, problems: error.problems };
	}
	if (error instanceof ZodError) {
		return {
			kind: 'invalid',
			message: 'This cannot be done as given:',
			problems: problemsOf(error)
		};
	}
	if (error instanceof Usage || error instanceof CommanderError) {
		return { kind: 'usage', message: error.message, problems: [] };
	}
	const cause = innermost(error).replace(/\.?$/, '.');
	return {
		kind: 'unexpected',
		message: `Primum could not finish. ${cause} Set PRIMUM_LOG=debug to see where it happened.`,
		problems: []
	};
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
 * Says on stderr why a command failed, and with `json` also on stdout as one document.
 *
 * @param debug whether a surprise shows its stack
 */
export function explain(error: unknown, { json, debug }: { json: boolean; debug: boolean }): void {
	if (error instanceof CommanderError && error.exitCode === 0) return;
	const failure = failureOf(error);
	// Commander has printed its own sentence already.
	if (!(error instanceof CommanderError)) {
		const lines = [
			failure.message,
			...failure.problems.map((problem) => `  - ${describe(problem)}`)
		];
		console.error(lines.join('\n'));
	}
	if (failure.kind === 'unexpected' && debug) console.error(error);
	if (json) console.log(JSON.stringify({ error: failure }, null, '\t'));
}
