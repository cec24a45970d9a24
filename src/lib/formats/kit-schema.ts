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
		bestInGroup: flag.nullish().describe('whether it is the best of its group'),
		isHarmOfInaction: flag.nullish().describe('whether it stands for doing nothing'),
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
		name: text.describe('name of the group, as its actions have it'),
		pickCount: z
			.number({ error: 'must be a whole number' })
			.int('must be a whole number')
			.min(0, 'must not be below 0')
			.nullish()
			.describe('how many of the group are wanted'),
		pickType: maybeText.describe('how that is meant: min, exact or another word')
	},
	object
);

export const consultSchema = z.looseObject(
	{
		harm: z
			.looseObject(
				{
					type: maybeText.describe('omission or commission'),
					severity: maybeText.describe('Mild, Moderate or Severe')
				},
				object
			)
			.nullish()
			.describe('the harm of leaving the consult out, or of asking for it'),
		optionId: optionId.nullish().describe('the action that stands for the consult')
	},
	object
);

export const rubricSchema = z.looseObject({
	id: text.describe('id of the case'),
	open: flag.nullish().describe('false where the case is held out'),
	specialty: maybeText.describe('only where the letters at the head of the id do not say it'),
	case: z.looseObject(
		{
			presentation: text.describe('what is known of the patient'),
			question: maybeText.describe('what was asked, where it stands apart'),
			recommendations: maybeText.describe('recommendation of the specialist who answered')
		},
		object
	),
	options: z
		.array(optionSchema, list)
		.min(1, 'must hold at least one action')
		.describe('the actions'),
	abstractionGroups: z.array(groupSchema, list).nullish().describe('groups of actions'),
	specialistConsult: z
		.looseObject({ consults: z.array(consultSchema, list).nullish() }, object)
		.nullish()
		.describe('consults of specialists that are among the actions')
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
	{
		id: text.describe('id of the variant, that of the case for its base presentation'),
		prompt: text.describe('the text that a system is asked with'),
		metadata: z.looseObject({ base_id: text.describe('id of the case') }, object)
	},
	object
);

export const perturbationSchema = z.looseObject({
	id: text.describe('id of the variant'),
	base_id: text.describe('id of the case'),
	presentation: text.describe('the case as this variant tells it')
});

/** A file of guidance as a value: whatever it holds leaves as it came in. */
export const guidanceSchema = z.looseObject({
	case_id: z.unknown().optional().describe('id of the case, the name of the file'),
	spirit: z.unknown().optional().describe('what the case tests'),
	watchouts: z.unknown().optional().describe('what a judge should watch out for'),
	options: z.unknown().optional().describe('by number of the action, how an answer matches it')
});
