/** The files a person chose, as an import keeps them. */
import { Refusal } from '#lib/domain/refusal.ts';
import type { Files } from '#lib/formats/files.ts';
import * as forms from '#lib/server/web/forms.ts';

/**
 * Takes the fields `files` and `folder` of a form. A browser may leave the folders out of the names it
 * sends, so the page sends the relative path of each file beside it, in `paths`, in the same order.
 *
 * @returns the paths of the files and their bytes
 * @throws Refusal ('invalid') where nothing was chosen, two files have one path, or a zip has others beside it
 */
export async function chosen(form: FormData): Promise<Files> {
	const sent = [...form.getAll('files'), ...form.getAll('folder')];
	const files = sent.filter((file): file is File => typeof file !== 'string' && file.name !== '');
	if (files.length === 0) {
		throw new Refusal('invalid', 'Choose a file, several, or a folder.');
	}
	if (files.length > 1 && files.some(isZip)) {
		throw new Refusal('invalid', 'Choose one zip archive and nothing else.');
	}
	const given = forms.texts(form, 'paths');
	const found: Files = new Map();
	for (const [index, file] of files.entries()) {
		const path = given.length === files.length ? given[index]! : file.name;
		if (found.has(path)) {
			throw new Refusal(
				'invalid',
				`There are two files ${path}: keep one, or choose their folder.`
			);
		}
		found.set(path, new Uint8Array(await file.arrayBuffer()));
	}
	return found;
}

const isZip = ({ name }: File) => name.toLowerCase().endsWith('.zip');
