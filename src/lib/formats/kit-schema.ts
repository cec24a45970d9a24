/** The files of a NOHARM kit as Zod schemas: what must hold of each, with every other field let through. */
import { z } from 'zod';
import { scoreSchema } from '#lib/domain/rating-schema.ts';

const text = z
	.string({ error: 'must be text' })
	.refine((value) => value.trim() !== '', 'must not be empty');
const optionId = z
	.number({ error: 'must be a whole number from 1 on' })
	.int('must be a whole number from 1 on')
	.min(1, 'must be a whole number from 1 on')
	.max(2_147_483_647, 'must be a whole number from 1 on');
const flag = z.boolean({ error: 'must be true or false' });
const maybeText = z.string({ error: 'must be text or null' }).nullish();
const object = { error: 'must be an object, in braces' };
const list = { error: 'must be a list, in brackets' };

export const optionSchema = z.looseObject(
	{
		id: optionId.describe('number of the action within its case'),
		text: text.describe('the action'),
		category: text.describe('kind of action'),
		score: scoreSchema.nullish().describe('final score, 1 to 9'),
		bestInGroup: flag.nullish(),
		isHarmOfInaction: flag.nullish(),
		abstraction: maybeText.describe('name of the group'),
		abstractionType: maybeText.describe('what membership means: alternative, harm or another word'),
		dependsOn: z.array(optionId, list).nullish().describe('actions without which this one is moot'),
		placement: scoreSchema.nullish().describe('score that a scorer takes before `score`'),
		grade: scoreSchema.nullish().describe('score that a scorer takes after `score`')
	},
	object
);

export const groupSchema = z.looseObject(
	{
		name: text,
		pickCount: z
			.number({ error: 'must be a whole number' })
			.int('must be a whole number')
			.min(0, 'must not be below 0')
			.nullish(),
		pickType: maybeText
	},
	object
);

export const consultSchema = z.looseObject(
	{
		harm: z.looseObject({ type: maybeText, severity: maybeText }, object).nullish(),
		optionId: optionId.nullish()
	},
	object
);

export const rubricSchema = z.looseObject({
	id: text.describe('id of the case'),
	open: flag.nullish(),
	specialty: maybeText.describe('only where the letters at the head of the id do not say it'),
	case: z.looseObject(
		{
			presentation: text,
			question: maybeText,
			recommendations: maybeText.describe('recommendation of the specialist who answered')
		},
		object
	),
	options: z.array(optionSchema, list).min(1, 'must hold at least one action'),
	abstractionGroups: z.array(groupSchema, list).nullish(),
	specialistConsult: z
		.looseObject({ consults: z.array(consultSchema, list).nullish() }, object)
		.nullish()
});

/** The part of a rubric that refers to itself: checked even where another field does not fit. */
export const relationsSchema = z.object({
	id: text,
	options: z.array(z.object({ id: optionId, dependsOn: z.array(optionId).nullish() })).min(1),
	abstractionGroups: z.array(z.object({ name: text })).nullish(),
	specialistConsult: z
		.object({ consults: z.array(z.object({ optionId: optionId.nullish() })).nullish() })
		.nullish()
});
export type Relations = z.output<typeof relationsSchema>;

export const itemSchema = z.looseObject(
	{ id: text, prompt: text, metadata: z.looseObject({ base_id: text }, object) },
	object
);

export const perturbationSchema = z.looseObject({ id: text, base_id: text, presentation: text });
