/** Links and their texts as a table, made where they are shown: they are kept nowhere. */
import { defuse } from '#lib/formats/defuse.ts';
import type { Letter } from '#lib/server/services/people/index.ts';

/** A cell in quotes: what writes tables on the server needs a server. */
const cell = (text: string) => `"${defuse(text).replaceAll('"', '""')}"`;

/** @returns CSV with a line of heads */
export function lettersFile(letters: readonly Letter[]): string {
	const rows = letters.map(({ name, email, link, subject, text }) =>
		[name, email, link ?? '', subject, text].map(cell).join(',')
	);
	return `${['name,email,link,subject,text', ...rows].join('\n')}\n`;
}
