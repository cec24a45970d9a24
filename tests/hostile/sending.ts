/** How a file reaches a server: by the forms of the page of cases, as a browser without scripts sends them. */
import { Blob } from 'node:buffer';
import { FormData, Visitor, type Answer } from '../bench/support/visitor.ts';

/** What a form may be told that a file is, and whether it is only checked. */
export type Sent = { dryRun: boolean } & {
	about: 'cases' | 'ratings';
	name: string;
	bytes: Uint8Array;
};

/**
 * Over a connection of its own: a server closes one that waits while the next file is made.
 *
 * @param visitor who has signed in
 * @returns the answer: 200 where it was taken, 4xx where it was refused
 */
export async function sendFile(
	{ origin, visitor }: { origin: string; visitor: Visitor },
	study: string,
	{ about, name, bytes, dryRun }: Sent
): Promise<Answer> {
	const form = new FormData();
	form.set(about === 'cases' ? 'files' : 'ratings', new Blob([bytes]), name);
	const sender = new Visitor(origin);
	sender.cookie = visitor.cookie;
	try {
		const action = `${dryRun ? 'check' : 'import'}${about === 'cases' ? '' : 'Ratings'}`;
		return await sender.send(`/studies/${study}/cases?/${action}`, form);
	} finally {
		await sender.close();
	}
}
