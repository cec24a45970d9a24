/** Problem documents (RFC 9457): how something that was not done is told to a program, over HTTP and by the command line. */
import type { Refusal } from './refusal.ts';

/** Names a kind of problem, on every installation alike; docs/http.md says what each means. */
export const problemType = (kind: string) => `urn:primum:problem:${kind}`;

/** A refusal as such a document; also one of several answers in one response. */
export function problemOf(refusal: Refusal) {
	return {
		type: problemType(refusal.kind),
		title: refusal.kind,
		status: refusal.status,
		detail: refusal.message,
		code: refusal.code,
		values: refusal.values,
		problems: refusal.problems,
		current: refusal.kind === 'conflict' ? refusal.detail : undefined
	};
}
