/**
 * What a mail says: a subject line and a plain text with placeholders such as `{name}`. A line whose placeholder
 * has nothing to say, such as the due date of a round without one, is left out.
 */
import type { MailKind } from './mail.ts';

/** A subject line and a plain text, both with placeholders. */
export type Words = { subject: string; body: string };

/** What each placeholder stands for. Counts come with their noun, in the language of the mail. */
export const PLACEHOLDERS = {
	name: 'the person’s name',
	study: 'the name of the study',
	link: 'the person’s own link',
	coordinator: 'who sends it',
	cases: 'how many cases are open, as “3 cases”',
	actions: 'how many actions those cases have, as “41 actions”',
	left: 'how many of those are not rated yet, as “17 actions”; nothing where all are',
	round: 'the number of the round, as “round 2”',
	due: 'the day the round is due; nothing where there is none',
	submission: 'the name of a submission, with its version where it has several',
	release: 'the number of the release that it is to',
	reason: 'why it was rejected',
	expires: 'until when the link works; nothing for somebody who has an account already'
} as const;
export type Placeholder = keyof typeof PLACEHOLDERS;

/** What the placeholders of one mail stand for; null where there is nothing to say. */
export type Values = { [Name in Placeholder]?: string | null };

/** What each kind of mail can say. */
export const PLACEHOLDERS_OF: Record<MailKind, readonly Placeholder[]> = {
	invitation: ['name', 'study', 'link', 'coordinator', 'expires'],
	reminder: ['name', 'study', 'link', 'coordinator', 'cases', 'actions', 'left', 'due'],
	'round-opened': ['name', 'study', 'link', 'coordinator', 'cases', 'actions', 'left', 'due'],
	'next-round': [
		'name',
		'study',
		'link',
		'coordinator',
		'round',
		'cases',
		'actions',
		'left',
		'due'
	],
	'rulings-wait': ['name', 'study', 'link', 'coordinator', 'cases', 'actions'],
	'submission-scored': ['name', 'study', 'link', 'coordinator', 'submission', 'release'],
	'submission-approved': ['name', 'study', 'link', 'coordinator', 'submission', 'release'],
	'submission-rejected': [
		'name',
		'study',
		'link',
		'coordinator',
		'submission',
		'release',
		'reason'
	],
	password: ['name', 'link']
};

/** They have nothing to say in some mails, and a subject line cannot be left out. */
const NOT_IN_A_SUBJECT: readonly Placeholder[] = ['link', 'left', 'due', 'expires', 'reason'];

/** What the subject line of a kind of mail can say. */
export const inSubjectOf = (kind: MailKind): readonly Placeholder[] =>
	PLACEHOLDERS_OF[kind].filter((name) => !NOT_IN_A_SUBJECT.includes(name));

export const MAX_SUBJECT = 150;
export const MAX_BODY = 5_000;

const IN_BRACES = /\{([^{}\n]*)\}/g;

/** Names in braces, in their order. */
export const named = (text: string) => [...text.matchAll(IN_BRACES)].map(([, name]) => name!);

/** A text without line breaks and other control characters, which no header of a mail may hold. */
export function onOneLine(text: string): string {
	// eslint-disable-next-line no-control-regex -- they are what is looked for
	return text.replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
}

/**
 * The words with the placeholders filled. Names that stand for nothing stay as they are.
 *
 * @returns the subject on one line; the text without the lines whose placeholders have nothing to say
 */
export function fill({ subject, body }: Words, values: Values): Words {
	const has = (line: string) => named(line).every((name) => values[name as Placeholder] !== null);
	const filled = (text: string) =>
		text.replace(IN_BRACES, (whole, name: string) => {
			const value = Object.hasOwn(values, name) ? values[name as Placeholder] : undefined;
			return value === undefined ? whole : onOneLine(value ?? '');
		});
	const lines = body.split('\n').filter(has).map(filled);
	return {
		subject: onOneLine(filled(subject)),
		body: lines
			.join('\n')
			.replace(/\n{3,}/g, '\n\n')
			.trim()
	};
}
