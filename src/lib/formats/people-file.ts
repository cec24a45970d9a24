/** A table of people in a file, as the lines that somebody would have pasted out of it. */
import { Refusal, describe, type Problem } from '#lib/domain/refusal.ts';
import { decode, isZip } from './files.ts';
import { inWords, type Limits } from './limits.ts';
import { readSheet } from './xlsx.ts';

const MIB = 1024 * 1024;

/** A list of people is a small file. */
const LIMITS: Limits = {
	fileBytes: 4 * MIB,
	totalBytes: 16 * MIB,
	depth: 1,
	actions: 20_000,
	yamlBytes: 0
};

/**
 * The lines of a .csv, .tsv, .txt or .xlsx.
 *
 * @param name of the file, for messages
 * @throws Refusal ('limit') for a file that is too large, ('invalid') for one that cannot be read
 */
export async function linesOf(bytes: Uint8Array, name: string): Promise<string> {
	if (bytes.length > LIMITS.fileBytes) {
		throw new Refusal(
			'limit',
			`${name} has ${inWords(bytes.length)}: a list of people has at most ${inWords(LIMITS.fileBytes)}. Split it.`
		);
	}
	if (isZip(bytes)) return (await readSheet(bytes, LIMITS)).map(lineOf).join('\n');
	const problems: Problem[] = [];
	const text = decode(bytes, name, problems);
	if (text === null) throw new Refusal('invalid', describe(problems[0]!), { problems });
	return text;
}

/** Cells with a tab between, as a spreadsheet copies them. */
const lineOf = (cells: readonly string[]) =>
	cells.map((cell) => cell.replace(/\s+/g, ' ').trim()).join('\t');
