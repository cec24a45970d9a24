/** The first figures of a release's agreement, from its agreement.json. */
import { readHeadline, type HeadlineFigure } from '#lib/formats/agreement-headline.ts';
import type { Actor, App } from '../../app.ts';
import { file } from './archives.ts';

/** Reads them; nothing else of the archive is unpacked. */
export async function headline(
	app: App,
	{ actor, slug, number }: { actor: Actor; slug: string; number: number }
): Promise<HeadlineFigure[]> {
	const { read } = await file(app, actor, slug, { number, path: 'agreement.json' });
	return readHeadline(Buffer.concat(await Array.fromAsync(read())).toString());
}
