import { expect } from 'vitest';
import * as releasing from '#lib/server/services/releasing/index.ts';
import { ratings, rewordedKit, SETTINGS } from './forms.ts';
import { LOOK_AGAIN, nothing, refuses, type Refused } from './refusing.ts';

const empty = new File([], '');
const NO_FILE = 'Choose a zip archive, a folder, or cases.csv with actions.csv.';
const PLACED = { where: expect.any(String), message: expect.any(String) };

refuses('cases', [
	...['check', 'import'].flatMap((form): Refused[] => [
		{ form, why: 'no file', fields: { files: empty }, status: 400, message: NO_FILE },
		{
			form,
			why: 'a text in place of a file',
			fields: { files: 'kit.zip' },
			status: 400,
			message: NO_FILE
		},
		{
			form,
			why: 'what is no zip',
			fields: { files: new File(['PK?'], 'kit.zip') },
			status: 400,
			message: /zip/
		},
		{
			form,
			why: 'one table without the other',
			fields: { files: new File(['case,specialty'], 'cases.csv') },
			status: 400,
			message: 'Nothing was imported: 1 problem found.',
			shows: {
				about: 'cases',
				problems: [
					{
						where: 'actions.csv',
						message: 'is missing: tables come as cases.csv and actions.csv, or both as .xlsx.'
					}
				],
				problemCount: 1
			}
		},
		{
			form,
			why: 'a rated text that differs',
			fields: { files: rewordedKit() },
			status: 409,
			message: 'Nothing was imported: 1 problem found.',
			shows: { about: 'cases', problems: [PLACED], problemCount: 1 }
		},
		{
			form,
			why: 'a signature that would be void in a locked round',
			first: (at) => at.lock(),
			fields: { files: rewordedKit(), rewording: 'version' },
			status: 409,
			message: 'Nothing was imported: 1 problem found.',
			shows: {
				problems: [{ message: expect.stringContaining('round 1 is locked') }],
				problemCount: 1
			}
		}
	]),
	...['checkRatings', 'importRatings'].flatMap((form): Refused[] => [
		...[empty, 'ratings.csv'].map((file): Refused => ({
			form,
			why: 'no file',
			fields: { ratings: file },
			status: 400,
			message: 'Choose a file ratings.csv or ratings.xlsx.',
			shows: { about: 'ratings', problems: [], problemCount: 0 }
		})),
		{
			form,
			why: 'more problems than a page shows',
			fields: {
				ratings: ratings(...Array.from({ length: 201 }, (_, at) => `Card900,1,Reader ${at},10`))
			},
			status: 400,
			message: 'Nothing was imported: 201 problems found.',
			shows: {
				about: 'ratings',
				problems: Array.from({ length: 200 }, (_, at) => ({ line: at + 2 })),
				problemCount: 201
			}
		},
		{
			form,
			why: 'a locked round',
			first: (at) => at.lock(),
			status: 409,
			message: /^Round 1 is locked: /
		}
	])
]);

refuses('releases', [
	{
		form: 'create',
		why: 'what is released already',
		first: ({ app, colleague, slug }) =>
			releasing.create(app, colleague.actor, slug, {
				unresolved: 'exclude',
				includeComments: true,
				note: 'With comments.'
			}),
		status: 409,
		message: /^Release 2 holds exactly this already: /,
		shows: {
			values: {
				unresolved: 'exclude',
				includeComments: true,
				includeTimes: false,
				note: 'With comments.'
			}
		}
	},
	{
		form: 'create',
		why: 'a note that is too long',
		fields: { note: 'x'.repeat(2_001), unresolved: 'keep', includeTimes: 'on' },
		status: 400,
		message: LOOK_AGAIN,
		wrong: { note: 'At most 2,000 characters.' },
		shows: {
			values: {
				unresolved: 'keep',
				includeComments: true,
				includeTimes: true,
				note: 'x'.repeat(2_001)
			}
		}
	},
	{
		form: 'withdraw',
		why: 'no reason',
		fields: () => ['', ' '].map((reason) => ({ reason })),
		status: 400,
		message: 'Say why the release is withdrawn.'
	},
	{
		form: 'withdraw',
		why: 'a number that fits nowhere',
		fields: () => nothing('number'),
		status: 404,
		message: /^The study "[^"]+" has no release \d+\.$/
	},
	{
		form: 'withdraw',
		why: 'a release that is withdrawn',
		first: ({ app, colleague, slug }) => releasing.withdraw(app, colleague.actor, slug, 1, 'No.'),
		status: 409,
		message: 'Release 1 is withdrawn already.'
	}
]);

const { slug, showReference: _ticked, guidelines: _lines, ...ENTERED } = SETTINGS;

refuses('settings', [
	{
		form: 'settings',
		why: 'settings that cannot be',
		fields: { name: ' ', ratersPerCase: '51', band: '1.5' },
		status: 400,
		message: LOOK_AGAIN,
		wrong: {
			name: 'Give the study a name.',
			ratersPerCase: 'Must be a whole number from 1 to 50.',
			band: 'Must be a whole number from 0 to 8.'
		},
		shows: {
			of: 'settings',
			values: {
				...ENTERED,
				slug,
				name: ' ',
				ratersPerCase: '51',
				band: '1.5',
				showReference: true,
				guidelines: 'Rate\nalone.'
			}
		}
	},
	{
		form: 'qualification',
		why: 'a pass mark and tries that cannot be',
		fields: { passMark: '101', tries: '' },
		status: 400,
		message: LOOK_AGAIN,
		wrong: {
			passMark: 'Must be a whole number from 1 to 100.',
			tries: 'Must be a whole number from 1 to 10.'
		},
		shows: {
			of: 'qualification',
			qualification: { required: true, passMark: '101', tries: '', case: ['ID901'] }
		}
	},
	{
		form: 'qualification',
		why: 'no case',
		fields: { case: [] },
		status: 400,
		message: 'Choose at least one case by which raters qualify.',
		shows: { qualification: { case: [] } }
	},
	{
		form: 'qualification',
		why: 'a case that there is not',
		fields: { case: ['ID901', 'None1'] },
		status: 404,
		message: 'This study has no case None1.'
	},
	{
		form: 'qualification',
		why: 'a case that is rated',
		fields: { case: ['ID901', 'Card900'] },
		status: 400,
		message: 'Card900 cannot be a qualification case: raters have rated it already.'
	},
	{
		form: 'notice',
		why: 'a message that is too long',
		fields: { notice: 'x'.repeat(2_001) },
		status: 400,
		message: LOOK_AGAIN,
		wrong: { notice: 'At most 2,000 characters.' },
		shows: { of: 'notice', entered: { notice: 'x'.repeat(2_001) } }
	}
]);
