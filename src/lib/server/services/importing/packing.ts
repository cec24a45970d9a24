/** Several files as one that is kept, and back. */
import { Refusal } from '#lib/domain/refusal.ts';
import { isZip, tooLarge, type Files } from '#lib/formats/files.ts';
import { baseOf } from '#lib/formats/layout.ts';
import type { Limits } from '#lib/formats/limits.ts';
import { unzip, zip } from '#lib/formats/zip.ts';

const WORKBOOK = /\.xls[xm]$/i;

/**
 * One file as it is; several as an archive that is called after the folder they lie in, or after the first of them.
 *
 * @throws Refusal ('limit') where they are larger than what is read at once
 */
export function asOne(files: Files, limits: Limits): { name: string; bytes: Uint8Array } {
	const [problem] = tooLarge(files, limits);
	if (problem !== undefined) {
		throw new Refusal('limit', [problem.where, problem.message].filter(Boolean).join(': '), {
			problems: [problem]
		});
	}
	const [[name, bytes]] = [...files] as [[string, Uint8Array]];
	if (files.size === 1) return { name: baseOf(name), bytes };
	const top = name.slice(0, Math.max(name.indexOf('/'), 0));
	const more = files.size - 1;
	const called = top === '' ? `${name} and ${more} more` : top;
	return { name: `${called}.zip`, bytes: zip(files) };
}

/**
 * The files in what was kept: those of an archive, or a file by itself. A workbook is an archive too, and stays one.
 *
 * @throws Refusal as `unzip`
 */
export async function filesIn(name: string, bytes: Uint8Array, limits: Limits): Promise<Files> {
	if (!isZip(bytes) || WORKBOOK.test(name)) return new Map([[name, bytes]]);
	const files = await unzip(bytes, limits);
	return files.has('xl/workbook.xml') ? new Map([[`${name}.xlsx`, bytes]]) : files;
}
