/** The token by which an installation elsewhere lets us in: from a file, from stdin, from the environment or as given. */
import { readFileSync } from 'node:fs';
import { Usage } from '../failure.ts';
import { readFile } from '../inputs.ts';
import type { Remote } from '../verb.ts';

/** A token has 50 characters. */
const MOST_BYTES = 10_000;

/**
 * Reads the token, which is printed nowhere.
 *
 * @throws Usage where there is none, two, or what is given cannot be one; Refusal where the file cannot be read
 */
export function tokenOf({ token, tokenFile }: Partial<Remote>): string {
	if (token !== undefined && tokenFile !== undefined) {
		throw new Usage('Give at most one of --token and --token-file.');
	}
	const found = (token ?? inFile(tokenFile) ?? process.env['PRIMUM_TOKEN'] ?? '').trim();
	if (found === '') {
		throw new Usage(
			'--remote needs a token: set PRIMUM_TOKEN, or name a file with --token-file (- for stdin). One is made on ' +
				'the page HTTP interface of the study, or by `primum tokens add`.'
		);
	}
	// What a header cannot hold would be a failure without a sentence.
	if (!/^[\x21-\x7e]+$/.test(found)) {
		throw new Usage('The token holds spaces, line breaks or letters that no token has.');
	}
	return found;
}

function inFile(path: string | undefined): string | undefined {
	if (path === undefined) return undefined;
	if (path === '-') return readFileSync(0, 'utf8');
	return new TextDecoder().decode(readFile(path, MOST_BYTES));
}
