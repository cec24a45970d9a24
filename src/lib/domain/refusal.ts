import { shortened } from './listed.ts';

/**
 * Why something asked for was not done. Each kind has one meaning on every surface: a screen shows the
 * sentence beside the field, the HTTP interface gives the matching status, the command line exits 1.
 */
export type RefusalKind =
	/** The input breaks a rule of the field: 400. */
	| 'invalid'
	/** Nobody is signed in, or the secret is wrong: 401. */
	| 'unauthenticated'
	/** This person may not: 403. */
	| 'forbidden'
	/** There is no such thing, or none this person may know of: 404. */
	| 'missing'
	/** What is stored has moved on: 409. */
	| 'conflict'
	/** Too much or too many: 413. */
	| 'limit'
	/** Too often: 429. */
	| 'slow-down'
	/** The database cannot write just now; the same request may succeed later: 503. */
	| 'busy';

/**
 * The sentences a rater can meet, by name: a screen in another language says them in its own words. The
 * message of a refusal stays the English one, for logs, programs and the command line.
 */
export type RefusalCode =
	| 'account-disabled'
	| 'action-gone'
	| 'actions-left'
	| 'already-submitted'
	| 'busy'
	| 'case-changed'
	| 'case-missing'
	| 'case-released'
	| 'case-shown-again'
	| 'case-submitted'
	| 'case-withdrawn'
	| 'comment-changed'
	| 'form-invalid'
	| 'link-used'
	| 'not-found'
	| 'not-qualified'
	| 'not-submitted'
	/** Said to a program that sends several saves; a page sends such a one again. */
	| 'not-tried'
	| 'operation-reused'
	| 'other-account'
	| 'other-address'
	| 'other-person'
	| 'present-password-wrong'
	| 'rating-changed'
	| 'reasons-missing'
	| 'request-invalid'
	| 'result-stands'
	| 'round-locked'
	| 'session-ended'
	| 'signature-unknown'
	| 'slow-down'
	/** A fault of Primum's, not of the request. */
	| 'unexpected'
	/** Said by the page: the answer was no problem document. */
	| 'unexplained'
	| 'unsubscribe-unknown'
	| 'wrong-password';

/** The numbers and names in such a sentence, by name. */
export type RefusalValues = Readonly<Record<string, number | string>>;

/** A refusal as it reaches a screen, by a form, a problem document or an error page. */
export type Refused = {
	/** The sentence in English. */
	message: string;
	/** Which sentence it is: a RefusalCode, as far as whoever sent it is trusted. */
	code?: string;
	values?: RefusalValues;
};

/** One thing that is wrong with what was given, and where. */
export type Problem = {
	/** A file of the import, a field of the form or a path into the request. */
	where: string;
	/** The line in that file, counted from 1, where it is known. */
	line?: number;
	/** The field at fault, in the words of the file or form. */
	field?: string;
	/** A sentence that says what is wrong and what to do. */
	message: string;
};

const STATUS: Record<RefusalKind, number> = {
	invalid: 400,
	unauthenticated: 401,
	forbidden: 403,
	missing: 404,
	conflict: 409,
	limit: 413,
	'slow-down': 429,
	busy: 503
};

/** Seconds after which it is worth asking a busy database again. */
export const BUSY_SECONDS = 2;

/** An expected failure. Its message is written for the person who reads it; nothing was changed. */
export class Refusal extends Error {
	readonly kind: RefusalKind;
	/** All that is wrong, where there is more than one thing. */
	readonly problems: readonly Problem[];
	/** What the caller needs in order to go on, e.g. the value that is stored now. */
	readonly detail: unknown;
	/** Which sentence it is, where raters can meet it. */
	readonly code: RefusalCode | undefined;
	/** The numbers and names in it, e.g. how many seconds to wait. */
	readonly values: RefusalValues | undefined;
	/** Seconds after which the same request may succeed, where that is known. */
	readonly retryAfter: number | undefined;

	constructor(
		kind: RefusalKind,
		message: string,
		{
			problems = [],
			detail,
			code,
			values,
			retryAfter
		}: {
			problems?: readonly Problem[];
			detail?: unknown;
			code?: RefusalCode;
			values?: RefusalValues;
			retryAfter?: number;
		} = {}
	) {
		super(message);
		this.name = 'Refusal';
		this.kind = kind;
		this.problems = problems;
		this.detail = detail;
		this.code = code;
		this.values = values;
		this.retryAfter = retryAfter ?? (kind === 'busy' ? BUSY_SECONDS : undefined);
	}

	/** The HTTP status of this kind. */
	get status(): number {
		return STATUS[this.kind];
	}
}

/**
 * One line that places a problem: `dataset/rubrics/Card001.json, line 12, score: ...`.
 *
 * @param problem what is wrong and where
 * @returns a sentence for a terminal or a list on a page
 */
export function describe(problem: Problem): string {
	const place = [
		problem.where,
		problem.line === undefined ? undefined : `line ${problem.line}`,
		problem.field
	].filter((part) => part !== undefined && part !== '');
	return `${place.join(', ')}: ${problem.message}`;
}

/** As many further lines as one sentence names. */
const LINES_NAMED = 10;

/**
 * Problems of one kind as one: those with the same sentence about the same field of a file, with all their lines.
 *
 * @returns the problems in the order in which each was met first
 */
export function together(problems: readonly Problem[]): Problem[] {
	const alike = Map.groupBy(problems, ({ where, field, message }) =>
		JSON.stringify([where, field, message])
	);
	return [...alike.values()].map(([first, ...others]) => {
		if (others.length === 0) return first!;
		const also = shortened(
			others.map(({ line }) => line ?? ''),
			LINES_NAMED
		);
		return {
			...first!,
			message: `${first!.message} Also on ${others.length === 1 ? 'line' : 'lines'} ${also}.`
		};
	});
}
