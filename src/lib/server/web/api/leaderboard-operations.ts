/** What can be asked about a leaderboard, by everybody. */
import { z } from 'zod';
import { SUBMISSION_KINDS } from '#lib/domain/submission.ts';
import { SCHEME_NAMES } from '#lib/scoring/scheme.ts';
import * as forms from '../forms.ts';
import { operation } from './operation.ts';
import { count, moment, named } from './schemas.ts';

const figure = z.object({
	value: z.number().nullable(),
	ci95: z.tuple([z.number().nullable(), z.number().nullable()]).nullable(),
	cases: count,
	records: count
});

const harms = z
	.object({ severe: z.number(), moderate: z.number(), mild: z.number() })
	.nullable()
	.meta({ description: 'A hundred cases.' });

const reached = { figures: z.record(z.string(), figure), omissions: harms, commissions: harms };

const line = z.object({ name: z.string(), ...reached });

const leaderboard = z
	.object({
		study: z.object({ slug: z.string(), name: z.string(), synthetic: z.boolean() }),
		release: z.int().positive(),
		withdrawn: z.string().nullable().meta({ description: 'Why the release was withdrawn.' }),
		scheme: z.enum(SCHEME_NAMES),
		schemeVersion: z.int().positive(),
		draws: count.meta({ description: 'Of each interval.' }),
		publishedAt: moment.nullable(),
		accepts: z.boolean().meta({ description: 'True while submissions are taken.' }),
		headline: z.string(),
		harmRate: z.string(),
		by: z.string().meta({ description: 'The metric that the entries are in the order of.' }),
		metrics: z
			.array(
				z.object({
					name: z.string(),
					meaning: z.string(),
					better: z.enum(['higher', 'lower']).nullable(),
					unit: z.enum(['share', 'harms', 'cases'])
				})
			)
			.meta({ description: 'All that the scheme has.' }),
		entries: z.array(
			z.object({
				entry: z.string(),
				version: z.int().positive(),
				kind: z.enum(SUBMISSION_KINDS),
				name: z.string(),
				provider: z.string(),
				about: z.string(),
				people: z.int().positive().nullable(),
				covers: z.number().meta({ description: 'How much of the set it answers, 0 to 1.' }),
				rank: z
					.object({ from: z.int().positive(), to: z.int().positive() })
					.nullable()
					.meta({ description: 'As far as intervals tell the place.' }),
				...reached
			})
		),
		baselines: z.array(line),
		ceiling: line.nullable().meta({ description: 'The raters, each against the others.' })
	})
	.register(named, {
		id: 'Leaderboard',
		description: 'A published leaderboard, under one scheme; schemes are never mixed.'
	});

export const showLeaderboard = operation({
	...{ id: 'showLeaderboard', method: 'GET' },
	path: '/studies/{study}/releases/{release}/leaderboard',
	tag: 'Submissions',
	summary: 'Show a leaderboard',
	about: 'For everybody, with no token, once it is published.',
	scope: 'anyone',
	params: z.object({
		study: z.string().meta({ description: 'The study, as its address names it.' }),
		release: z
			.string()
			.meta({ description: 'The number of a release.', examples: ['1'] })
			.transform(forms.id)
	}),
	query: z.strictObject({
		scheme: z
			.enum(SCHEME_NAMES)
			.optional()
			.meta({ description: 'The one of the leaderboard unless given.' }),
		by: z
			.string()
			.optional()
			.meta({ description: 'Entries are in its order; the headline of the scheme unless given.' }),
		metrics: z
			.string()
			.optional()
			.transform((names) => forms.list(names ?? ''))
			.meta({
				description: 'Those whose figures are wanted beside `by`: names with commas between.'
			})
	}),
	answer: { status: 200, about: 'The leaderboard.', schema: leaderboard },
	refusals: [404, 406]
});
