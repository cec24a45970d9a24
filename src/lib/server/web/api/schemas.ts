/** What the endpoints answer with: these schemas write the answers, and describe them. Times are ISO 8601 in UTC. */
import { z } from 'zod';
import { MEASURES } from '#lib/domain/agreement-view.ts';
import { PLACE_STATES } from '#lib/domain/coverage.ts';
import { ERRAND_KINDS } from '#lib/domain/errand.ts';
import { manifestSchema, releaseOptionsSchema } from '#lib/domain/release.ts';

/** Schemas that the description names, each by its name. */
export const named = z.registry<{ id: string; description: string }>();

export const moment = z.iso.datetime();
export const count = z.int().nonnegative();
export const link = z.url();
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Milliseconds since 1970 as the answers tell a moment. */
export const momentOf = (at: number) => new Date(at).toISOString();

export const study = z
	.object({
		slug: z.string(),
		name: z.string(),
		role: z
			.enum(['coordinator', 'observer', 'administrator'])
			.meta({ description: 'What whoever asks, or owns the token, is in the study.' }),
		archivedAt: moment.nullable(),
		links: z.object({ self: link, releases: link, coverage: link, agreement: link })
	})
	.register(named, { id: 'Study', description: 'A study that can be looked at.' });

export const studies = z
	.object({ studies: z.array(study) })
	.register(named, { id: 'Studies', description: 'Those that can be looked at.' });

const releaseHead = z.object({
	number: z.int().positive(),
	createdAt: moment,
	sha256: sha256.meta({ description: 'Of the archive; also its ETag.' }),
	withdrawn: z
		.object({ at: moment, reason: z.string() })
		.nullable()
		.meta({ description: 'Why it should not be used any more; null while it stands.' }),
	note: z.string(),
	rules: manifestSchema.shape.rules,
	counts: manifestSchema.shape.counts,
	links: z.object({
		self: link,
		archive: link,
		files: link.meta({ description: 'Followed by the path of a file, as the manifest has it.' })
	})
});

export const releaseInList = releaseHead.register(named, {
	id: 'ReleaseInList',
	description: 'A release, without its manifest.'
});

export const releases = z
	.object({ releases: z.array(releaseInList) })
	.register(named, { id: 'Releases', description: 'The releases of a study, the newest first.' });

export const manifest = manifestSchema.register(named, {
	id: 'Manifest',
	description: 'manifest.json of a release: how it was made, and the SHA-256 of every file.'
});

export const release = releaseHead
	.extend({ manifest })
	.register(named, { id: 'Release', description: 'A release with its manifest.' });

export const releaseOptions = releaseOptionsSchema.strict().register(named, {
	id: 'ReleaseOptions',
	description: 'What goes into a release, and how. What is left out is as its default says.'
});

const progress = { counted: count, wanted: count };

export const coverage = z
	.object({
		study: z.string(),
		asOf: moment,
		round: z.int().positive(),
		ratersPerCase: z.int().positive(),
		dueAt: moment.nullable(),
		raters: z.object({
			active: count.meta({ description: 'Those who have begun.' }),
			of: count
		}),
		ratings: z.object({
			...progress,
			surplus: count.meta({ description: 'Beyond those that are wanted.' }),
			last24Hours: count
		}),
		cases: z.object({ complete: count, of: count, last24Hours: count }),
		places: z.object({
			...(Object.fromEntries(PLACE_STATES.map((state) => [state, count])) as Record<
				(typeof PLACE_STATES)[number],
				typeof count
			>),
			of: count,
			last24Hours: count
		}),
		finish: z
			.object({
				at: moment,
				from: moment,
				to: moment,
				ratingsPerDay: z.number().nonnegative()
			})
			.nullable()
			.meta({
				description: 'When the round will be complete at the present pace; `from` to `to` with 90%.'
			}),
		whyNoFinish: z.string().nullable(),
		specialties: z.array(
			z.object({ specialty: z.string(), ...progress, complete: count, cases: count })
		)
	})
	.register(named, {
		id: 'Coverage',
		description: 'How far the present round is, as the page Coverage counts it.'
	});

export const figure = z
	.object({
		value: z.number().nullable(),
		ci95: z
			.tuple([z.number(), z.number()])
			.nullable()
			.meta({ description: 'By case: each case left out in turn.' }),
		why: z
			.string()
			.nullable()
			.meta({ description: 'Why there is no value, or no interval; null where both are there.' }),
		cases: count,
		actions: count,
		ratings: count
	})
	.register(named, { id: 'Figure', description: 'A figure of agreement with its interval.' });

const measures = Object.fromEntries(MEASURES.map((name) => [name, figure])) as Record<
	(typeof MEASURES)[number],
	typeof figure
>;

export const agreement = z
	.object({
		study: z.string(),
		asOf: moment,
		newestRatingAt: moment.nullable(),
		figures: z.object(measures).meta({
			description:
				'Over what a release made now would carry: of each rater the newest answer, under a signature, before any ruling. alpha: Krippendorff’s, ordinal; ac2: Gwet’s, ordinal weights; exact, within: shares of pairs that are the same, and at most one apart; discordant: share of actions whose raters are discordant.'
		}),
		specialties: z.array(z.object({ specialty: z.string(), alpha: figure })).meta({
			description: 'The lowest first; those with fewer than 30 ratings are left out.'
		}),
		concordance: z.array(z.object({ class: z.string(), actions: count })),
		scores: z
			.object({ counts: z.array(count).length(9), cannotRate: count })
			.meta({ description: 'How often each score from 1 to 9 was given.' })
	})
	.register(named, {
		id: 'Agreement',
		description: 'How alike the ratings are, as the page Agreement counts it.'
	});

export const problemAt = z.object({
	where: z.string(),
	line: z.int().optional(),
	field: z.string().optional(),
	message: z.string()
});

export const job = z
	.object({
		id: z.uuid(),
		kind: z.enum(ERRAND_KINDS),
		state: z.enum(['waiting', 'running', 'done', 'refused', 'failed', 'stopped']).meta({
			description:
				'refused: for what was asked, with the problems; failed: for a fault of Primum’s. Neither changed anything.'
		}),
		stopping: z.boolean(),
		progress: z.object({ what: z.string(), done: count, of: count }),
		createdAt: moment,
		finishedAt: moment.nullable(),
		outcome: z
			.record(z.string(), z.unknown())
			.nullable()
			.meta({ description: 'What came of it: of an import its counts, of a release its number.' }),
		refusal: z.object({ message: z.string(), problems: z.array(problemAt) }).nullable(),
		links: z.object({
			self: link,
			release: link.optional().meta({ description: 'The release that came of it.' })
		})
	})
	.register(named, { id: 'Job', description: 'Long work that was asked for.' });

export const problem = z
	.looseObject({
		type: z.string().regex(/^urn:primum:problem:[a-z-]+$/),
		title: z.string(),
		status: z.int().min(400).max(599),
		detail: z.string().meta({ description: 'A sentence for the person who reads it.' }),
		problems: z
			.array(problemAt)
			.optional()
			.meta({ description: 'All that is wrong, each with its place.' })
	})
	.register(named, { id: 'Problem', description: 'Why something was not done (RFC 9457).' });

/** OpenAPI has no schema of its own here. */
export const description = z
	.looseObject({ openapi: z.string(), info: z.looseObject({}), paths: z.looseObject({}) })
	.register(named, { id: 'Description', description: 'This document.' });
