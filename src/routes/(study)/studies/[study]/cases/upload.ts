/** The files a person chose, as an import takes them. */
import { Refusal } from '#lib/domain/refusal.ts';
import type { Sent } from '#lib/server/services/importing/index.ts';

/** What is too large for the server never arrives: this says so in place of the browser's bare number. */
export const TOO_LARGE =
	'The files are larger than this server takes at once. Import a zip, which is smaller, or import in parts.';

/**
 * Takes the fields `files` and `folder` of a form. A browser may leave the folders out of the names it
 * sends, so the page sends the relative path of each file beside it, in `paths`, in the same order.
 *
 * @returns the bytes of a zip as it is; of other files their paths and bytes
 * @throws Refusal ('invalid') where nothing was chosen, or a zip together with other files
 */
export async function chosen(form: FormData): Promise<Sent> {
	const sent = [...form.getAll('files'), ...form.getAll('folder')];
	const files = sent.filter((file): file is File => typeof file !== 'string' && file.name !== '');
	if (files.length === 0) {
		throw new Refusal('invalid', 'Choose a zip archive, a folder, or cases.csv with actions.csv.');
	}
	const [first] = files;
	if (files.some(isZip)) {
		if (files.length > 1) throw new Refusal('invalid', 'Choose one zip archive and nothing else.');
		return { zip: await bytesOf(first!) };
	}
	const paths = form.getAll('paths').map(String);
	const entries = await Promise.all(
		files.map(async (file, index) => {
			const path = paths.length === files.length ? paths[index]! : file.name;
			return [path, await bytesOf(file)] as const;
		})
	);
	return { files: new Map(entries) };
}

const isZip = ({ name }: File) => name.toLowerCase().endsWith('.zip');

async function bytesOf(file: File): Promise<Uint8Array> {
	return new Uint8Array(await file.arrayBuffer());
}
