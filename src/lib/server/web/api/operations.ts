/** Everything that can be asked by HTTP, below /api/v1; what a rater's own page asks is none of it. */
import { z } from 'zod';
import * as forms from '../forms.ts';
import { NO_PARAMS, NO_QUERY, operation, type Operation } from './operation.ts';
import { showLeaderboard } from './leaderboard-operations.ts';
import * as schemas from './schemas.ts';
import {
	listSubmissions,
	sendSubmission,
	showSubmission,
	withdrawSubmission
} from './submission-operations.ts';

const slug = z.string().meta({ description: 'The study, as its address names it.' });
const ofStudy = z.object({ study: slug });
const ofRelease = ofStudy.extend({
	release: z
		.string()
		.meta({
			description: 'The number of a release; or latest, the newest that is not withdrawn.',
			examples: ['1', 'latest']
		})
		.transform((named) => (named === 'latest' ? named : forms.id(named)))
});
const ofJob = ofStudy.extend({ job: z.string().meta({ description: 'The id of the job.' }) });

export const listStudies = operation({
	...{ id: 'listStudies', method: 'GET', path: '/studies', tag: 'Studies' },
	summary: 'List studies',
	about: 'With a token, the one study that it is for.',
	...{ scope: 'read', params: NO_PARAMS, query: NO_QUERY },
	answer: { status: 200, about: 'Studies.', schema: schemas.studies },
	refusals: [406]
});

export const showStudy = operation({
	...{ id: 'showStudy', method: 'GET', path: '/studies/{study}', tag: 'Studies' },
	summary: 'Show a study',
	about: 'With links to what can be asked of it.',
	...{ scope: 'read', params: ofStudy, query: NO_QUERY },
	answer: { status: 200, about: 'The study.', schema: schemas.study },
	refusals: [404, 406]
});

export const listReleases = operation({
	...{ id: 'listReleases', method: 'GET', path: '/studies/{study}/releases', tag: 'Releases' },
	summary: 'List releases',
	about: 'The newest first, withdrawn ones among them.',
	...{ scope: 'read', params: ofStudy, query: NO_QUERY },
	answer: { status: 200, about: 'Releases.', schema: schemas.releases },
	refusals: [404, 406]
});

export const showRelease = operation({
	...{ id: 'showRelease', method: 'GET', path: '/studies/{study}/releases/{release}' },
	tag: 'Releases',
	summary: 'Show a release',
	about:
		'With its manifest. A release that was withdrawn stays and can be read; `withdrawn` says when and why.',
	...{ scope: 'read', params: ofRelease, query: NO_QUERY },
	answer: { status: 200, about: 'The release.', schema: schemas.release, isTagged: true },
	refusals: [404, 406]
});

export const fetchArchive = operation({
	...{ id: 'fetchArchive', method: 'GET', path: '/studies/{study}/releases/{release}/archive' },
	tag: 'Releases',
	summary: 'Fetch a release as a zip',
	about:
		'The same bytes each time. The ETag is their SHA-256. Of a release that was withdrawn, the header Primum-Withdrawn says when.',
	...{ scope: 'read', params: ofRelease, query: NO_QUERY },
	answer: { status: 200, about: 'The archive.', media: ['application/zip'] },
	refusals: [404, 416]
});

export const fetchFile = operation({
	...{ id: 'fetchFile', method: 'GET', path: '/studies/{study}/releases/{release}/files/{path}' },
	tag: 'Releases',
	summary: 'Fetch one file of a release',
	about:
		'The ETag is the SHA-256 that the manifest has. Text is compressed for whoever accepts it, under a tag of its own.',
	scope: 'read',
	params: ofRelease.extend({
		path: z.string().meta({
			description: 'As the manifest has it; its slashes stay as they are.',
			examples: ['manifest.json', 'tables/final.csv']
		})
	}),
	query: NO_QUERY,
	answer: {
		status: 200,
		about: 'The file.',
		media: ['application/json', 'application/jsonl', 'text/csv', 'text/markdown'].concat(
			'application/yaml',
			'application/vnd.apache.parquet',
			'application/octet-stream'
		)
	},
	refusals: [404, 416]
});

export const makeRelease = operation({
	...{ id: 'makeRelease', method: 'POST', path: '/studies/{study}/releases', tag: 'Releases' },
	summary: 'Make a release',
	about:
		'Of what is signed when the job comes to it. Refused while another is being made, so sending it twice makes no two.',
	...{ scope: 'release', params: ofStudy, query: NO_QUERY, body: schemas.releaseOptions },
	answer: { status: 202, about: 'A job was taken on; Location names it.', schema: schemas.job },
	refusals: [404, 406, 409, 413, 415]
});

export const showCoverage = operation({
	...{ id: 'showCoverage', method: 'GET', path: '/studies/{study}/coverage', tag: 'Figures' },
	summary: 'Show coverage',
	about: 'Made to be asked often: while nothing has changed, If-None-Match is answered with 304.',
	...{ scope: 'read', params: ofStudy, query: NO_QUERY },
	answer: { status: 200, about: 'Coverage.', schema: schemas.coverage, isTagged: true },
	refusals: [404, 406]
});

export const showAgreement = operation({
	...{ id: 'showAgreement', method: 'GET', path: '/studies/{study}/agreement', tag: 'Figures' },
	summary: 'Show agreement',
	about: 'Made to be asked often: while nothing has changed, If-None-Match is answered with 304.',
	...{ scope: 'read', params: ofStudy, query: NO_QUERY },
	answer: { status: 200, about: 'Agreement.', schema: schemas.agreement, isTagged: true },
	refusals: [404, 406]
});

/** Types of files that are read, and how one is called that comes without a name. */
export const FILE_TYPES = {
	'application/zip': 'upload.zip',
	'text/csv': 'upload.csv',
	'text/tab-separated-values': 'upload.tsv',
	'text/plain': 'upload.txt',
	'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'upload.xlsx',
	'application/octet-stream': null
} as const;

export const importFile = operation({
	...{ id: 'importFile', method: 'POST', path: '/studies/{study}/imports', tag: 'Jobs' },
	summary: 'Import cases or ratings',
	about:
		'The body is the file: of cases a kit, or cases and actions together, as a zip; of ratings a table. Try it with dryRun first: the job then says what would change, and changes nothing.',
	scope: 'import',
	params: ofStudy,
	query: z.strictObject({
		kind: z.enum(['cases', 'ratings']).meta({ description: 'What is in the file.' }),
		name: z
			.string()
			.min(1, 'give the file a name')
			.max(200, 'at most 200 characters')
			.optional()
			.meta({ description: 'How the file is called; needed for application/octet-stream.' }),
		dryRun: z
			.enum(['true', 'false'])
			.default('false')
			.meta({ description: 'true: only say what would change.' }),
		rewording: z.enum(['refuse', 'version']).default('refuse').meta({
			description:
				'What is done where the text of something that was rated differs: refuse the import, or keep the old ratings with the old wording.'
		})
	}),
	file: {
		about: 'The file, as it is.',
		media: Object.keys(FILE_TYPES)
	},
	answer: { status: 202, about: 'A job was taken on; Location names it.', schema: schemas.job },
	refusals: [404, 406, 409, 413, 415]
});

export const showJob = operation({
	...{ id: 'showJob', method: 'GET', path: '/studies/{study}/jobs/{job}', tag: 'Jobs' },
	summary: 'Show a job',
	about: 'How far it is and what came of it. A job that is over is kept for a while.',
	...{ scope: 'job', params: ofJob, query: NO_QUERY },
	answer: { status: 200, about: 'The job.', schema: schemas.job },
	refusals: [404, 406]
});

export const stopJob = operation({
	...{ id: 'stopJob', method: 'DELETE', path: '/studies/{study}/jobs/{job}', tag: 'Jobs' },
	summary: 'Stop a job',
	about: 'It ends at its next step, and nothing is changed by it.',
	...{ scope: 'job', params: ofJob, query: NO_QUERY },
	answer: { status: 200, about: 'The job as it is now.', schema: schemas.job },
	refusals: [404, 406, 409]
});

export const describeAll = operation({
	...{ id: 'describe', method: 'GET', path: '/openapi.json', tag: 'Description' },
	summary: 'This description',
	about: 'For everybody, with no token.',
	...{ scope: 'anyone', params: NO_PARAMS, query: NO_QUERY },
	answer: { status: 200, about: 'OpenAPI 3.1.', schema: schemas.description, isTagged: true },
	refusals: [406]
});

export const OPERATIONS: readonly Operation[] = [
	...[listStudies, showStudy, listReleases, showRelease, fetchArchive, fetchFile, makeRelease],
	...[showCoverage, showAgreement, sendSubmission, listSubmissions, showSubmission],
	...[withdrawSubmission, showLeaderboard, importFile, showJob, stopJob, describeAll]
];
