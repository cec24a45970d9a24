/** Every address of Primum, as the folders of its routes name them: a new one is tried without being listed. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const ROUTES = join(import.meta.dirname, '../../src/routes');

export type Route = {
	/** With its parameters in brackets, e.g. `/cases/[assignment]`. */
	path: string;
	isPage: boolean;
	/** Names of the form actions; `''` for the one without a name. */
	actions: string[];
};

/** All routes, in the order of their paths. */
export function everyRoute(): Route[] {
	const files = readdirSync(ROUTES, { recursive: true, withFileTypes: true })
		.filter((entry) => /^\+(page(\.server)?|server)\.(svelte|ts)$/.test(entry.name))
		.map((entry) => join(entry.parentPath, entry.name));
	const byPath = Map.groupBy(files, pathOf);
	return [...byPath]
		.map(([path, own]) => ({
			path,
			isPage: own.some((file) => file.endsWith('.svelte')),
			actions: own.filter((file) => file.endsWith('+page.server.ts')).flatMap(actionsOf)
		}))
		.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function pathOf(file: string): string {
	const parts = relative(ROUTES, dirname(file)).split('/');
	return `/${parts.filter((part) => part !== '' && !part.startsWith('(')).join('/')}`;
}

function actionsOf(file: string): string[] {
	const [, actions] = readFileSync(file, 'utf8').split('export const actions');
	const names = [...(actions ?? '').matchAll(/^\t(\w+): /gm)].map(([, name]) => name!);
	return names.map((name) => (name === 'default' ? '' : name));
}

/** Names of all fields that forms and programs send, as the sources mention them. */
export function everyField(): string[] {
	const sources = readdirSync(ROUTES, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && /server\.ts$|\.svelte$/.test(entry.name))
		.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
		.join('\n');
	const read = sources.matchAll(
		/(?:forms\.\w+\(form, |form\.(?:get|has)\(|forms\.read\(request\), )'(\w+)'/g
	);
	const shown = sources.matchAll(/\bname="(\w+)"/g);
	return [...new Set([...read, ...shown].map(([, name]) => name!))].sort();
}
