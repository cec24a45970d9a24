/** What each field of a case must look like that a person writes. Apart from written-case.ts, which browsers load. */
import { z } from 'zod';
import { MEANINGS } from './case-change.ts';
import { scoreSchema } from './rating-schema.ts';
import { tidied } from './spelling.ts';

/** The most characters that a text of a case has: far more than anybody would read. */
export const MAX_CASE_TEXT = 100_000;

/** The most actions of a case that is written by hand; more come by a file. */
const MAX_ACTIONS = 500;
const MAX_PARTS = 200;
const MAX_NUMBER = 2_147_483_647;

const text = z
	.string()
	.max(MAX_CASE_TEXT, 'this is longer than a case can be')
	.transform((value) => value.replaceAll('\r\n', '\n'));
const filled = (empty: string) => text.refine((value) => value.trim() !== '', empty);
/** Nothing is null: an empty field means that there is none. */
const maybe = text.nullable().transform((value) => (value?.trim() ? value : null));
/** A name, a code or an id: without space around it. */
const short = (empty: string, most: number) =>
	z
		.string()
		.transform(tidied)
		.pipe(z.string().min(1, empty).max(most, `at most ${most} characters`));
const maybeShort = (most: number) =>
	z
		.string()
		.nullable()
		.transform((value) => tidied(value ?? '') || null)
		.pipe(z.string().max(most, `at most ${most} characters`).nullable());
const whole = (least: number, wrong: string) =>
	z.number({ error: wrong }).int(wrong).min(least, wrong).max(MAX_NUMBER, wrong);
const meaning = z.enum(MEANINGS).nullable().default(null);

const actionSchema = z.object({
	was: z.number({ error: 'this case has no such action' }).nullable().default(null),
	number: whole(1, 'a whole number from 1 on'),
	text: filled('write what is done, or take the action out'),
	category: short('choose or write a category', 200),
	group: maybeShort(200),
	groupType: maybeShort(200),
	dependsOn: z
		.array(z.number().catch(NaN))
		.refine((numbers) => numbers.every((number) => Number.isInteger(number) && number > 0), {
			error: 'numbers of actions, with commas between, such as 2, 5'
		})
		.transform((numbers) => [...new Set(numbers)]),
	isHarmOfInaction: z.boolean(),
	referenceScore: scoreSchema.nullable(),
	meaning
});

const groupSchema = z.object({
	name: short('write the name of the group', 200),
	pickType: short('choose how many are to be picked', 64),
	pickCount: whole(0, 'a whole number from 0 on')
});

const variantSchema = z.object({
	externalId: short('write an id, such as Card001_1', 100),
	presentation: filled('write the presentation as it is in this variant'),
	description: maybe
});

export const writtenCaseSchema = z.object({
	externalId: short('write an id, such as Card001', 100),
	specialty: short('choose or write a specialty', 64),
	presentation: filled('write the presentation'),
	question: maybe,
	reference: maybe,
	guidance: maybe,
	heldOut: z.boolean(),
	meaning,
	actions: z
		.array(actionSchema)
		.min(1, 'write at least one action')
		.max(MAX_ACTIONS, `at most ${MAX_ACTIONS} actions are written by hand: import the case`),
	groups: z.array(groupSchema).max(MAX_PARTS, `at most ${MAX_PARTS} groups`),
	variants: z.array(variantSchema).max(MAX_PARTS, `at most ${MAX_PARTS} variants`)
});
export type CaseInput = z.input<typeof writtenCaseSchema>;
