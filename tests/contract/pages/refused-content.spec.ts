import * as qualifying from '#lib/server/services/qualifying/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import { GOLD } from './a-study-at-work.ts';
import { FIRST } from './forms.ts';
import { LOOK_AGAIN, nothing, refuses, type Refused } from './refusing.ts';

const empty = new File([], '');
const NO_FILE = 'Choose a file, several, or a folder.';

refuses('cases', [
	{ form: 'send', why: 'no file', fields: { files: empty }, status: 400, message: NO_FILE },
	{
		form: 'send',
		why: 'a text in place of a file',
		fields: { files: 'kit.zip' },
		status: 400,
		message: NO_FILE,
		shows: { of: 'send' }
	}
]);

refuses('cases/import/[upload]', [
	...(['preview', 'check', 'import', 'keep'] as const).map((form): Refused => ({
		form,
		why: 'tables that are none',
		fields: { tables: '[{"columns":7}]' },
		status: 400,
		message: 'This is not a form that can be read. Open the page again.',
		shows: { mapped: null }
	})),
	{
		form: 'import',
		why: 'an import that goes on',
		first: (at) => FIRST.stop!(at),
		status: 409,
		message: 'An import is under way already. Wait for it, or stop it first.',
		shows: { mapped: { name: 'Fälle', fields: [{ holds: 'cases' }] } }
	},
	{
		form: 'keep',
		why: 'a name that another mapping has',
		first: (at) => FIRST.rename!(at),
		status: 409,
		message:
			'The study keeps another mapping under the name "Fälle". Use that one, or choose another name.',
		shows: { mapped: { name: 'Fälle' } }
	},
	{
		form: 'stop',
		why: 'an errand that is none of the study',
		fields: { errand: 'none' },
		status: 404,
		message: 'There is no such job in this study: it was over long ago.'
	}
]);

refuses('cases/mappings', [
	...(['rename', 'remove'] as const).flatMap((form): Refused[] => [
		{
			form,
			why: 'a number that fits nowhere',
			fields: () => nothing('mapping'),
			status: 404,
			message: 'This study has no such mapping any more.'
		},
		{
			form,
			why: 'a mapping that was changed meanwhile',
			first: (at) => FIRST.rename!(at),
			fields: { seen: '12' },
			status: 409,
			message: (at) =>
				`The mapping "Fälle" was changed by ${at.coordinator.actor.name} on 2 November at 08:00 UTC, while you ` +
				'had it open. Nothing of yours was saved. Look at it as it is now, and decide again.'
		}
	]),
	{
		form: 'rename',
		why: 'no name',
		first: (at) => FIRST.rename!(at),
		fields: { name: ' ' },
		status: 400,
		message: LOOK_AGAIN,
		wrong: { name: 'Must have a name.' },
		shows: { values: { name: ' ' } }
	}
]);

refuses('releases', [
	{
		form: 'withdraw',
		why: 'no reason',
		fields: () => ['', ' '].map((reason) => ({ reason })),
		status: 400,
		message: 'Say why the release is withdrawn.',
		wrong: { reason: 'Say why the release is withdrawn.' }
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

const press = { entered: { read: true, note: 'The first.' } };

refuses('releases/new', [
	...(['ask', 'make'] as const).flatMap((form): Refused[] => [
		{
			form,
			why: 'a check list that is no longer so',
			first: async (at) => {
				await FIRST[form]!(at);
				await studies.changeSettings(at.app, at.colleague.actor, at.slug, { band: 4 });
			},
			status: 409,
			message: /^The study changed after the check list was read/,
			shows: press
		},
		{
			form,
			why: 'a check list that nobody read',
			first: FIRST[form],
			fields: { read: [] },
			status: 400,
			message: LOOK_AGAIN,
			wrong: { read: 'Read the check list, and tick that you have.' },
			shows: { entered: { read: false, note: 'The first.' } }
		},
		{
			form,
			why: 'a note that is too long',
			first: FIRST[form],
			fields: { note: 'x'.repeat(2_001) },
			status: 400,
			message: LOOK_AGAIN,
			wrong: { note: 'At most 2,000 characters.' },
			shows: { entered: { note: 'x'.repeat(2_001) } }
		}
	]),
	{
		form: 'make',
		why: 'a release that is being made already',
		first: async (at) => {
			await FIRST['stop']!(at);
			await FIRST['make']!(at);
		},
		status: 409,
		message: 'A release is being made already. Wait for it, or stop it first.',
		shows: press
	},
	{
		form: 'stop',
		why: 'what there is not',
		fields: { errand: 'nothing' },
		status: 404,
		message: 'There is no such job in this study: it was over long ago.'
	}
]);

refuses('settings', [
	{
		form: 'save',
		why: 'a study without a name',
		fields: { name: ' ' },
		status: 400,
		message: LOOK_AGAIN,
		wrong: { name: 'Give the study a name.' },
		shows: { of: 'settings', values: { name: ' ' } }
	}
]);

refuses('settings/rating', [
	{
		form: 'save',
		why: 'a number that cannot be',
		fields: { ratersPerCase: '51' },
		status: 400,
		message: LOOK_AGAIN,
		wrong: { ratersPerCase: 'Must be a whole number from 1 to 50.' },
		shows: { of: 'settings', values: { ratersPerCase: '51', showReference: true } }
	},
	{
		form: 'save',
		why: 'a message that is too long',
		fields: { notice: 'x'.repeat(2_001) },
		status: 400,
		message: LOOK_AGAIN,
		wrong: { notice: 'At most 2,000 characters.' },
		shows: { values: { notice: 'x'.repeat(2_001) } }
	},
	{
		form: 'save',
		why: 'a message that somebody else has changed',
		fields: { notice: 'Mine.', shown: JSON.stringify({ notice: '' }) },
		first: ({ app, colleague, slug }) =>
			studies.changeSettings(app, colleague.actor, slug, { notice: 'x'.repeat(100) }),
		status: 409,
		message: (at) =>
			`The message to raters was changed by ${at.colleague.actor.name} on 2 November at 08:00 UTC, from ` +
			`nothing to “${'x'.repeat(80)}…”. Nothing of yours was saved, and what you typed is still here. ` +
			'Save again to put it in the place of that.',
		shows: { values: { notice: 'Mine.' } }
	}
]);

refuses('settings/consensus', [
	{
		form: 'save',
		why: 'a band that cannot be',
		fields: { band: '1.5' },
		status: 400,
		message: LOOK_AGAIN,
		wrong: { band: 'Must be a whole number from 0 to 8.' },
		shows: { of: 'settings', values: { consensusRule: 'median', band: '1.5' } }
	}
]);

refuses('settings/guidelines', [
	{
		form: 'save',
		why: 'guidelines and a note that are too long',
		fields: { guidelines: 'x'.repeat(200_001), note: 'x'.repeat(501) },
		status: 400,
		message: LOOK_AGAIN,
		wrong: { guidelines: 'At most 200,000 characters.', note: 'At most 500 characters.' },
		shows: { values: { note: 'x'.repeat(501) } }
	}
]);

refuses('settings/scale', [
	{
		form: 'save',
		why: 'words that are too long',
		fields: { label2: 'x'.repeat(61), meaning8: 'x'.repeat(201) },
		status: 400,
		message: LOOK_AGAIN,
		wrong: {
			'scaleWords.2.label': 'At most 60 characters.',
			'scaleWords.8.meaning': 'At most 200 characters.'
		},
		shows: { values: { label2: 'x'.repeat(61) } }
	}
]);

refuses('settings/qualification', [
	{
		form: 'save',
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
		form: 'save',
		why: 'no case',
		fields: { case: [] },
		status: 400,
		message: 'Choose at least one case by which raters qualify.',
		shows: { qualification: { case: [] } }
	},
	{
		form: 'save',
		why: 'a case that there is not',
		fields: { case: ['ID901', 'None1'] },
		status: 404,
		message: 'This study has no case None1.'
	},
	{
		form: 'save',
		why: 'a case that is rated',
		fields: { case: ['ID901', 'Card900'] },
		status: 400,
		message: 'Card900 cannot be a qualification case: raters have rated it already.'
	},
	{
		form: 'save',
		why: 'a pass mark that somebody else has changed',
		fields: {
			passMark: '90',
			tries: '2',
			shown: JSON.stringify({ passMark: 80, tries: 2, cases: [GOLD] })
		},
		first: ({ app, colleague, slug }) =>
			qualifying.configure(app, colleague.actor, slug, {
				...{ required: true, passMark: 60, tries: 2, cases: [GOLD] }
			}),
		status: 409,
		message: (at) =>
			`The pass mark was changed by ${at.colleague.actor.name} on 2 November at 08:00 UTC, from 80 to 60. ` +
			'Nothing of yours was saved, and what you typed is still here. Save again to put it in the place of that.'
	}
]);
