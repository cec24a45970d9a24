/** What lets `import('./rater.de.json')` give compiled messages instead of data. */
import { basename } from 'node:path';
import type { Plugin } from 'vite';
import { compile, type Catalogue } from './compile.ts';

const CATALOGUE = /\/lib\/text\/\w+\.(\w+)\.json$/;

/** A Vite plugin for the catalogues of this room. */
export function catalogues(): Plugin {
	return {
		name: 'primum-catalogues',
		enforce: 'pre',
		transform(source, id) {
			const language = CATALOGUE.exec(id)?.[1];
			if (language === undefined) return null;
			try {
				const code = compile(language, JSON.parse(source) as Catalogue);
				return { code, map: null, moduleType: 'js' };
			} catch (error) {
				throw new Error(`${basename(id)}: ${(error as Error).message}`, { cause: error });
			}
		}
	};
}
