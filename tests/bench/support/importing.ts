/** Importing ratings as a coordinator does: by the form of the page of cases. */
import { Blob } from 'node:buffer';
import { ratingsFile } from './ratings-file.ts';
import { whileWatched, type Held, type Server } from './server.ts';
import { FormData, type Visitor } from './visitor.ts';

/**
 * Imports a file of ratings and waits until nothing more is done about it.
 *
 * @param study its slug
 * @param scale of the study
 * @param name what the names of its raters begin with; another name, other ratings
 */
export async function importRatings(
	server: Server,
	coordinator: Visitor,
	{ study, scale, name }: { study: string; scale: number; name: string }
): Promise<Held> {
	const form = new FormData();
	form.set('ratings', new Blob([ratingsFile(name, scale)]), 'ratings.csv');
	return whileWatched(server, () =>
		coordinator.submit(`/studies/${study}/cases?/importRatings`, form)
	);
}
