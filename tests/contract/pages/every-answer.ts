/** Everything that answers a GET of a study, found among the routes: a new one is tried without being listed. */
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Load } from '../endpoints/asking.ts';

const STUDY = join(import.meta.dirname, '../../../src/routes/(study)/studies/[study]');

/** By its route under the address of the study. */
export async function everyAnswer(): Promise<{ route: string; load: Load }[]> {
	const files = readdirSync(STUDY, { recursive: true, encoding: 'utf8' }).filter((path) =>
		['+page.server.ts', '+server.ts', '+layout.server.ts'].includes(basename(path))
	);
	const found = await Promise.all(
		files.map(async (path) => {
			const module = (await import(join(STUDY, path))) as { load?: Load; GET?: Load };
			const load = module.load ?? module.GET;
			const route = dirname(path) === '.' ? '' : dirname(path);
			return load === undefined ? [] : [{ route, load }];
		})
	);
	return found.flat();
}
