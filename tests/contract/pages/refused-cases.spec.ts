import * as caring from '#lib/server/services/cases/index.ts';
import { SIGNED, UNTOUCHED } from './a-study-at-work.ts';
import { LOOK_AGAIN, refuses } from './refusing.ts';

refuses('cases/new', [
	{
		form: 'write',
		why: 'a score that is none',
		fields: {
			...{ externalId: 'derm902', guidance: 'case_id: Derm001', was: ['', ''] },
			...{ number: ['1', '1'], dependsOn: ['7', '1'], score: ['10', ''] }
		},
		status: 400,
		message: LOOK_AGAIN,
		wrong: { 'actions.0.referenceScore': 'Must be a whole number from 1 to 9.' },
		shows: { values: { externalId: 'derm902', number: ['1', '1'], score: ['10', ''] } }
	},
	{
		form: 'write',
		why: 'what collides or refers to nothing',
		fields: { externalId: 'derm902', number: ['1', '1'], dependsOn: ['7', '1'] },
		status: 400,
		message: LOOK_AGAIN,
		wrong: {
			externalId:
				'Case is "derm902", and there is "Derm902": on macOS and Windows both would be one file. Name one otherwise.',
			'actions.0.dependsOn': 'This case has no action 7: give the number of another.',
			'actions.1.number': 'Number 1 is given twice: give another.',
			'actions.1.dependsOn': 'Action 1 would depend on itself: take the number out.'
		}
	},
	{
		form: 'write',
		why: 'an id that is there',
		fields: { externalId: UNTOUCHED },
		status: 400,
		message: LOOK_AGAIN,
		wrong: {
			externalId: '"Derm902" is in this study already: every id is given once.'
		}
	},
	{
		form: 'write',
		why: 'guidance that no reader would take',
		fields: { guidance: 'case_id: Derm001' },
		status: 400,
		message: LOOK_AGAIN,
		wrong: {
			guidance: 'In the guidance, case_id is "Derm001": the file is named after case "Derm903".'
		}
	}
]);

refuses('cases/[case]/edit', [
	{
		form: 'save',
		why: 'rated texts of which nobody said what their change is',
		fields: { caseMeaning: '', meaning: ['', '', '', '', '', ''] },
		status: 400,
		message: LOOK_AGAIN,
		wrong: {
			meaning: 'Somebody has rated this text: say whether the change is a mend or a new wording.',
			'actions.1.meaning':
				'Somebody has rated this text: say whether the change is a mend or a new wording.'
		},
		shows: { values: { caseMeaning: '', presentation: 'Another\ntext.' } }
	},
	{
		form: 'save',
		why: 'another number for an action of a rated case',
		fields: { number: ['2', '9', '3', '5', '7', '8'] },
		status: 400,
		message: LOOK_AGAIN,
		wrong: {
			'actions.1.number':
				'Somebody has rated this case, and knows this action as 1: leave its number.'
		}
	},
	{
		form: 'save',
		why: 'no reason',
		fields: { reason: ' ' },
		status: 400,
		message: 'Say why: this text was rated, so the reason stays on record.'
	},
	{
		form: 'save',
		why: 'a rated action that is left out',
		fields: {
			...{ was: ['2'], number: ['2'], text: ['Order a troponin'], category: ['Diagnostic'] },
			meaning: ['']
		},
		status: 409,
		message: /^Action 1 was rated, begun or ruled on, so it cannot be deleted/
	},
	{
		form: 'save',
		why: 'a case that somebody else has changed',
		first: ({ app, colleague, slug }) =>
			caring.changeTexts(
				app,
				colleague.actor,
				{ slug, externalId: SIGNED },
				{ reference: 'Rest.', reason: 'It was missing.' }
			),
		status: 409,
		message: /^Card900 was changed by .* while you had it open/
	}
]);
