/** How a file reaches a server: by the forms of the page of cases, as a browser without scripts sends them. */
import { Blob } from 'node:buffer';
import { FormData, type Answer, type Visitor } from '../bench/support/visitor.ts';

/** What a form may be told that a file is. */
export type Sent = { about: 'cases' | 'ratings'; name: string; bytes: Uint8Array };

/** @returns the answer: 200 where it was taken, 4xx where it was refused */
export function sendFile(
	visitor: Visitor,
	study: string,
	{ about, name, bytes }: Sent
): Promise<Answer> {
	const form = new FormData();
	form.set(about === 'cases' ? 'files' : 'ratings', new Blob([bytes]), name);
	return visitor.send(
		`/studies/${study}/cases?/${about === 'cases' ? 'import' : 'importRatings'}`,
		form
	);
}
