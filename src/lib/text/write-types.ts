/** `npm run text`: writes the types of the catalogues, from their English. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import prettier from 'prettier';
import { typesOf, type Catalogue } from './compile.ts';

/** The catalogues of this room, each with the name of its type. */
export const CATALOGUES = {
	rater: 'RaterText',
	account: 'AccountText',
	practice: 'PracticeText',
	later: 'LaterText'
} as const;

const here = import.meta.dirname;
const FILE = join(here, 'messages.ts');

/** A catalogue as it is written, e.g. `read('rater', 'de')`. */
export function read(name: string, language: string): Catalogue {
	return JSON.parse(readFileSync(join(here, `${name}.${language}.json`), 'utf8')) as Catalogue;
}

/** The text of messages.ts, as it should be. */
export async function types(): Promise<string> {
	const declared = Object.entries(CATALOGUES).map(
		([name, type]) => `export type ${type} = ${typesOf(read(name, 'en'))};`
	);
	const source = `/** Written by \`npm run text\` from the English catalogues. */\n${declared.join('\n')}`;
	const options = await prettier.resolveConfig(FILE);
	return prettier.format(source, { ...options, filepath: FILE });
}

if (import.meta.main) writeFileSync(FILE, await types());
