/** Invented tables as people have them, for the specs of this room. */
import { utils, write } from '@e965/xlsx';
import { encode, type Files } from '../files.ts';

type Rows = readonly (readonly (string | number | boolean | Date | null)[])[];

/** A workbook with these sheets. */
export function workbookOf(sheets: Record<string, Rows>): Uint8Array {
	const book = utils.book_new();
	for (const [name, rows] of Object.entries(sheets)) {
		const sheet = utils.aoa_to_sheet(rows as unknown[][], { UTC: true });
		utils.book_append_sheet(book, sheet, name);
	}
	return new Uint8Array(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
}

/** Files by their names; texts as UTF-8. */
export function filesOf(files: Record<string, string | Uint8Array>): Files {
	return new Map(
		Object.entries(files).map(([name, content]) => [
			name,
			typeof content === 'string' ? encode(content) : content
		])
	);
}

export const CHEST =
	'A 64-year-old woman has had pressure in her chest for two hours. She smokes and has high blood pressure. Her pulse is 96 a minute.';
export const RASH =
	'A 23-year-old man shows an itching rash on both forearms since yesterday. He has worked in the garden. There is no fever, and he feels well.';

/** A German sheet with a title, a row an action, and what is told of a case in its first row only. */
export const GERMAN = workbookOf({
	Vignetten: [
		['Vignetten der Pilotstudie'],
		[],
		[
			'Fall',
			'Fachgebiet',
			'Anamnese',
			'Nr.',
			'Maßnahme',
			'Kategorie',
			'Quelle',
			'Bemerkung der Autorin'
		],
		[
			'Fall 1',
			'Kardiologie',
			CHEST,
			1,
			'EKG innerhalb von zehn Minuten',
			'Diagnostik',
			'Handbuch',
			'eindeutig'
		],
		[null, null, null, 2, 'Nach Hause schicken ohne Untersuchung', 'Verlauf', null, 'gefährlich'],
		['Fall 2', 'Dermatologie', RASH, 1, 'Hautpflege und Abwarten', 'Beratung', 'Praxis', null],
		[null, null, null, 2, 'Kortison als Tablette', 'Medikation', null, 'fraglich']
	]
});
