/** How a file reaches a server: over HTTP, as programs send one, to be imported by a job. */
import { setTimeout } from 'node:timers/promises';
import { Visitor } from '../bench/support/visitor.ts';

/** What is said of a file, and whether it is only checked. */
export type Sent = { dryRun: boolean } & {
	about: 'cases' | 'ratings';
	name: string;
	bytes: Uint8Array;
};

/** How often it is asked whether a job is over. */
const EVERY_MS = 100;

/** What became of a file: a refusal of the request or of its job; anything else is a fault of the server's. */
export type Outcome = 'taken' | 'refused' | { fault: string };

/** Requests that are refused for what is in them; that an address is not there is none of these. */
const REFUSED = new Set([400, 409, 413, 422]);

/**
 * Over a connection of its own: a server closes one that waits while the next file is made.
 *
 * @param visitor who has signed in
 */
export async function sendFile(
	{ origin, visitor }: { origin: string; visitor: Visitor },
	study: string,
	{ about, name, bytes, dryRun }: Sent
): Promise<Outcome> {
	const sender = new Visitor(origin);
	sender.cookie = visitor.cookie;
	try {
		const query = new URLSearchParams({ kind: about, name, dryRun: String(dryRun) });
		const path = `/api/v1/studies/${study}/imports?${query.toString()}`;
		const { status, body } = await sender.sendFile(path, bytes);
		if (REFUSED.has(status)) return 'refused';
		if (status !== 202) return { fault: `answered with ${status}` };
		const { id } = JSON.parse(body.toString()) as { id: string };
		return await endOf(sender, `/api/v1/studies/${study}/jobs/${id}`);
	} finally {
		await sender.close();
	}
}

async function endOf(sender: Visitor, job: string): Promise<Outcome> {
	for (;;) {
		const { status, body } = await sender.get(job);
		if (status !== 200) return { fault: `its job answered with ${status}` };
		const { state } = JSON.parse(body.toString()) as { state: string };
		if (state === 'done') return 'taken';
		if (state === 'refused') return 'refused';
		if (state !== 'waiting' && state !== 'running') return { fault: `its job ended as ${state}` };
		await setTimeout(EVERY_MS);
	}
}
