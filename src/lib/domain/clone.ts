/** Cloning a study: a new one that takes over what is chosen of another, and nothing that was done in it. */
import { z } from 'zod';
import { studySettingsSchema } from './study.ts';

/** What can be taken over, each by itself. */
export const TAKEN = ['settings', 'words', 'people', 'cases'] as const;
export type Taken = (typeof TAKEN)[number];

const { slug, name } = studySettingsSchema.shape;

export const cloneSchema = z.object({
	slug,
	name,
	/** Rules, plan rules and neighbours, qualification, the words of mails, reminders. */
	settings: z.boolean().default(true),
	/** Guidelines and scale words. */
	words: z.boolean().default(true),
	/** Whoever takes part, with roles and load caps. */
	people: z.boolean().default(true),
	/** Cases that are present, with actions, groups and variants. */
	cases: z.boolean().default(true)
});

export type Clone = z.output<typeof cloneSchema>;
export type CloneInput = z.input<typeof cloneSchema>;
