/** Signing a case and taking the signature back: the requests, and what their answers mean. */
import type { RefusalCode, Refused } from '#lib/domain/refusal.ts';
import { post, refusedBy } from './transport.ts';

export type Settled =
	/** It is as was asked for: now, or since a try whose answer was lost. */
	| { kind: 'done' }
	| { kind: 'signed-out' }
	/** No answer; whether it was done is not known, and trying again does no harm. */
	| { kind: 'unreachable' }
	/** Not done, and the case is no longer as this page shows it. */
	| ({ kind: 'outdated' } & Refused)
	| ({ kind: 'refused' } & Refused);

/**
 * Submits a case. It never throws: no answer is an outcome.
 *
 * @param signed the words the person signed, and the version of the assignment they saw
 */
export function submit(
	account: number,
	assignment: number,
	signed: { meaning: string; version: number }
): Promise<Settled> {
	return settle(`/api/v1/assignments/${assignment}/submit`, account, signed, 'already-submitted');
}

/** Takes a submission back. It never throws: no answer is an outcome. */
export function takeBack(account: number, assignment: number): Promise<Settled> {
	return settle(`/api/v1/assignments/${assignment}/take-back`, account, {}, 'not-submitted');
}

/** @param already says that what is asked for was done before */
async function settle(
	path: string,
	account: number,
	body: object,
	already: RefusalCode
): Promise<Settled> {
	try {
		const response = await post(path, account, body);
		if (response.ok) return { kind: 'done' };
		if (response.status === 401) return { kind: 'signed-out' };
		const refused = await refusedBy(response);
		if (response.status !== 409) return { kind: 'refused', ...refused };
		return refused.code === already ? { kind: 'done' } : { kind: 'outdated', ...refused };
	} catch {
		return { kind: 'unreachable' };
	}
}
