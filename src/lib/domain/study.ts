/** A study: one annotation campaign. What a coordinator sets, and the limits of each setting. */
import { z } from 'zod';
import type { Language } from './language.ts';

/**
 * Who someone is in one study. A coordinator sees named ratings, so a coordinator never rates in it; an observer
 * sees figures and releases, and raters by pseudonym only; a submitter sends answers to be scored, and sees nothing else
 * of the study but its public side. What follows for each stands in roles.ts.
 */
export const ROLES = ['coordinator', 'adjudicator', 'rater', 'observer', 'submitter'] as const;
export type Role = (typeof ROLES)[number];

export const CONSENSUS_RULES = [
	'noharm-strict',
	'median',
	'mean-rounded',
	'majority-label'
] as const;
export type ConsensusRule = (typeof CONSENSUS_RULES)[number];

/** Ratings wanted an action (k) when a study does not say. NOHARM used three. */
export const DEFAULT_RATERS_PER_CASE = 3;

/** Largest minus smallest score within which a panel agrees, when a study does not say. */
export const DEFAULT_BAND = 2;

/** Said by the rater who submits a case, in the language of the screen; stored with the signature. */
export const SIGNATURE_MEANINGS: Record<Language, string> = {
	en: 'I rated these actions independently.',
	de: 'Ich habe diese Maßnahmen unabhängig bewertet.'
};

/** The same in a later round, which shows what the panel said: nobody rates independently there. */
export const LATER_SIGNATURE_MEANINGS: Record<Language, string> = {
	en: "I reviewed the panel's anonymous answers and gave these ratings.",
	de: 'Ich habe die anonymen Antworten des Panels geprüft und diese Bewertungen abgegeben.'
};

export const slugSchema = z
	.string()
	.trim()
	.regex(
		/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/,
		'use 1 to 64 small letters, digits and hyphens, beginning and ending with a letter or digit'
	);

/** A whole number, or the digits of one as a form sends them; an empty field is not a 0. */
export function wholeNumber(least: number, most: number) {
	const message = `must be a whole number from ${least} to ${most}`;
	return z
		.union(
			[
				z.number(),
				z
					.string()
					.trim()
					.regex(/^\d{1,9}$/, message)
			],
			{ error: message }
		)
		.transform(Number)
		.pipe(z.number().int(message).min(least, message).max(most, message));
}

/** The longest message a coordinator can leave for the raters. */
export const MAX_NOTICE = 2_000;

export const MAX_GUIDELINES = 200_000;

/** A text of several lines, with line ends as everywhere else. */
const lines = z.string().transform((text) => text.replaceAll('\r\n', '\n'));

const mostGuidelines = `at most ${MAX_GUIDELINES.toLocaleString('en')} characters`;
export const guidelinesSchema = lines.pipe(z.string().max(MAX_GUIDELINES, mostGuidelines));

/** What can be set about a study at any time, one field each. Its words have versions: see study-words.ts. */
const SETTINGS = {
	name: z.string().trim().min(1, 'give the study a name').max(200, 'at most 200 characters'),
	ratersPerCase: wholeNumber(1, 50),
	consensusRule: z.enum(CONSENSUS_RULES),
	band: wholeNumber(0, 8),
	/** Adjudicators who have to give the same score before a ruling holds: see ruling.ts. */
	rulingsWanted: wholeNumber(1, 2),
	showReference: z.boolean(),
	/** What the coordinator has to say to the raters just now: plain text, '' for nothing. */
	notice: lines
		.transform((text) => text.trim())
		.pipe(z.string().max(MAX_NOTICE, `at most ${MAX_NOTICE.toLocaleString('en')} characters`)),
	sharesComments: z.boolean(),
	asksReason: z.boolean()
};

/** A change of some of the settings: those that are not given stay. */
export const settingsChangeSchema = z.object(SETTINGS).partial();
export type Settings = z.output<z.ZodObject<typeof SETTINGS>>;
export type SettingsChange = z.input<typeof settingsChangeSchema>;

/** What each setting is called where a sentence names it. */
export const SETTING_NAMES: Record<keyof Settings, string> = {
	name: 'The name',
	ratersPerCase: 'Raters per case',
	consensusRule: 'The consensus rule',
	band: 'The band',
	rulingsWanted: 'The number of adjudicators',
	showReference: 'Showing the reference recommendation',
	notice: 'The message to raters',
	sharesComments: 'Sharing comments',
	asksReason: 'Asking for a reason'
};

/** What a study begins with; `slug` names it in addresses and on the command line. */
export const studySettingsSchema = z.object({
	slug: slugSchema,
	name: SETTINGS.name,
	guidelines: guidelinesSchema.default(''),
	ratersPerCase: SETTINGS.ratersPerCase.default(DEFAULT_RATERS_PER_CASE),
	consensusRule: SETTINGS.consensusRule.default('noharm-strict'),
	band: SETTINGS.band.default(DEFAULT_BAND),
	rulingsWanted: SETTINGS.rulingsWanted.default(1),
	showReference: SETTINGS.showReference.default(false)
});

export type StudySettingsInput = z.input<typeof studySettingsSchema>;

/**
 * A slug made from a name: "Chest pain, pilot" becomes "chest-pain-pilot".
 *
 * @returns a valid slug, or 'study' where the name has no letter or digit to use
 */
export function slugFrom(name: string): string {
	const slug = name
		.normalize('NFKD')
		.replace(/[\u0300-\u036f]/g, '')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.slice(0, 64)
		.replace(/^-+|-+$/g, '');
	return slug === '' ? 'study' : slug;
}
