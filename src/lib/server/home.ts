/** Where Primum stands on the disk. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** True in the production build, false in the sources. */
export const IS_BUILT = !import.meta.url.endsWith('.ts');

/**
 * A file or folder of Primum. Looks upward, because a bundled server runs from another depth than the source.
 *
 * @param path relative to the folder that holds package.json, e.g. `migrations/sqlite`
 */
export function atHome(path: string): string {
	for (let at = dirname(fileURLToPath(import.meta.url)); ; at = dirname(at)) {
		const found = join(at, path);
		if (existsSync(found) && existsSync(join(at, 'package.json'))) return found;
		if (at === dirname(at)) throw new Error(`${path} is missing: install Primum again.`);
	}
}
