/** What a release is made of: an outline of the whole and slices of records, which the writers in `formats` turn into files. */
import { z } from 'zod';
import { CONSENSUS_RULES } from './study.ts';
import { LICENSE_IDS } from './license.ts';
import { formatVersionsSchema, ruleVersionsSchema } from './release-rules.ts';
import type { Case } from './case.ts';
import type { Basis, ConsensusSettings } from './consensus.ts';
import type { ReferredTo } from './disagreements.ts';
import { isRated, type CannotRateReason, type Flag } from './rating.ts';
import type { Score, ScaleWords } from './scale.ts';
import type { StoryKind } from './story.ts';

/** Of a set with held-out cases, what goes into a release. */
export const RELEASE_PARTS = ['all', 'open', 'held-out'] as const;

/**
 * What a coordinator chooses when a release is made. A release from before something could be chosen reads as if its
 * default had been: parse what is stored.
 */
export const releaseOptionsSchema = z.object({
	/** Codes of the specialties whose cases are released; null for all. */
	specialties: z.array(z.string()).min(1, 'choose a specialty').nullable().default(null),
	/** Ids of the cases that are released, of those specialties; null for all. */
	cases: z.array(z.string()).min(1, 'choose a case').nullable().default(null),
	/** Everything, or only the cases that are open to everyone, or only those that are held out. */
	part: z.enum(RELEASE_PARTS).default('all'),
	/** The last round whose ratings count; null for the present one. */
	throughRound: z.number().int().positive().nullable().default(null),
	/** True where cases whose actions have not all as many signed scores as the rule wants stay out. */
	completeOnly: z.boolean().default(false),
	/** The consensus rule; null for the study's. */
	consensus: z
		.object({ rule: z.enum(CONSENSUS_RULES), band: z.number().int().min(0).max(8) })
		.nullable()
		.default(null),
	/** Raters appear as R01, R02, ...; false: by name. */
	pseudonyms: z.boolean().default(true),
	/** Unresolved actions are left out of the kit, or kept with the rule's provisional score. */
	unresolved: z.enum(['exclude', 'keep']).default('exclude'),
	includeComments: z.boolean().default(false),
	includeTimes: z.boolean().default(false),
	/** Under which licence others may use it; null where the release does not say. */
	license: z.enum(LICENSE_IDS).nullable().default(null),
	/** The language of its texts by its code in ISO 639; null where the release does not say. */
	language: z
		.string()
		.regex(/^[a-z]{2,3}$/, 'give the code of a language, such as en')
		.nullable()
		.default(null),
	note: z
		.string()
		// A form sends each line break as two characters; its field counted one.
		.transform((text) => text.replaceAll('\r\n', '\n').trim())
		.pipe(z.string().max(2_000, 'at most 2,000 characters'))
		.default('')
});
export type ReleaseOptions = z.output<typeof releaseOptionsSchema>;
/** Some of the options: what is not given is as its default says. */
export type ReleaseOptionsInput = z.input<typeof releaseOptionsSchema>;

/** One rater's answer on one action. `rater` is a pseudonym (R01, R02, ...), or a name where raters leave by name. */
export type RatingRecord = {
	case: string;
	action: number;
	rater: string;
	round: number;
	score: Score | null;
	cannotRate: CannotRateReason | null;
	/** Null where the release leaves comments out. */
	comment: string | null;
	flags: Flag[];
	/** Null where nobody knows, and where the release leaves times out. */
	activeSeconds: number | null;
	/** ISO 8601 in UTC; null where nobody knows, and where the release leaves times out. */
	ratedAt: string | null;
};

/**
 * A rating as it leaves: without what the options keep inside.
 *
 * @returns null where it then says nothing: the rater took the answer back and left no flag, nor a comment
 *   that leaves
 */
export function asReleased(
	rating: RatingRecord,
	{ includeComments, includeTimes }: ReleaseOptions
): RatingRecord | null {
	const comment = includeComments ? rating.comment : null;
	const silent = (comment ?? '') === '' && rating.flags.length === 0;
	if (silent && !isRated(rating)) return null;
	const activeSeconds = includeTimes ? rating.activeSeconds : null;
	const ratedAt = includeTimes ? rating.ratedAt : null;
	return { ...rating, comment, activeSeconds, ratedAt };
}

/** The final score of one action, and how it came about, with the raw scores beside it. */
export type FinalRecord = {
	case: string;
	action: number;
	score: Score | null;
	basis: Basis;
	provisional: Score | null;
	reason: string | null;
	/** Raw scores in ascending order. */
	scores: number[];
	/** Raters who gave a reason instead of a score. */
	cannotRate: number;
};

/** One event of what became of an action, with nobody's name. What an event does not say is null, or an empty list. */
export type StoryRecord = {
	case: string;
	action: number;
	/** 1, 2, ...: how the action was worded then. */
	wording: number;
	event: StoryKind;
	round: number | null;
	/** The pseudonym of the rater (R01, R02, ...) or adjudicator (A1, A2, ...) whose event it is. */
	by: string | null;
	score: Score | null;
	cannotRate: CannotRateReason | null;
	flags: Flag[];
	/** Null where the release leaves comments out. */
	comment: string | null;
	text: string | null;
	to: ReferredTo | null;
	basis: Basis | null;
	/** Of a final score, raw scores in ascending order. */
	scores: number[];
	/** Of a ruling, whether a later one took its place or it was taken back. */
	superseded: boolean | null;
	/** Of a ruling and a final score always; else null where the release leaves comments out. */
	reason: string | null;
	/** ISO 8601 in UTC; null where the release leaves times out. */
	at: string | null;
};

/**
 * An event as it leaves: without what the options keep inside.
 *
 * @returns null where it then says nothing, as `asReleased`
 */
export function asTold(
	record: StoryRecord,
	{ includeComments, includeTimes }: ReleaseOptions
): StoryRecord | null {
	const comment = includeComments ? record.comment : null;
	const silent = (comment ?? '') === '' && record.flags.length === 0;
	if (record.event === 'rated' && silent && !isRated(record)) return null;
	const isPublic = record.event === 'ruled' || record.event === 'final';
	const reason = includeComments || isPublic ? record.reason : null;
	return { ...record, comment, reason, at: includeTimes ? record.at : null };
}

/** What a release says of itself as a whole. */
export type Outline = {
	study: { slug: string; name: string };
	number: number;
	/** ISO 8601 in UTC. */
	created: string;
	tool: { name: 'primum'; version: string };
	consensus: ConsensusSettings;
	/** The words of the scale as they hold now: null where all are Primum's. `version`: of the study's words. */
	words: { version: number; scale: ScaleWords | null };
	options: ReleaseOptions;
	/** True where the study has no ratings: the kit then leaves with its reference scores unchanged. */
	unrated: boolean;
	/** Cases of the study that raters qualify by: they are left out, and so are their ratings. */
	qualificationCases: number;
	counts: Manifest['counts'];
	/** The names of those whose ratings leave, in order. */
	raters: readonly string[];
	/** Columns of the tables of cases and actions that Primum has no name for, in the order in which they are met. */
	otherColumns: { cases: readonly string[]; actions: readonly string[] };
};

/** Some cases of a release in the order of their files, with all that is said of them. */
export type Slice = {
	cases: Case[];
	ratings: RatingRecord[];
	finals: FinalRecord[];
	/** Action by action, each in the order of time; null for an export of one round, since a story spans them. */
	stories: StoryRecord[] | null;
};

/** Everything a release says, of a study that is small enough to be looked at whole. */
export type Snapshot = Omit<Outline, 'counts' | 'raters' | 'otherColumns'> & Slice;

/** manifest.json of a release. */
export const manifestSchema = z.object({
	format: z.literal('primum-release'),
	/** 1 had neither versions of rules and formats nor null where nothing was said. */
	formatVersion: z.union([z.literal(1), z.literal(2)]),
	study: z.object({ slug: z.string(), name: z.string() }),
	release: z.number().int().positive(),
	created: z.iso.datetime(),
	tool: z.object({ name: z.literal('primum'), version: z.string() }),
	rules: z.object({
		consensus: z.enum(CONSENSUS_RULES),
		ratersPerCase: z.number().int().positive(),
		band: z.number().int().nonnegative(),
		unresolved: z.enum(['exclude', 'keep']),
		/** The version of the study's words that held; a release from before this was told does not say. */
		words: z.number().int().positive().optional(),
		/** Not in a release of format 1. */
		versions: ruleVersionsSchema.optional()
	}),
	/** Not in a release of format 1. */
	formats: formatVersionsSchema.optional(),
	/** Null where the coordinator named none; not in a release of format 1. */
	license: z.enum(LICENSE_IDS).nullish(),
	/** Of its texts; the same as of the licence holds. */
	language: z.string().nullish(),
	filters: z.object({
		comments: z.boolean(),
		times: z.boolean(),
		/** From here on: a release from before this could be chosen does not say. */
		pseudonyms: z.boolean().optional(),
		/** What of the study was taken in; null where nothing was left out by it. */
		specialties: z.array(z.string()).nullish(),
		/** Those of the cases chosen one by one that are in the release. */
		cases: z.array(z.string()).nullish(),
		part: z.enum(RELEASE_PARTS).optional(),
		throughRound: z.number().int().positive().nullish(),
		completeOnly: z.boolean().optional()
	}),
	note: z.string(),
	/** Against the newest release that stood then, a sentence each; null for the first, absent where nobody compared them. */
	changes: z
		.object({ since: z.number().int().positive(), sentences: z.array(z.string()) })
		.nullish(),
	counts: z.object({
		cases: z.number().int(),
		actions: z.number().int(),
		raters: z.number().int(),
		ratings: z.number().int(),
		final: z.number().int(),
		unresolved: z.number().int(),
		/** Left out; a release from before there were any does not say. */
		qualificationCases: z.number().int().optional(),
		/** Cases among them that are held out; not in a release of format 1. */
		heldOut: z.number().int().optional()
	}),
	files: z.array(
		z.object({
			path: z.string(),
			bytes: z.number().int().nonnegative(),
			sha256: z.string().regex(/^[0-9a-f]{64}$/)
		})
	)
});
export type Manifest = z.output<typeof manifestSchema>;

/** What a manifest that is written now must say beyond what is read. */
export const writtenManifestSchema = manifestSchema.extend({
	formatVersion: z.literal(2),
	rules: manifestSchema.shape.rules.required(),
	filters: manifestSchema.shape.filters.required(),
	counts: manifestSchema.shape.counts.required(),
	formats: formatVersionsSchema,
	license: z.enum(LICENSE_IDS).nullable(),
	language: z.string().nullable(),
	changes: manifestSchema.shape.changes.unwrap()
});
