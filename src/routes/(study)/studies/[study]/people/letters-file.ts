/** Links and their texts as a table, made where they are shown: they are kept nowhere. */
import type { Letter } from '#lib/server/services/people/index.ts';

/** A cell in quotes; one that a spreadsheet would run as a formula gets an apostrophe, as every table of Primum. */
const cell = (text: string) => {
	const safe = /^'*[=+\-@\t]/.test(text) ? `'${text}` : text;
	return `"${safe.replaceAll('"', '""')}"`;
};

/** @returns CSV with a line of heads */
export function lettersFile(letters: readonly Letter[]): string {
	const rows = letters.map(({ name, email, link, subject, text }) =>
		[name, email, link ?? '', subject, text].map(cell).join(',')
	);
	return `${['name,email,link,subject,text', ...rows].join('\n')}\n`;
}
