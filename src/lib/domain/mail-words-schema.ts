/** The words of a mail as somebody enters them. */
import { z } from 'zod';
import { MAIL_KIND_NAMES, type MailKind } from './mail.ts';
import {
	inSubjectOf,
	MAX_BODY,
	MAX_SUBJECT,
	named,
	onOneLine,
	PLACEHOLDERS_OF
} from './mail-words.ts';

const inBraces = (names: readonly string[]) => names.map((name) => `{${name}}`).join(', ');

/** What a kind of mail can say: a text with a way in, and no placeholder that stands for nothing. */
export function wordsSchema(kind: MailKind) {
	const only = (names: readonly string[], what: string) =>
		z.string().superRefine((text, context) => {
			const other = named(text).find((name) => !names.includes(name));
			if (other === undefined) return;
			const message = `{${other}} stands for nothing ${what}: it can hold ${inBraces(names)}`;
			context.addIssue({ code: 'custom', message });
		});
	return z.object({
		subject: z
			.string()
			.transform(onOneLine)
			.pipe(
				z
					.string()
					.min(1, 'give the mail a subject')
					.max(MAX_SUBJECT, `at most ${MAX_SUBJECT} characters`)
			)
			.pipe(only(inSubjectOf(kind), 'in this subject')),
		body: z
			.string()
			.transform((text) => text.replace(/\r\n?/g, '\n').trim())
			.pipe(
				z
					.string()
					.min(1, 'give the mail a text')
					.max(MAX_BODY, `at most ${MAX_BODY.toLocaleString('en')} characters`)
			)
			.pipe(only(PLACEHOLDERS_OF[kind], `in the ${MAIL_KIND_NAMES[kind].toLowerCase()}`))
			.pipe(z.string().includes('{link}', { error: 'must hold {link}: the person needs a way in' }))
	});
}
