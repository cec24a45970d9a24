/** The file of a submission, as it was sent. */
import type { App } from '../../app.ts';
import { read } from '../../db/atomically.ts';
import * as submissions from '../../store/submissions.ts';

/** Parts that are read at once. */
const AT_ONCE = 8;

/** Its bytes, read some parts at a time. */
export async function fileOf(app: App, submissionId: number): Promise<Buffer> {
	const parts: Uint8Array[] = [];
	for (let first = 0; ; first += AT_ONCE) {
		const span = { submissionId, first, last: first + AT_ONCE };
		const some = await read(app.db, (tx) => submissions.parts(tx, span));
		parts.push(...some.map(({ content }) => content));
		if (some.length < AT_ONCE) return Buffer.concat(parts);
	}
}
