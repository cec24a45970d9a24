import { describe, expect, it } from 'vitest';
import { onEach } from '../databases.ts';
import { DAY, START } from '../support.ts';
import { aStudyAtWork, GOLD, UNTOUCHED, type AtWork } from './a-study-at-work.ts';
import { rows, type Done } from './done.ts';
import { OF_BOARDS } from './done-of-boards.ts';
import { OF_CASES } from './done-of-cases.ts';
import { OF_IMPORTS } from './done-of-imports.ts';
import { OF_DISAGREEMENTS } from './done-of-disagreements.ts';
import { OF_RATERS } from './done-of-raters.ts';
import { OF_ROUNDS } from './done-of-rounds.ts';
import { FIRST, FORMS, LEADS, NEVER, PASTED, WATCHED, words, WORDS } from './forms.ts';

const study = (at: AtWork) => rows(at, 'studies', ({ id }) => id === at.study.id);
const mails = (at: AtWork) => rows(at, 'mails', ({ studyId }) => studyId === at.study.id);
const ofIdle = async (at: AtWork) => {
	const mine = await rows(at, 'assignments', ({ memberId }) => memberId === at.idle.memberId);
	const cases = await rows(at, 'cases', ({ id }) => mine.some(({ caseId }) => caseId === id));
	return cases.map(({ externalId }) => externalId).sort();
};

const idle = (at: AtWork) => rows(at, 'members', ({ id }) => id === at.idle.memberId);
const A_LINK = expect.stringMatching(/^https:\/\/primum\.test\/join\/[\w-]{20,}$/) as string;

const DONE: Done[] = [
	...OF_ROUNDS,
	...OF_BOARDS,
	...OF_DISAGREEMENTS,
	...OF_RATERS,
	...OF_CASES,
	...OF_IMPORTS,
	{
		form: 'assignments?/apply',
		shows: () => ({ done: '2 assignments made. 2 places stay empty.' }),
		stored: ofIdle,
		is: () => ['Card900', 'Derm902', 'ID901']
	},
	{
		form: 'assignments?/compute',
		fields: { moving: 'on' },
		shows: () => ({ done: 'The plan is ready. Nothing is assigned yet.' }),
		stored: (at) => rows(at, 'plans', () => true),
		is: () => [{ state: 'ready', seed: 1, basis: expect.stringMatching(/^moving:[0-9a-f]{64}$/) }]
	},
	{
		form: 'assignments?/stop',
		first: FIRST.stop,
		shows: () => ({ done: 'Computing was stopped. Nothing was assigned.' }),
		stored: (at) => rows(at, 'plans', () => true),
		is: () => [{ state: 'failed', error: 'The computing was stopped.' }]
	},
	{
		form: 'assignments?/choose',
		shows: () => ({ of: 'choose', done: 'A place of Card900 stays empty in the plan.' }),
		stored: (at) => rows(at, 'planPlaces', ({ caseId }) => caseId === at.signed.caseId),
		is: (at) => [
			{ memberId: null, byHand: false },
			{ memberId: at.idle.memberId, fit: null, byHand: false },
			{ memberId: null, byHand: true }
		]
	},
	{
		form: 'assignments?/undo',
		first: FIRST.undo,
		shows: () => ({ done: 'The last change by hand, in Card900, is undone.' }),
		stored: (at) => rows(at, 'planPlaces', ({ caseId }) => caseId === at.signed.caseId),
		is: (at) => [
			{ memberId: null, byHand: false },
			{ memberId: at.idle.memberId, fit: 'generalist', byHand: false }
		]
	},
	{
		form: 'assignments/rules?/rules',
		shows: () => ({
			of: 'rules',
			done: 'The rules are saved, and the plan is being computed with them.'
		}),
		stored: async (at) => [
			await study(at),
			await rows(at, 'neighbours', () => true),
			await rows(at, 'plans', () => true)
		],
		is: (at) => [
			[{ generalists: ['ID'], generalistsPerCase: 1, repeatShare: 10, repeatGapDays: 21 }],
			[{ studyId: at.study.id, specialty: 'Card', neighbour: 'Derm' }],
			[{ state: 'ready', seed: 7 }]
		]
	},
	{
		form: 'assignments/rules?/caps',
		shows: () => ({ of: 'caps', done: '1 cap saved. Compute the plan again to use it.' }),
		stored: (at) => rows(at, 'members', ({ id }) => id === at.idle.memberId),
		is: () => [{ loadCap: 12 }]
	},
	{
		form: 'assignments?/assign',
		shows: () => ({ of: 'assign', done: 'Derm902 is assigned.' }),
		stored: ofIdle,
		is: () => ['Derm902', 'ID901']
	},
	{
		form: 'assignments?/move',
		shows: () => ({ of: 'move', done: '1 case taken back. The place is free for the plan.' }),
		stored: (at) => rows(at, 'assignments', ({ id }) => id === at.untouched.id),
		is: () => []
	},
	...(['people', 'people/[member]'] as const).flatMap((page): Done[] => [
		{
			form: `${page}?/pause`,
			shows: ({ idle }) => ({
				of: 'pause',
				done: `Paused: ${idle.name}. They get no new work and no reminders.`,
				undo: { verb: 'resume', member: idle.memberId }
			}),
			stored: idle,
			is: () => [{ pausedAt: START, pausedUntil: Date.UTC(2026, 11, 24), pauseReason: 'On call.' }]
		},
		{
			form: `${page}?/resume`,
			shows: ({ paused }) => ({ done: `${paused.name} is no longer paused.` }),
			stored: (at) => rows(at, 'members', ({ id }) => id === at.paused.memberId),
			is: () => [{ pausedAt: null, pausedUntil: null, pauseReason: null }]
		},
		{
			form: `${page}?/leave`,
			shows: ({ idle }) => ({
				of: 'leave',
				done: `Left: ${idle.name}. What they rated stays; their open work went back to the plan.`,
				undo: { verb: 'takeBack', member: idle.memberId }
			}),
			stored: idle,
			is: () => [{ leftAt: START, leaveReason: 'Moved away.' }]
		},
		{
			form: `${page}?/takeBack`,
			shows: ({ gone }) => ({
				done: `${gone.name} is back in the study. Plan again to give out work.`
			}),
			stored: (at) => rows(at, 'members', ({ id }) => id === at.gone.memberId),
			is: () => [{ leftAt: null, leaveReason: null }]
		},
		{
			form: `${page}?/invite`,
			shows: ({ idle }) => ({
				done: `A new link for ${idle.name}. The old one no longer works.`,
				letter: expect.objectContaining({ name: idle.name, email: idle.email, link: A_LINK })
			}),
			stored: (at) => rows(at, 'invitations', ({ userId }) => userId === at.idle.id),
			is: (at) => [{ purpose: 'invite', usedAt: null, createdBy: at.coordinator.id }]
		},
		{
			form: `${page}?/accept`,
			shows: () => ({
				of: 'accept',
				done: 'The rater is accepted: the cases of the study are open.'
			}),
			stored: (at) => rows(at, 'qualifications', ({ memberId }) => memberId === at.idle.memberId),
			is: (at) => [{ passed: false, waivedBy: at.coordinator.id, reason: 'She wrote the key.' }]
		}
	]),
	{
		form: 'assignments/[assignment]?/move',
		shows: ({ idle }) => ({ of: 'move', done: `1 case moved: 1 to ${idle.name}.` }),
		stored: ofIdle,
		is: () => ['Derm902', 'ID901']
	},
	{
		form: 'assignments/[assignment]?/giveBack',
		shows: () => ({ of: 'giveBack', done: 'The case is with its rater again, as it was.' }),
		stored: (at) => rows(at, 'assignments', ({ id }) => id === at.taken.id),
		is: () => [{ releasedAt: null, releaseReason: null, counts: true, state: 'in-progress' }]
	},
	{
		form: 'assignments/[assignment]?/reopen',
		shows: () => ({
			of: 'reopen',
			done: 'The case is open again for its rater. The ratings stay as they were.'
		}),
		stored: (at) => rows(at, 'assignments', ({ id }) => id === at.signed.id),
		is: () => [{ state: 'reopened', submittedAt: null, signedName: null, signedMeaning: null }]
	},
	{
		form: 'people/[member]?/change',
		shows: () => ({ of: 'change', done: 'Another Name is changed.' }),
		stored: async (at) => [
			await rows(at, 'users', ({ id }) => id === at.idle.id),
			await rows(at, 'userSpecialties', ({ userId }) => userId === at.idle.id),
			await idle(at)
		],
		is: ({ idle: { email } }) => [
			[{ name: 'Another Name', email }],
			[{ specialty: 'Card' }],
			[{ role: 'rater', loadCap: 4 }]
		]
	},
	...(['check', 'read'] as const).map((name): Done => ({
		form: `people/add?/${name}`,
		shows: () => ({
			of: 'check',
			done: '',
			values: { lines: PASTED, role: 'rater' },
			checked: expect.objectContaining({ of: 2, comes: 2, gains: 0, look: [2], out: [] })
		}),
		stored: (at) => rows(at, 'users', ({ email }) => email === 'new@primum.test'),
		is: () => []
	})),
	{
		form: 'people/add?/add',
		shows: () => ({
			of: 'add',
			added: true,
			done: '2 people are added.',
			letters: [
				expect.objectContaining({ name: 'New Person', email: 'new@primum.test', link: A_LINK }),
				expect.objectContaining({ name: 'Old Hand', email: 'old@primum.test', link: A_LINK })
			]
		}),
		stored: async (at) => {
			const [user] = await rows(at, 'users', ({ email }) => email === 'new@primum.test');
			const [member] = await rows(at, 'members', ({ userId }) => userId === user?.id);
			const codes = await rows(at, 'userSpecialties', ({ userId }) => userId === user?.id);
			return { ...user, ...member, codes: codes.map(({ specialty }) => specialty).sort() };
		},
		is: ({ study }) => ({
			name: 'New Person',
			isAdmin: false,
			passwordHash: null,
			studyId: study.id,
			role: 'rater',
			codes: ['Card', 'Derm']
		})
	},
	{
		form: 'people?/remove',
		shows: () => ({ done: 'The person is no longer a member. The account stays.' }),
		stored: async (at) => [
			await rows(at, 'members', ({ id }) => id === at.idle.memberId),
			await rows(at, 'users', ({ id }) => id === at.idle.id)
		],
		is: (at) => [[], [{ email: at.idle.email, disabledAt: null }]]
	},
	{
		form: 'releases/new?/ask',
		first: FIRST.ask,
		shows: () => ({ done: '', question: { number: 2, note: 'The first.' } }),
		stored: (at) => rows(at, 'releases', () => true),
		is: () => [{ number: 1 }]
	},
	...['releases', 'releases/new'].map((page): Done => ({
		form: `${page}?/stop`,
		first: FIRST.stop,
		shows: () => ({ done: 'It is being stopped.' }),
		stored: (at) => rows(at, 'errands', ({ kind }) => kind === 'release'),
		is: () => [{ kind: 'release', state: 'stopped', finishedAt: START }]
	})),
	{
		form: 'releases?/withdraw',
		shows: () => ({ done: 'Release 1 is withdrawn. It stays here, marked.' }),
		stored: (at) => rows(at, 'releases', () => true),
		is: () => [{ number: 1, withdrawnAt: START, withdrawnReason: 'A wrong rule.' }]
	},
	{
		form: 'mails?/again',
		shows: () => ({ done: 'The mail is on its way again, to the person’s current address.' }),
		stored: mails,
		is: () => [{ kind: 'reminder', state: 'waiting', attempts: 0, error: null }]
	},
	{
		form: 'mails?/allAgain',
		shows: () => ({ done: 'One mail is on its way again.' }),
		stored: mails,
		is: () => [{ kind: 'reminder', state: 'waiting', attempts: 0, error: null }]
	},
	{
		form: 'mails/words?/save',
		shows: () => ({ done: 'The words are saved. Mails use them from now on.' }),
		stored: (at) => rows(at, 'mailTemplates', () => true),
		is: () => [{ kind: 'reminder', language: 'de', subject: '{study}', body: 'Los:\n{link}' }]
	},
	{
		form: 'mails/words?/reset',
		fields: { kind: 'reminder', language: 'de' },
		first: async (at) => at.tell(at.coordinator, words.save, { ...WORDS }),
		shows: () => ({ done: 'Primum’s own words are back.' }),
		stored: (at) => rows(at, 'mailTemplates', () => true),
		is: () => []
	},
	{
		form: 'remind?/send',
		shows: () => ({ of: 'send', done: '1 reminder is on its way.' }),
		stored: mails,
		is: (at) => [
			{ state: 'failed' },
			{ state: 'waiting', userId: at.rater.id, askedBy: at.coordinator.id, subject: '{cases}' }
		]
	},
	{
		form: 'remind?/byItself',
		shows: () => ({ of: 'byItself', done: 'Primum sends reminders automatically from now on.' }),
		stored: study,
		is: () => [{ remindsItself: true, silentDays: 5, remindEveryDays: 10 }]
	},
	{
		form: 'settings?/save',
		shows: () => ({ of: 'settings', done: 'The settings are saved.' }),
		stored: study,
		is: (at) => [{ name: 'Another name', slug: at.slug, ratersPerCase: 3 }]
	},
	{
		form: 'api?/make',
		shows: () => ({
			...{ of: 'make', done: 'The token "Dashboard" is made.' },
			secret: expect.stringMatching(/^primum_[\w-]{43}$/)
		}),
		stored: (at) => rows(at, 'apiTokens', ({ id }) => id !== at.token),
		is: (at) => [
			{
				...{ name: 'Dashboard', scope: 'import', userId: at.coordinator.id, createdAt: START },
				expiresAt: Date.UTC(2027, 2, 2) - 1
			}
		]
	},
	{
		form: 'api?/make',
		fields: { name: 'Fetch', scope: 'owner', life: '30', until: '' },
		shows: () => ({
			...{ of: 'make', done: 'The token "Fetch" is made.', secret: expect.any(String) }
		}),
		stored: (at) => rows(at, 'apiTokens', ({ id }) => id !== at.token),
		is: () => [{ name: 'Fetch', scope: 'read', expiresAt: START + 30 * DAY }]
	},
	{
		form: 'api?/revoke',
		shows: () => ({
			of: 'revoke',
			done: 'The token "Nightly fetch" is revoked: nobody comes in with it any more.'
		}),
		stored: (at) => rows(at, 'apiTokens', ({ id }) => id === at.token),
		is: () => [{ revokedAt: START }]
	},
	{
		form: 'settings/rating?/save',
		shows: () => ({ of: 'settings', done: 'The settings are saved.' }),
		stored: study,
		is: () => [{ ratersPerCase: 2, showReference: true, notice: 'The server rests\ntonight.' }]
	},
	{
		form: 'settings/rating?/save',
		fields: { ratersPerCase: '3', notice: ' \r\n' },
		shows: () => ({ of: 'settings', done: 'The settings are saved.' }),
		stored: study,
		is: () => [{ ratersPerCase: 3, showReference: false, notice: '' }]
	},
	{
		form: 'settings/consensus?/save',
		shows: () => ({ of: 'settings', done: 'The settings are saved.' }),
		stored: study,
		is: () => [{ consensusRule: 'median', band: 1, rulingsWanted: 2 }]
	},
	{
		form: 'settings/later?/save',
		shows: () => ({ of: 'settings', done: 'The settings are saved.' }),
		stored: study,
		is: () => [{ sharesComments: true, asksReason: false }]
	},
	{
		form: 'settings/guidelines?/save',
		shows: () => ({
			of: 'settings',
			done: 'Saved as version 2. Raters who have read an earlier one are told what was changed.'
		}),
		stored: (at) => rows(at, 'studyWords', ({ studyId }) => studyId === at.study.id),
		is: (at) => [
			{ number: 1 },
			{
				...{ number: 2, guidelines: 'Rate\nalone.', note: 'It was too short.' },
				...{ scaleWords: null, userId: at.coordinator.id, createdAt: START }
			}
		]
	},
	{
		form: 'settings/scale?/save',
		shows: () => ({
			of: 'settings',
			done: 'Saved as version 2. Raters who have read an earlier one are told what was changed.'
		}),
		stored: study,
		is: () => [
			{
				wordsVersion: 2,
				scaleWords: {
					1: {
						label: 'Deadly',
						meaning: 'doing this could kill, permanently injure or need life-saving intervention'
					}
				}
			}
		]
	},
	{
		form: 'settings/scale?/reset',
		first: FIRST.reset,
		shows: () => ({ of: 'reset', done: 'Primum’s own words are back.' }),
		stored: study,
		is: () => [{ wordsVersion: 3, scaleWords: null }]
	},
	{
		form: 'setup?/read',
		shows: () => ({ done: 'Guidelines and rules are read through, as they are now.' }),
		stored: (at) => rows(at, 'members', ({ id }) => id === at.coordinator.memberId),
		is: () => [{ wordsRead: 1 }]
	},
	{
		form: 'care?/archive',
		first: FIRST.archive,
		shows: () => ({ of: 'archive', done: 'The study is archived.', undo: 'unarchive' }),
		stored: study,
		is: () => [{ archivedAt: START }]
	},
	{
		form: 'care?/unarchive',
		first: FIRST.unarchive,
		shows: () => ({ of: 'archive', done: 'The study is back, as it was.' }),
		stored: study,
		is: () => [{ archivedAt: null }]
	},
	{
		form: 'settings/qualification?/save',
		shows: () => ({
			of: 'qualification',
			done: 'Raters must qualify before they begin a case of the study.'
		}),
		stored: study,
		is: () => [{ passMark: 90, qualificationTries: 3 }]
	},
	{
		form: 'settings/qualification?/save',
		fields: { passMark: '80', tries: '2', case: [GOLD] },
		shows: () => ({ of: 'qualification', done: 'No qualification is required.' }),
		stored: study,
		is: () => [{ passMark: null, qualificationTries: 2 }]
	}
];

const formOf = (named: string) => FORMS.find(({ page, name }) => `${page}?/${name}` === named)!;

onEach(
	({ fresh }) => {
		describe('a form that is taken', () => {
			it.each(DONE)('says and stores what $form asks for', async ({ form, ...done }) => {
				const at = await aStudyAtWork(await fresh());
				await done.first?.(at);
				const { action, fields, params } = formOf(form);
				const sent = done.fields ?? fields(at);
				const seen = await at.tell(at.coordinator, action, sent, params(at));
				expect(seen).toMatchObject({ status: 200, location: null });
				expect(seen.body).toEqual(done.shows(at));
				expect(await done.stored(at)).toMatchObject(done.is(at) as object);
			});

			it('is there for every form that says something when it is done', () => {
				const named = FORMS.map(({ page, name }) => `${page}?/${name}`).filter(
					(form) => form !== NEVER && (LEADS[form] ?? WATCHED[form]) === undefined
				);
				expect([...new Set(DONE.map(({ form }) => form))].sort()).toEqual(named.sort());
			});

			it('reads a role that there is not as that of a rater', async () => {
				const at = await aStudyAtWork(await fresh());
				const { action, fields } = formOf('people/add?/add');
				await at.tell(at.coordinator, action, { ...fields(at), role: 'owner' });
				const [user] = await rows(at, 'users', ({ email }) => email === 'new@primum.test');
				const members = await rows(at, 'members', ({ userId }) => userId === user!.id);
				expect(members.map(({ role }) => role)).toEqual(['rater']);
			});

			it('takes the spaces off the id of a case', async () => {
				const at = await aStudyAtWork(await fresh());
				const { action, fields } = formOf('assignments?/assign');
				expect(fields(at).case).toBe(` ${UNTOUCHED} `);
				await at.tell(at.coordinator, action, fields(at));
				expect(await ofIdle(at)).toContain(UNTOUCHED);
			});
		});
	},
	['SQLite on disk']
);
