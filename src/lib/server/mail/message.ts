/** A mail as a mail server takes it: plain text, the same as simple HTML, and its headers. */
import { onOneLine, type Words } from '#lib/domain/mail-words.ts';
import type { Language } from '#lib/domain/language.ts';
import type { MailSettings } from '../app.ts';
import { escaped } from '../html.ts';

/** What is sent, with nothing left to fill. */
export type Letter = Words & {
	language: Language;
	to: { name: string; address: string };
	/** Who reads an answer; the sender of every mail where nobody is named. */
	replyTo?: { name: string; address: string };
	/** The same each time the same mail is sent, so that a mailbox can tell that it has it already. */
	messageId: string;
	/** By which the person gets no more of these. */
	unsubscribe?: string;
};

/** The letter as nodemailer takes it. */
export function messageOf(letter: Letter, { from }: Pick<MailSettings, 'from'>) {
	const { subject, body, language, to, replyTo, messageId, unsubscribe } = letter;
	return {
		from,
		to: addressed(to),
		...(replyTo && { replyTo: addressed(replyTo) }),
		subject: onOneLine(subject),
		text: `${body}\n`,
		html: htmlOf(body, language),
		messageId,
		headers: {
			// Nobody's machine that is out of office answers a machine (RFC 3834).
			'Auto-Submitted': 'auto-generated',
			'Content-Language': language,
			// A press in the mail program is enough (RFC 8058).
			...(unsubscribe !== undefined && {
				'List-Unsubscribe': { prepared: true, value: `<${unsubscribe}>` },
				'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click'
			})
		}
	};
}

const addressed = ({ name, address }: Letter['to']) => ({ name: onOneLine(name), address });

/**
 * The id of a mail, stable over every attempt to send it.
 *
 * @param createdAt tells it from a mail of the same number in an installation that was made anew
 */
export function messageIdOf(
	{ id, createdAt }: { id: number; createdAt: number },
	origin: string
): string {
	return `<primum.${id}.${createdAt}@${new URL(origin).hostname}>`;
}

/** An address up to what may end the sentence it stands in. */
const LINK = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}'])/;

/** A text as HTML: paragraphs where lines are empty, links where addresses stand, and nothing else. */
export function htmlOf(text: string, language: Language): string {
	const paragraphs = text
		.split(/\n{2,}/)
		.map((paragraph) => `<p dir="auto">${paragraph.split('\n').map(lineOf).join('<br>\n')}</p>`);
	return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<style>:root { color-scheme: light dark }</style>
</head>
<body style="margin: 0; padding: 24px 16px; font: 16px/1.5 system-ui, sans-serif">
<div style="max-width: 36rem; margin: 0 auto; overflow-wrap: anywhere">
${paragraphs.join('\n')}
</div>
</body>
</html>
`;
}

/** Every second part of what is split by a group is what the group found. */
const lineOf = (line: string) =>
	line
		.split(LINK)
		.map((part, index) => {
			const text = escaped(part);
			return index % 2 === 1 ? `<a href="${text}">${text}</a>` : text;
		})
		.join('');
