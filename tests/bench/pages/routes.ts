/** Every page there is, read off the routes, so that a new one is measured from its first day. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../../src/cli/built.ts';

export type Who = 'coordinator' | 'administrator' | 'rater' | 'nobody';

export type Route = {
	/** The address with its parameters, e.g. `/studies/[study]/cases/[case]`. */
	path: string;
	who: Who;
};

const ROUTES = join(ROOT, 'src/routes');
const PAGE = '+page.svelte';

/** Whom the pages of a folder are for, where the folder of a page does not say so itself. */
const FOLDERS: Record<string, Who> = {
	'(study)': 'coordinator',
	'(admin)': 'administrator',
	'(rater)': 'rater'
};

const EXCEPTIONS: Record<string, Who> = { '/studies/new': 'administrator' };

/** Its link stands in a mail and nowhere else. */
const ONLY_BY_MAIL = '/unsubscribe/[token]';

/** Without it a leaderboard only leads to the address that names one. */
const SCHEME = '?scheme=mast-2026-07';

/** The pages in the order of their folders. */
export function routes(): Route[] {
	return readdirSync(ROUTES, { recursive: true, withFileTypes: true })
		.filter(({ name }) => name === PAGE)
		.map(({ parentPath }) => parentPath.slice(ROUTES.length + 1).split('/'))
		.map((parts) => {
			const path = `/${parts.filter((part) => !part.startsWith('(')).join('/')}`;
			return { path, who: EXCEPTIONS[path] ?? FOLDERS[parts[0]!] ?? 'nobody' };
		})
		.filter(({ path }) => path !== ONLY_BY_MAIL)
		.sort((a, b) => (a.who + a.path < b.who + b.path ? -1 : 1));
}

/**
 * The address of a page.
 *
 * @param places a value for each parameter by its name
 * @throws Error where one is missing
 */
export function addressOf({ path }: Route, places: Record<string, string>): string {
	const address = path.replace(/\[(\w+)\]/g, (_, name: string) => {
		const value = places[name];
		if (value === undefined) throw new Error(`${path}: nothing says what [${name}] is.`);
		return value;
	});
	return path.includes('/leaderboards/') ? address + SCHEME : address;
}
