/** The files of the demonstration's cases, as often as a load test wants them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Files } from '#lib/formats/files.ts';
import { encode } from '#lib/formats/files.ts';
import { atHome } from '../home.ts';

const KIT = atHome('src/lib/server/demo/kit');
const ITEMS = 'dataset/items.jsonl';

/** Numbers of the kit's own cases end below this, so that copy 3 of `Card001` can be `Card3001`. */
const COPY_STEP = 1000;

/**
 * The kit of the demonstration, followed by copies of it under other ids: `Card001`, `Card1001`, ...
 *
 * @param scale how many times each case is wanted; 1 for the kit as it is
 * @param from copies to leave out at the beginning, for whoever takes a large kit in parts
 */
export function kitFiles(scale: number, from = 0): Files {
	const texts = readTexts();
	const files: Files = new Map();
	const items: string[] = [];
	for (let copy = from; copy < scale; copy += 1) {
		for (const [path, text] of texts) {
			const copied = inCopy(text, copy);
			if (path === ITEMS) items.push(copied);
			else files.set(inCopy(path, copy), encode(copied));
		}
	}
	files.set(ITEMS, encode(items.join('')));
	return files;
}

function readTexts(): [string, string][] {
	return readdirSync(KIT, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry): [string, string] => {
			const path = join(entry.parentPath, entry.name);
			return [relative(KIT, path).split(sep).join('/'), readFileSync(path, 'utf8')];
		})
		.sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Renames every case id in a path or a file's text. */
function inCopy(text: string, copy: number): string {
	if (copy === 0) return text;
	return text.replace(
		/\b([A-Z][A-Za-z]+)(0\d\d)\b/g,
		(_, letters: string, digits: string) => `${letters}${copy * COPY_STEP + Number(digits)}`
	);
}
