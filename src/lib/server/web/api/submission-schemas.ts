/** What the endpoints of submissions answer with. */
import { z } from 'zod';
import { SUBMISSION_KINDS } from '#lib/domain/submission.ts';
import { SCHEME_NAMES } from '#lib/scoring/scheme.ts';
import { count, link, moment, named, problemAt, sha256 } from './schemas.ts';

const covers = z
	.object({
		items: count,
		of: count,
		cases: count,
		ofCases: count,
		heldOut: count.meta({ description: 'Of the cases that are answered, those held out.' })
	})
	.meta({ description: 'How much of the set is answered.' });

export const submissionInList = z
	.object({
		id: z.int().positive(),
		entry: z.string().meta({ description: 'What all its versions share.' }),
		version: z.int().positive(),
		kind: z.enum(SUBMISSION_KINDS),
		name: z.string(),
		provider: z.string(),
		people: z.int().positive().nullable(),
		state: z
			.enum(['scoring', 'waiting', 'approved', 'rejected', 'withdrawn', 'failed', 'superseded'])
			.meta({
				description:
					'waiting: scored, and to be decided on. superseded: a later version was approved. failed: it could not be scored.'
			}),
		reason: z
			.string()
			.nullable()
			.meta({ description: 'Why it was rejected, withdrawn, or could not be scored.' }),
		records: count,
		covers,
		createdAt: moment,
		scoredAt: moment.nullable(),
		decidedAt: moment.nullable(),
		links: z.object({
			self: link,
			page: link.meta({ description: 'The same for a person.' })
		})
	})
	.register(named, {
		id: 'SubmissionInList',
		description: 'A version of a submission, without what it is worth.'
	});

export const submissions = z
	.object({ submissions: z.array(submissionInList) })
	.register(named, { id: 'Submissions', description: 'Every version, the newest first.' });

const total = z.object({
	value: z.number().nullable(),
	ci95: z.tuple([z.number().nullable(), z.number().nullable()]).nullable(),
	cases: count,
	records: count
});

const result = z
	.object({
		scheme: z.enum(SCHEME_NAMES),
		schemeVersion: z.int().positive(),
		headline: z.string(),
		over: z.enum(['all', 'open']).meta({
			description:
				'Which of the cases that are answered the totals are of. open: held-out cases are not in them, as for every sender before the leaderboard is published.'
		}),
		totals: z.record(z.string(), total).meta({
			description: 'By metric, over all those cases; never of a part of them.'
		})
	})
	.nullable()
	.meta({ description: 'Null while there is none, and where it is not shown: see `whyNoResult`.' });

export const submission = submissionInList
	.extend({
		about: z.string(),
		form: z.enum(['judge', 'forced-choice']),
		file: z.object({ name: z.string(), bytes: count, sha256 }),
		progress: z
			.object({ what: z.string(), done: count, of: count })
			.nullable()
			.meta({ description: 'How far its scoring is; null where nothing is under way.' }),
		versions: z.array(
			z.object({ id: z.int().positive(), version: z.int().positive(), state: z.string() })
		),
		result,
		whyNoResult: z.enum(['none', 'kept', 'held-out']).nullable().meta({
			description:
				'none: there is none, or none yet; kept: it is shown once the leaderboard is published; held-out: it answers held-out cases, and is partial or was scored without totals of open cases.'
		})
	})
	.register(named, { id: 'Submission', description: 'A version of a submission.' });

export const checked = z
	.object({
		form: z.enum(['judge', 'forced-choice']),
		records: count.meta({ description: 'Records that can be scored.' }),
		covers,
		missing: z
			.array(z.string())
			.meta({ description: 'The first items without a record, by their ids.' }),
		problems: z.array(problemAt).meta({ description: 'The first of what is wrong, with lines.' }),
		problemCount: count,
		submission: submission
			.nullable()
			.meta({ description: 'What came of it; null where it was only checked.' })
	})
	.register(named, {
		id: 'Checked',
		description: 'What a check found, and what was sent.'
	});
