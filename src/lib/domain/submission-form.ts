/** What whoever sends answers says of them. */
import { z } from 'zod';
import { wholeNumber } from './study.ts';
import type { SubmissionKind } from './submission.ts';

/** Baselines are Primum's own, and are not sent. */
export const SENT_KINDS = ['model', 'human'] as const satisfies SubmissionKind[];
export type SentKind = (typeof SENT_KINDS)[number];

export const MAX_SUBMISSION_NAME = 80;
export const MAX_PROVIDER = 80;
export const MAX_ABOUT = 1_000;

/** The most people who can have answered together. */
export const MOST_PEOPLE = 10_000;

const onOneLine = (most: number) =>
	z
		.string()
		.trim()
		.max(most, `at most ${most} characters`)
		.regex(/^\P{Cc}*$/u, 'use plain text, without control characters');

/**
 * The words of a submission as a form or a program sends them. `people`: of people, how many answered; of a model it
 * is left out, and null then.
 */
export const submissionSchema = z
	.object({
		kind: z.enum(SENT_KINDS, 'say whether a model or people answered'),
		name: onOneLine(MAX_SUBMISSION_NAME).min(1, 'say what it is called'),
		provider: onOneLine(MAX_PROVIDER).default(''),
		about: z
			.string()
			// A form sends each line break as two characters; its field counted one.
			.transform((text) => text.replaceAll('\r\n', '\n').trim())
			.pipe(z.string().max(MAX_ABOUT, `at most ${MAX_ABOUT.toLocaleString('en')} characters`))
			.default(''),
		people: z
			.union([z.literal('').transform(() => null), z.null(), wholeNumber(1, MOST_PEOPLE)])
			.default(null)
	})
	.transform((given, { issues }) => {
		const isHuman = given.kind === 'human';
		if (isHuman && given.people === null) {
			const message = 'say how many people answered';
			issues.push({ code: 'custom', path: ['people'], message, input: given.people });
		}
		return { ...given, people: isHuman ? given.people : null };
	});
export type SubmissionWords = z.output<typeof submissionSchema>;
export type SubmissionWordsInput = z.input<typeof submissionSchema>;
