/** The first figures of a release's agreement, from its agreement.json. */
import { readHeadline, type HeadlineFigure } from '#lib/formats/agreement-headline.ts';
import { bytesOf } from '#lib/formats/archive-read.ts';
import { fileIn, type Archive } from './archives.ts';

/** Reads them; nothing else of the archive is unpacked. */
export async function headline(release: Archive): Promise<HeadlineFigure[]> {
	const { read } = await fileIn(release, 'agreement.json');
	return readHeadline((await bytesOf(read())).toString());
}
