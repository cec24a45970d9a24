/** Signing a case: the request, and what its answer means. */
import { post, problem } from './transport.ts';

export type Submission =
	| { kind: 'submitted' }
	| { kind: 'signed-out' }
	/** No answer; whether it is submitted is not known, and trying again does no harm. */
	| { kind: 'unreachable' }
	| ({ kind: 'refused' } & Awaited<ReturnType<typeof problem>>);

/**
 * Submits a case. It never throws: no answer is an outcome.
 *
 * @param signed the words the person signed, and the version of the assignment they saw
 */
export async function submit(
	account: number,
	assignment: number,
	signed: { meaning: string; version: number }
): Promise<Submission> {
	try {
		const response = await post(`/api/v1/assignments/${assignment}/submit`, account, signed);
		// A conflict means that it is submitted already, perhaps by a try whose answer was lost.
		if (response.ok || response.status === 409) return { kind: 'submitted' };
		if (response.status === 401) return { kind: 'signed-out' };
		return { kind: 'refused', ...(await problem(response)) };
	} catch {
		return { kind: 'unreachable' };
	}
}
