import * as accounts from '#lib/server/services/accounts/index.ts';
import * as assigning from '#lib/server/services/assigning/index.ts';
import * as qualifying from '#lib/server/services/qualifying/index.ts';
import { anAssignedCase, aMember, ask } from '../support.ts';
import * as assignments from '#lib/server/store/assignments.ts';
import { GOLD, type AtWork } from './a-study-at-work.ts';
import { LOOK_AGAIN, nothing, refuses, type Refused } from './refusing.ts';

const LOCKED =
	'Round 1 is closed: its raters could change nothing. Open it again on the page Rounds first.';
const locked = (at: AtWork) => at.lock();
const applied = (at: AtWork) => assigning.applyPlan(at.app, at.coordinator.actor, at.slug);

/** An assignment of another study. */
const elsewhere = async ({ db }: AtWork) => ({
	assignment: String((await anAssignedCase(db)).assignment.id)
});

/** The gold case of the rater who has begun nothing. */
const gold = async ({ db, idle }: AtWork) => {
	const [mine] = await ask(db, assignments.goldOfMember, { memberId: idle.memberId });
	return { assignment: String(mine!.id) };
};

refuses('assignments/[assignment]', [
	...['', ' \t'].map((reason) => ({
		form: 'reopen',
		why: `the reason "${reason}"`,
		fields: { reason },
		status: 400 as const,
		message: 'Say why the case is opened again.',
		wrong: { reason: 'Say why the case is opened again.' }
	})),
	{
		form: 'reopen',
		why: 'an id that fits nowhere',
		fields: () => nothing('assignment'),
		status: 404,
		message: 'There is no such assignment in this study.'
	},
	{
		form: 'reopen',
		why: 'an assignment of another study',
		fields: elsewhere,
		status: 404,
		message: 'There is no such assignment in this study.'
	},
	{
		form: 'reopen',
		why: 'a case that is not submitted',
		fields: ({ untouched }) => ({ assignment: String(untouched.id) }),
		status: 409,
		message: 'This case is not submitted, so its rater can still change it.'
	},
	{
		form: 'reopen',
		why: 'a qualification case',
		fields: gold,
		status: 400,
		message: /^This is a qualification case\. To allow another try, raise the number of tries/
	},
	{ form: 'reopen', why: 'a locked round', first: locked, status: 409, message: LOCKED }
]);

refuses('assignments', [
	{
		form: 'apply',
		why: 'no plan',
		first: applied,
		status: 404,
		message: /^There is no plan to apply\. /
	},
	{
		form: 'apply',
		why: 'a plan without an assignment',
		first: async (at) => {
			await applied(at);
			await assigning.computePlan(at.app, at.coordinator.actor, at.slug);
		},
		status: 400,
		message: /^Nobody can be given a case that lacks raters\. /
	},
	{ form: 'compute', why: 'a locked round', first: locked, status: 409, message: LOCKED },
	{
		form: 'stop',
		why: 'a plan that is ready',
		status: 409,
		message: 'No plan is being computed: it is ready, or was stopped.'
	},
	{
		form: 'choose',
		why: 'a place that there is not',
		fields: { place: '999999' },
		status: 404,
		message: 'This place is in the plan no more. Look at the plan as it is now.'
	},
	{
		form: 'undo',
		why: 'no change by hand',
		status: 409,
		message: 'There is no change by hand in this plan to undo.'
	},
	{ form: 'apply', why: 'a locked round', first: locked, status: 409, message: LOCKED },
	{
		form: 'assign',
		why: 'a case that there is not',
		fields: { case: ' None1 ' },
		status: 400,
		message: LOOK_AGAIN,
		wrong: {
			case: 'This study has no case “None1”; look on the list of cases for its ID.'
		},
		shows: { of: 'assign', assigned: { case: ' None1 ' } }
	},
	{
		form: 'assign',
		why: 'a qualification case',
		fields: { case: GOLD },
		status: 400,
		message: 'ID901 is a qualification case: whoever has to qualify is given it.'
	},
	{
		form: 'assign',
		why: 'a member that fits nowhere',
		fields: () => nothing('member'),
		status: 404,
		message: 'There is no such member in this study.'
	},
	{
		form: 'assign',
		why: 'a member of another study',
		fields: ({ stranger }) => ({ member: String(stranger.memberId) }),
		status: 404,
		message: 'There is no such member in this study.'
	},
	{
		form: 'assign',
		why: 'a coordinator',
		fields: ({ colleague }) => ({ member: String(colleague.memberId) }),
		status: 400,
		message: ({ colleague }) => `${colleague.name} is coordinator here, and does not rate.`
	},
	{
		form: 'assign',
		why: 'a disabled account',
		first: ({ app, administrator, idle }) =>
			accounts.setDisabled(app, administrator.actor, idle.id, true),
		status: 400,
		message: ({ idle }) => `The account of ${idle.name} is disabled. Choose someone else.`
	},
	{
		form: 'assign',
		why: 'a rater who has the case',
		fields: ({ rater }) => ({ member: String(rater.memberId) }),
		status: 409,
		message: ({ rater }) => `${rater.name} has Derm902 already.`
	},
	{ form: 'assign', why: 'a locked round', first: locked, status: 409, message: LOCKED }
]);

/** What every place where cases can be taken from their raters refuses. */
const NO_MOVES: Refused[] = [
	...['', ' \t'].map((reason) => ({
		form: 'move',
		why: `the reason "${reason}"`,
		fields: { reason },
		status: 400 as const,
		message: 'Say why; it is kept in the record.',
		wrong: { reason: 'Say why; it is kept in the record.' }
	})),
	{
		form: 'move',
		why: 'no case',
		fields: { assignment: '' },
		status: 400,
		message: LOOK_AGAIN,
		wrong: { assignments: 'Choose at least one case.' }
	},
	{
		form: 'move',
		why: 'an assignment of another study',
		fields: elsewhere,
		status: 404,
		message: 'There is no such assignment in this study.'
	},
	{
		form: 'move',
		why: 'an assignment or a person that names nothing',
		fields: () => [...nothing('assignment').slice(1), ...nothing('to').slice(1)],
		status: 404,
		message: /^There is no such (assignment|member) in this study\.$/
	},
	{
		form: 'move',
		why: 'a qualification case',
		fields: gold,
		status: 400,
		message: 'This is a qualification case: every rater keeps it.'
	},
	{
		form: 'move',
		why: 'a signed case whose ratings are to count',
		fields: ({ signed }) => ({ assignment: String(signed.id), counts: 'yes' }),
		status: 400,
		message: ({ rater }) =>
			`${rater.name} has signed Card900. A signed case that counts keeps its place, so there is nothing to ` +
			'release. Leave its ratings out, or reopen the case.'
	},
	{
		form: 'move',
		why: 'a case that was taken already',
		fields: ({ taken }) => ({ assignment: String(taken.id) }),
		status: 409,
		message: ({ rater }) => `Card900 was taken from ${rater.name} already.`
	},
	{
		form: 'move',
		why: 'a case for whoever has it',
		fields: ({ rater }) => ({ to: String(rater.memberId) }),
		status: 409,
		message: ({ rater }) => `${rater.name} has Derm902 already. Choose someone else for it.`
	},
	{
		form: 'move',
		why: 'a case for somebody who does not rate',
		fields: ({ colleague }) => ({ to: String(colleague.memberId) }),
		status: 400,
		message: ({ colleague }) => `${colleague.name} is coordinator here, and does not rate.`
	},
	{ form: 'move', why: 'a locked round', first: locked, status: 409, message: LOCKED }
];

refuses('assignments', NO_MOVES);
refuses('assignments/[assignment]', [
	...NO_MOVES,
	{
		form: 'giveBack',
		why: 'an id that fits nowhere',
		fields: () => nothing('assignment'),
		status: 404,
		message: 'There is no such assignment in this study.'
	},
	{
		form: 'giveBack',
		why: 'a case that its rater has',
		fields: ({ signed }) => ({ assignment: String(signed.id) }),
		status: 409,
		message: 'Its rater has this case; it was not released.'
	},
	{ form: 'giveBack', why: 'a locked round', first: locked, status: 409, message: LOCKED },
	{
		form: 'reopen',
		why: 'no reason',
		fields: { reason: ' ' },
		status: 400,
		message: 'Say why the case is opened again.',
		wrong: { reason: 'Say why the case is opened again.' }
	}
]);

refuses('people', [
	...(['pause', 'leave'] as const).flatMap((form): Refused[] => [
		{
			form,
			why: 'no reason',
			fields: { reason: ' \n' },
			status: 400 as const,
			message: 'Say why: it stays on record.',
			wrong: { reason: 'Say why: it stays on record.' }
		},
		{
			form,
			why: 'nobody',
			fields: { member: [] },
			status: 400 as const,
			message: LOOK_AGAIN,
			wrong: { members: 'Choose somebody.' }
		},
		{
			form,
			why: 'a member that there is not',
			fields: { member: '2147483647' },
			status: 404 as const,
			message: 'There is no such member in this study.'
		},
		{
			form,
			why: 'somebody of another study, beside one of this',
			fields: ({ idle, stranger }: AtWork) => ({
				member: [String(idle.memberId), String(stranger.memberId)]
			}),
			status: 404 as const,
			message: 'There is no such member in this study.'
		},
		{
			form,
			why: 'somebody who has left',
			fields: ({ gone }: AtWork) => ({ member: String(gone.memberId) }),
			status: 409 as const,
			message: ({ gone }: AtWork) => `${gone.name} has left the study already.`
		}
	]),
	{
		form: 'pause',
		why: 'a day that is over',
		fields: { until: '2026-11-01' },
		status: 400,
		message: LOOK_AGAIN,
		wrong: { until: 'A pause ends on a day to come; leave the day empty for no end.' }
	},
	{
		form: 'pause',
		why: 'a day that there is not',
		fields: { until: '2026-02-30' },
		status: 400,
		message: LOOK_AGAIN,
		wrong: { until: 'Write a date as year-month-day, 2026-12-31.' }
	},
	{
		form: 'pause',
		why: 'somebody who does not rate',
		fields: ({ colleague }) => ({ member: String(colleague.memberId) }),
		status: 400,
		message: ({ colleague }) =>
			`${colleague.name} is coordinator here, and has no work to pause from.`
	},
	{
		form: 'resume',
		why: 'somebody who is not paused',
		fields: ({ idle }) => ({ member: String(idle.memberId) }),
		status: 409,
		message: ({ idle }) => `${idle.name} is not paused.`
	},
	{
		form: 'takeBack',
		why: 'somebody who has not left',
		fields: ({ idle }) => ({ member: String(idle.memberId) }),
		status: 409,
		message: ({ idle }) => `${idle.name} has not left the study.`
	},
	{
		form: 'invite',
		why: 'somebody who has left',
		fields: ({ gone }) => ({ member: String(gone.memberId) }),
		status: 409,
		message: ({ gone }) => `${gone.name} has left. Take the person back first.`
	},
	{
		form: 'invite',
		why: 'mail without a server for it',
		first: async ({ app }) => void (app.mail = null),
		fields: { how: 'mail' },
		status: 400,
		message: 'No mail server is set, so no mail can be sent. Copy the link.'
	},
	...['', ' \n'].map((reason) => ({
		form: 'accept',
		why: `the reason ${JSON.stringify(reason)}`,
		fields: { reason },
		status: 400 as const,
		message: 'Say why the rater is accepted.',
		wrong: { reason: 'Say why the rater is accepted.' }
	})),
	{
		form: 'accept',
		why: 'a reason that is too long',
		fields: { reason: 'x'.repeat(2_001) },
		status: 400,
		message: 'At most 2,000 characters.',
		wrong: { reason: 'At most 2,000 characters.' }
	},
	{
		form: 'accept',
		why: 'a member that fits nowhere',
		fields: () => nothing('member'),
		status: 404,
		message: 'There is no such member in this study.'
	},
	{
		form: 'accept',
		why: 'a member of another study',
		fields: async ({ db, other }) => ({
			member: String((await aMember(db, other, 'rater')).memberId)
		}),
		status: 404,
		message: 'There is no such member in this study.'
	},
	{
		form: 'accept',
		why: 'a coordinator',
		fields: ({ colleague }) => ({ member: String(colleague.memberId) }),
		status: 400,
		message: ({ colleague }) => `${colleague.name} does not have to qualify in this study.`
	},
	{
		form: 'accept',
		why: 'a rater who was accepted',
		first: ({ app, colleague, slug, idle }) =>
			qualifying.accept(app, colleague.actor, slug, idle.memberId, { reason: 'Known.' }),
		status: 409,
		message: ({ idle }) => `${idle.name} has qualified already.`
	},
	{
		form: 'remove',
		why: 'a member that fits nowhere',
		fields: () => nothing('member'),
		status: 404,
		message: 'There is no such member in this study.'
	},
	{
		form: 'remove',
		why: 'a member of another study',
		fields: ({ stranger }) => ({ member: String(stranger.memberId) }),
		status: 404,
		message: 'There is no such member in this study.'
	},
	{
		form: 'remove',
		why: 'somebody with cases',
		fields: ({ rater }) => ({ member: String(rater.memberId) }),
		status: 409,
		message: ({ rater }) =>
			`${rater.name} has 2 assigned cases. Unassign first; a case with ratings stays with its rater.`
	},
	{
		form: 'remove',
		why: 'somebody who was accepted',
		first: ({ app, colleague, slug, idle }) =>
			qualifying.accept(app, colleague.actor, slug, idle.memberId, { reason: 'Known.' }),
		status: 409,
		message: ({ idle }) =>
			`${idle.name} has begun to qualify, or was accepted. That stays on record, and so does the member.`
	}
]);

refuses('people/[member]', [
	{
		form: 'change',
		why: 'a name that is none, and an address that is none',
		fields: { name: ' ', email: 'nobody', loadCap: 'many' },
		status: 400,
		message: LOOK_AGAIN,
		wrong: {
			name: 'Give a name.',
			email: 'This is not an e-mail address.',
			loadCap: 'Must be a whole number from 0 to 100,000, or empty.'
		}
	},
	{
		form: 'change',
		why: 'a role that there is not',
		fields: { role: 'owner' },
		status: 400,
		message: LOOK_AGAIN,
		wrong: { role: 'Choose one of the roles.' }
	},
	{
		form: 'change',
		why: 'a specialty that no case has',
		fields: { specialties: ['Uro'] },
		status: 400,
		message: /^No case of this study has “Uro”\. Choose among /
	},
	{
		form: 'change',
		why: 'the address of another account',
		fields: ({ stranger }) => ({ email: stranger.email! }),
		status: 409,
		message: ({ stranger }) => `The address ${stranger.email} has another account.`
	}
]);

refuses('people/add', [
	{
		form: 'add',
		why: 'nobody at all',
		fields: { lines: ' \n;;\n' },
		status: 400,
		message: 'There is nobody in the list yet.'
	},
	{
		form: 'add',
		why: 'mail without a server for it',
		first: async ({ app }) => void (app.mail = null),
		fields: { how: 'mail' },
		status: 400,
		message: 'No mail server is set, so no mail can be sent. Make links to copy.'
	},
	{
		form: 'check',
		why: 'more people than a study has',
		fields: { lines: 'a@b.org\n'.repeat(5_001) },
		status: 413,
		message: 'These are 5,001 people: add at most 5,000 at once.'
	},
	{
		form: 'read',
		why: 'no file',
		fields: { file: '' },
		status: 400,
		message: 'Choose a file: .csv, .tsv, .txt or .xlsx.'
	}
]);

refuses('assignments/rules', [
	{
		form: 'rules',
		why: 'a specialty that nobody knows',
		fields: { near: ['Dermatologie', ''] },
		status: 400,
		message: /^Something in the form/,
		wrong: {
			near: 'There is no specialty "Dermatologie" here; write it as on the list of cases, with commas between several.'
		}
	},
	{
		form: 'rules',
		why: 'what is no number',
		fields: { generalistsPerCase: 'two', repeatShare: '101', seed: '' },
		status: 400,
		message: /^Something in the form/,
		wrong: {
			generalistsPerCase: 'Must be a whole number from 0 to 50, or empty.',
			repeatShare: 'Must be a whole number from 0 to 100.',
			seed: 'Must be a whole number from 0 to 999999999.'
		}
	},
	{
		form: 'caps',
		why: 'a cap that is no number',
		fields: { cap: 'many' },
		status: 400,
		message: /^Something in the form/,
		wrong: {
			cap: '"many" is no cap: write a whole number of cases, or leave the field empty for no limit.'
		}
	},
	{
		form: 'caps',
		why: 'somebody who is no member',
		fields: { member: '999999' },
		status: 404,
		message: 'There is no such member in this study.'
	}
]);
