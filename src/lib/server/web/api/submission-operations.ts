/** What can be asked about submissions to a leaderboard. */
import { z } from 'zod';
import { MAX_REASON } from '#lib/domain/reason-schema.ts';
import { MAX_ABOUT, MAX_PROVIDER, MAX_SUBMISSION_NAME } from '#lib/domain/submission-form.ts';
import * as forms from '../forms.ts';
import { NO_QUERY, operation } from './operation.ts';
import * as schemas from './submission-schemas.ts';

const ofBoard = z.object({
	study: z.string().meta({ description: 'The study, as its address names it.' }),
	release: z
		.string()
		.meta({ description: 'The number of a release with a leaderboard.', examples: ['1'] })
		.transform(forms.id)
});

const ofSubmission = ofBoard.extend({
	submission: z.string().meta({ description: 'The id of the submission.' }).transform(forms.id)
});

const PATH = '/studies/{study}/releases/{release}/submissions';

/** A text of the query, as long as its field may be; what is too long is said by the field itself. */
const text = (description: string) => z.string().optional().meta({ description });

/** Types of files that are read, and how one is called that comes without a name. */
export const SUBMISSION_TYPES = {
	'application/jsonl': 'records.jsonl',
	'application/x-ndjson': 'records.jsonl',
	'text/csv': 'choices.csv',
	'text/plain': 'answers.txt',
	'application/octet-stream': 'answers'
} as const;

export const sendSubmission = operation({
	...{ id: 'sendSubmission', method: 'POST', path: PATH, tag: 'Submissions' },
	summary: 'Check and send answers',
	about:
		'The body is the file: records of a judge as JSONL, or forced choices as CSV. With check=true it is only checked: nothing is kept, and no limit counts it. Otherwise it is checked, kept and scored; where any record is bad it is refused with all of them. The same file again is refused with 409.',
	scope: 'submit',
	params: ofBoard,
	query: z.strictObject({
		check: z
			.enum(['', 'true', 'false'])
			.default('false')
			.meta({ description: 'true, or only the word: say what would be wrong, and keep nothing.' }),
		kind: text('model, or human; needed to send.'),
		name: text(`What it is called: at most ${MAX_SUBMISSION_NAME} characters; needed to send.`),
		provider: text(`Who answers for it: at most ${MAX_PROVIDER} characters.`),
		about: text(`A few words on it: at most ${MAX_ABOUT} characters.`),
		people: text('Of people, how many.'),
		terms: text('The version of the terms that are agreed to, where the leaderboard has terms.'),
		revises: text('The id of an earlier version, of which this is a further one.'),
		file: z
			.string()
			.min(1, 'give the file a name')
			.max(200, 'at most 200 characters')
			.optional()
			.meta({ description: 'How the file is called.' })
	}),
	file: { about: 'The file, as it is.', media: Object.keys(SUBMISSION_TYPES) },
	answer: {
		status: 200,
		about: 'What the check found; Location names what was sent.',
		schema: schemas.checked
	},
	refusals: [404, 406, 409, 413, 415]
});

/** Submissions in one answer. */
const MOST_LISTED = 200;

export const listSubmissions = operation({
	...{ id: 'listSubmissions', method: 'GET', path: PATH, tag: 'Submissions' },
	summary: 'List submissions',
	about:
		'What the owner of the token has sent; for those who run the study, what everybody has. Of more than `limit` ask for the next with `offset`.',
	...{ scope: 'submit', params: ofBoard },
	query: z.strictObject({
		limit: z.coerce
			.number()
			.pipe(z.int().min(1).max(MOST_LISTED))
			.default(MOST_LISTED)
			.meta({ description: 'So many at the most.' }),
		offset: z.coerce
			.number()
			.pipe(z.int().min(0))
			.default(0)
			.meta({ description: 'After so many, the newest first.' })
	}),
	answer: { status: 200, about: 'Submissions.', schema: schemas.submissions },
	refusals: [404, 406]
});

export const showSubmission = operation({
	...{ id: 'showSubmission', method: 'GET', path: `${PATH}/{submission}`, tag: 'Submissions' },
	summary: 'Show a submission',
	about: 'How it stands, how far its scoring is, and what it is worth where that is shown.',
	...{ scope: 'submit', params: ofSubmission, query: NO_QUERY },
	answer: { status: 200, about: 'The submission.', schema: schemas.submission },
	refusals: [404, 406]
});

export const withdrawSubmission = operation({
	...{ id: 'withdrawSubmission', method: 'DELETE', path: `${PATH}/{submission}` },
	tag: 'Submissions',
	summary: 'Withdraw a submission',
	about:
		'This version of it goes from the leaderboard at once. It cannot be taken back. Only its owner withdraws it.',
	scope: 'submit',
	params: ofSubmission,
	query: z.strictObject({
		reason: z
			.string()
			.default('')
			.meta({ description: `Why: at most ${MAX_REASON} characters. Needed.` })
	}),
	answer: { status: 200, about: 'The submission as it is now.', schema: schemas.submission },
	refusals: [404, 406, 409]
});
