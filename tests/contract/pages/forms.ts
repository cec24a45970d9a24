/** Every form of a study's pages, with what its coordinator would send. */
import { expect } from 'vitest';
import { mappingSchema, type Mapping } from '#lib/domain/mapping.ts';
import type { Actor } from '#lib/server/app.ts';
import { actions as raters } from '../../../src/routes/(study)/studies/[study]/agreement/raters/+page.server.ts';
import { actions as api } from '../../../src/routes/(study)/studies/[study]/api/+page.server.ts';
import { actions as assignments } from '../../../src/routes/(study)/studies/[study]/assignments/+page.server.ts';
import { actions as assignment } from '../../../src/routes/(study)/studies/[study]/assignments/[assignment]/+page.server.ts';
import { actions as planRules } from '../../../src/routes/(study)/studies/[study]/assignments/rules/+page.server.ts';
import { actions as care } from '../../../src/routes/(study)/studies/[study]/care/+page.server.ts';
import { actions as cases } from '../../../src/routes/(study)/studies/[study]/cases/+page.server.ts';
import { actions as importFiles } from '../../../src/routes/(study)/studies/[study]/cases/import/[upload]/+page.server.ts';
import { nameOf } from '../../../src/routes/(study)/studies/[study]/cases/import/[upload]/checking.ts';
import { actions as mappings } from '../../../src/routes/(study)/studies/[study]/cases/mappings/+page.server.ts';
import { actions as oneCase } from '../../../src/routes/(study)/studies/[study]/cases/[case]/+page.server.ts';
import { actions as editCase } from '../../../src/routes/(study)/studies/[study]/cases/[case]/edit/+page.server.ts';
import { actions as newCase } from '../../../src/routes/(study)/studies/[study]/cases/new/+page.server.ts';
import { actions as clone } from '../../../src/routes/(study)/studies/[study]/clone/+page.server.ts';
import { actions as disagreements } from '../../../src/routes/(study)/studies/[study]/disagreements/+page.server.ts';
import { actions as leaderboard } from '../../../src/routes/(study)/studies/[study]/leaderboard/+page.server.ts';
import { actions as mails } from '../../../src/routes/(study)/studies/[study]/mails/+page.server.ts';
import { actions as words } from '../../../src/routes/(study)/studies/[study]/mails/words/+page.server.ts';
import { actions as people } from '../../../src/routes/(study)/studies/[study]/people/+page.server.ts';
import { actions as addPeople } from '../../../src/routes/(study)/studies/[study]/people/add/+page.server.ts';
import { actions as person } from '../../../src/routes/(study)/studies/[study]/people/[member]/+page.server.ts';
import { actions as releases } from '../../../src/routes/(study)/studies/[study]/releases/+page.server.ts';
import { actions as newRelease } from '../../../src/routes/(study)/studies/[study]/releases/new/+page.server.ts';
import { actions as remind } from '../../../src/routes/(study)/studies/[study]/remind/+page.server.ts';
import { actions as rounds } from '../../../src/routes/(study)/studies/[study]/rounds/+page.server.ts';
import { actions as nextRound } from '../../../src/routes/(study)/studies/[study]/rounds/next/+page.server.ts';
import { actions as settings } from '../../../src/routes/(study)/studies/[study]/settings/+page.server.ts';
import { actions as setup } from '../../../src/routes/(study)/studies/[study]/setup/+page.server.ts';
import { actions as consensus } from '../../../src/routes/(study)/studies/[study]/settings/consensus/+page.server.ts';
import { actions as guidelines } from '../../../src/routes/(study)/studies/[study]/settings/guidelines/+page.server.ts';
import { actions as later } from '../../../src/routes/(study)/studies/[study]/settings/later/+page.server.ts';
import { actions as qualification } from '../../../src/routes/(study)/studies/[study]/settings/qualification/+page.server.ts';
import { actions as rating } from '../../../src/routes/(study)/studies/[study]/settings/rating/+page.server.ts';
import { actions as scale } from '../../../src/routes/(study)/studies/[study]/settings/scale/+page.server.ts';
import * as assigning from '#lib/server/services/assigning/index.ts';
import * as caring from '#lib/server/services/cases/index.ts';
import * as referring from '#lib/server/services/referring/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as importing from '#lib/server/services/importing/index.ts';
import * as opening from '#lib/server/services/rounds/index.ts';
import * as caseRows from '#lib/server/store/cases.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import * as wording from '#lib/server/services/wording/index.ts';
import * as errands from '#lib/server/store/errands.ts';
import * as plans from '#lib/server/store/plans.ts';
import { anAction, everyRow, NOBODY, START, taking, write } from '../support.ts';
import type { Action, Fields } from '../endpoints/asking.ts';
import { aBoard, aPublicBoard, SENT } from './a-board-at-work.ts';
import { GOLD, OWN_COLUMNS, OWN_TABLE, SIGNED, UNTOUCHED, type AtWork } from './a-study-at-work.ts';

export {
	assignments,
	care,
	cases,
	clone,
	nextRound,
	people,
	rating,
	newRelease,
	releases,
	rounds,
	settings,
	words
};

/** The first round as its forms show it: untouched, and once it was closed. */
export const SEEN = { round: '1', seen: '0' };
export const CLOSED = { round: '1', seen: '1' };

/** The table that was sent, with what its columns mean. */
export const MAPPING: Mapping = mappingSchema.parse({
	...{ mapping: 1, name: 'Fälle', purpose: 'cases' },
	tables: [
		{
			file: OWN_TABLE,
			case: {
				case: { column: 'Fall' },
				specialty: { column: 'Fach' },
				presentation: { column: 'Vorgeschichte' }
			},
			actions: [{ text: { column: 'Maßnahme' }, category: { column: 'Art' } }]
		}
	]
});

/** The same as its form sends it. */
export const MAPPED = {
	tables: JSON.stringify([{ file: OWN_TABLE, sheet: null, header: 1, columns: OWN_COLUMNS }]),
	...{ 'was.0': 'cases', 'holds.0': 'cases', 'means.0.0': 'case.case', name: 'Fälle' },
	...{ 'means.0.1': 'case.specialty', 'means.0.2': 'case.presentation' },
	...{ 'means.0.3': 'actions.0.text', 'means.0.4': 'actions.0.category' }
};

const CHECKED = nameOf({ purpose: 'cases', mapping: MAPPING, rewording: 'refuse' });

/** An import that goes on. */
const ERRAND = '5e3b2c1a-0000-4000-8000-000000000001';

/** Two people, one of them with a word that nobody knows. */
export const PASTED =
	'New Person, new@primum.test, Card / Derm\nOld Hand, old@primum.test, Cardiolgy\n';

export const RATING = {
	...{ ratersPerCase: '2', showReference: 'on' },
	notice: 'The server rests\r\ntonight.'
};

export const WORDS = {
	...{ kind: 'reminder', language: 'de' },
	...{ subject: '{study}', body: 'Los:\r\n{link}' }
};

export const PLAN_RULES = {
	specialty: ['Card', 'Derm'],
	near: ['dermatology', ''],
	generalists: 'ID',
	generalistsPerCase: '1',
	repeatShare: '10',
	repeatGapDays: '21',
	seed: '7'
};

/** What has to have happened before some forms can do anything. */
export const FIRST: Record<string, (at: AtWork) => Promise<unknown>> = {
	restore: ({ app, coordinator, slug }) =>
		caring.withdraw(app, coordinator.actor, { slug, externalId: SIGNED }, { reason: 'Twice.' }),
	restoreAction: ({ app, coordinator, slug }) =>
		caring.withdrawAction(
			app,
			coordinator.actor,
			{ slug, externalId: SIGNED },
			{ number: 2, reason: 'Twice.' }
		),
	removeAction: ({ db, signed }) =>
		write(db, (tx) => caseRows.insertActions(tx, [anAction(signed.caseId, 9)])),
	undo: ({ app, coordinator, slug, places }) =>
		assigning.choosePlace(app, coordinator.actor, slug, {
			placeId: places[0]!.id,
			memberId: null
		}),
	reset: ({ app, coordinator, slug }) =>
		wording.changeWords(app, coordinator.actor, slug, {
			scaleWords: { 1: { label: 'Deadly', meaning: '' } }
		}),
	archive: ({ lock }) => lock(),
	unarchive: async ({ app, lock, coordinator, slug }) => {
		await lock();
		await studies.archive(app, coordinator.actor, slug);
	},
	openAgain: (at) => at.lock(),
	pick: (at) => at.lock(),
	open: (at) => at.lock(),
	callBack: ({ app, coordinator, slug, actions }) =>
		referring.refer(app, coordinator.actor, slug, {
			...{ to: 'round', actionIds: actions.slice(0, 2) }
		}),
	/** A second round that asks about the signed case, of which its rater was relieved. */
	askToo: async ({ app, db, coordinator, slug, actions, ...at }) => {
		await at.lock();
		const next = { chosen: 'hand', actionIds: [actions[0]!], dueAt: null } as const;
		await opening.openNext(app, coordinator.actor, slug, next);
		const given = (await everyRow(db, (t) => t.assignments)).at(-1)!;
		await assigning.move(app, coordinator.actor, slug, taking(given.id));
	},
	stop: async (at) => {
		const { app, db, coordinator, slug, places, study } = at;
		await write(
			db,
			function* (tx) {
				yield* plans.update(tx, places[0]!.planId, { state: 'computing' });
				yield* errands.insert(tx, {
					...{ id: ERRAND, studyId: study.id, kind: 'import-cases', asked: {} }
				});
			},
			{ ...NOBODY, userId: coordinator.id }
		);
		at.errand = await releasing.createSoon(app, coordinator.actor, slug, {});
	},
	ask: readCheckList,
	make: readCheckList,
	set: aBoard,
	accepts: aBoard,
	publish: aBoard,
	unpublish: aPublicBoard,
	approve: aBoard,
	reject: aBoard,
	rename: ({ app, coordinator, slug }) => keepMapping(app, coordinator.actor, slug),
	remove: ({ app, coordinator, slug }) => keepMapping(app, coordinator.actor, slug)
};

/** Reads the check list of a release, as a press sends it back. */
async function readCheckList(at: AtWork): Promise<void> {
	at.checked = (await releasing.check(at.app, at.coordinator.actor, at.slug)).seen;
}

const keepMapping = (app: AtWork['app'], actor: Actor, slug: string) =>
	importing.saveMapping(app, actor, slug, { mapping: MAPPING, used: null });

/** Those that lead elsewhere when they are done. */
export const LEADS: Record<string, string> = {
	'cases?/send': expect.stringMatching(/^\/studies\/[\w-]+\/cases\/import\/[\w-]{36}$/) as string,
	'cases/import/[upload]?/import': expect.stringMatching(
		/^\/studies\/[\w-]+\/cases\/import\/[\w-]{36}\?errand=[\w-]{36}$/
	) as string,
	'cases/import/[upload]?/drop': expect.stringMatching(/^\/studies\/[\w-]+\/cases$/) as string,
	'clone?/default': '/studies/again/setup',
	'cases/new?/write': 'Derm903?written',
	'agreement/raters?/names': '?names=shown'
};

/** What is made by a job leads to where that is watched, by an id that nobody knows before. */
export const WATCHED: Record<string, RegExp> = {
	'releases/new?/make': /^\/studies\/[^/]+\/releases\?errand=[0-9a-f-]{36}$/
};

/** A study in which somebody has rated is never deleted: see services/archiving.spec.ts. */
export const NEVER = 'care?/delete';

/** The fields of the actions of a case: number until now, number, text, category, what a change of the text is. */
const rowsOf = (
	...rows: [was: string, number: string, text: string, category: string, meaning?: string][]
) => ({
	...{ was: rows.map(([was]) => was), number: rows.map(([, number]) => number) },
	...{ text: rows.map(([, , text]) => text), category: rows.map(([, , , category]) => category) },
	meaning: rows.map(([, , , , meaning = '']) => meaning)
});

type Form = (of: AtWork) => Fields;
type Page<Actions> = { [Name in keyof Actions]: Form };

/** What the actions of a page are sent; TypeScript misses one that is not here. */
const onPage = <const Actions extends Record<string, Action>>(
	page: string,
	actions: Actions,
	forms: Page<Actions>,
	params: (of: AtWork) => Record<string, string> = () => ({})
) =>
	Object.entries(forms as Record<string, Form>).map(([name, fields]) => ({
		page,
		name,
		action: actions[name]!,
		fields,
		/** What the address names beside the study. */
		params
	}));

/** The forms of both the list of people and one person's page. */
const PART = {
	pause: ({ idle }) => ({
		member: [String(idle.memberId)],
		until: '2026-12-24',
		reason: 'On call.'
	}),
	resume: ({ paused }) => ({ member: String(paused.memberId) }),
	leave: ({ idle }) => ({ member: [String(idle.memberId)], counts: 'yes', reason: 'Moved away.' }),
	takeBack: ({ gone }) => ({ member: String(gone.memberId) }),
	invite: ({ idle }) => ({ member: String(idle.memberId), how: 'link' }),
	accept: ({ idle }) => ({ member: String(idle.memberId), reason: 'She wrote the key.' })
} satisfies Record<string, Form>;

export const FORMS = [
	...onPage('agreement/raters', raters, {
		names: () => ({}),
		parts: () => ({}),
		stopParts: () => ({})
	}),
	...onPage('assignments', assignments, {
		compute: () => ({}),
		stop: () => ({}),
		choose: ({ places }) => ({ place: String(places[0]!.id), member: 'nobody' }),
		undo: () => ({}),
		apply: () => ({}),
		askToo: ({ rater }) => ({ member: String(rater.memberId) }),
		assign: ({ idle }) => ({ case: ` ${UNTOUCHED} `, member: String(idle.memberId) }),
		move: ({ untouched }) => ({ assignment: String(untouched.id), reason: 'She is silent.' })
	}),
	...onPage('assignments/[assignment]', assignment, {
		move: ({ untouched, idle }) => ({
			assignment: String(untouched.id),
			to: String(idle.memberId),
			reason: 'She is silent.'
		}),
		giveBack: ({ taken }) => ({ assignment: String(taken.id) }),
		reopen: ({ signed }) => ({ assignment: String(signed.id), reason: 'It was asked for.' })
	}),
	...onPage('assignments/rules', planRules, {
		rules: () => PLAN_RULES,
		caps: ({ idle }) => ({ member: String(idle.memberId), cap: ' 12 ' })
	}),
	...onPage('people', people, {
		...PART,
		remove: ({ idle }) => ({ member: String(idle.memberId) })
	}),
	...onPage('people/add', addPeople, {
		check: () => ({ lines: PASTED, role: 'rater' }),
		read: () => ({ role: 'rater', file: new File([PASTED], 'people.csv') }),
		add: () => ({ lines: PASTED, role: 'rater', how: 'links' })
	}),
	...onPage(
		'people/[member]',
		person,
		{
			...PART,
			change: ({ idle }) => ({
				...{ name: 'Another Name', email: idle.email!, role: 'rater', loadCap: '4' },
				specialties: ['Card']
			})
		},
		({ idle }) => ({ member: String(idle.memberId) })
	),
	...onPage('cases', cases, {
		send: () => ({ files: new File(['Fall;Text'], 'Fälle.csv') }),
		sample: () => ({}),
		remove: () => ({ case: UNTOUCHED, seen: '0' })
	}),
	...onPage(
		'cases/import/[upload]',
		importFiles,
		{
			preview: () => MAPPED,
			check: () => MAPPED,
			keep: () => MAPPED,
			import: () => ({ ...MAPPED, keeps: 'on', checked: CHECKED }),
			drop: () => ({}),
			stop: () => ({ errand: ERRAND })
		},
		({ upload }) => ({ upload })
	),
	...onPage('cases/mappings', mappings, {
		rename: () => ({ mapping: '1', seen: String(START), name: ' Monthly ' }),
		remove: () => ({ mapping: '1', seen: String(START) })
	}),
	...onPage(
		'cases/[case]',
		oneCase,
		{
			withdraw: () => ({ reason: 'It is there twice.', seen: '0' }),
			restore: () => ({ seen: '1' }),
			withdrawAction: () => ({ number: '2', reason: 'It is there twice.', seen: '0' }),
			restoreAction: () => ({ number: '2', seen: '1' }),
			removeAction: () => ({ number: '9', seen: '0' })
		},
		() => ({ case: SIGNED })
	),
	...onPage('cases/new', newCase, {
		write: () => ({
			...{ externalId: ' Derm903 ', specialty: 'Derm', presentation: 'An invented\r\nrash.' },
			...{ question: 'What next?', reference: '', guidance: '', heldOut: 'on', caseMeaning: '' },
			...rowsOf(['', '1', 'Wait', 'Counseling'], ['', '2', 'Look again', 'Follow-up'])
		})
	}),
	...onPage(
		'cases/[case]/edit',
		editCase,
		{
			save: () => ({
				...{ specialty: 'Card', presentation: 'Another\r\ntext.', question: '', reference: '' },
				...{ guidance: '', caseMeaning: 'mend', reason: 'A typo.', seen: '0' },
				...rowsOf(
					['2', '2', 'Order a troponin', 'Diagnostic'],
					['1', '1', 'Another', 'Diagnostic', 'reword'],
					['3', '3', 'Repeat the troponin after three hours', 'Multiple'],
					['5', '5', 'Send home without any test', 'Follow-up'],
					['7', '7', 'Urgent referral to Cardiology', 'Follow-up'],
					['8', '8', 'Start an antacid', 'Medication']
				)
			})
		},
		() => ({ case: SIGNED })
	),
	...onPage('releases', releases, {
		withdraw: () => ({ number: '1', reason: 'A wrong rule.' }),
		stop: ({ errand }) => ({ errand })
	}),
	...onPage('releases/new', newRelease, {
		ask: ({ checked }) => ({ seen: checked, read: 'on', note: 'The first.' }),
		make: ({ checked }) => ({ seen: checked, read: 'on', note: 'The first.' }),
		stop: ({ errand }) => ({ errand })
	}),
	...onPage('leaderboard', leaderboard, {
		make: () => ({ release: '1' }),
		set: () => ({
			...{ release: '1', seen: '0', scheme: 'noharm-2025', dailyLimit: ' 5 ' },
			...{ terms: 'Say\r\nhow.', humanLine: String(SENT.people) }
		}),
		accepts: () => ({ release: '1', seen: '0', accepts: 'yes' }),
		publish: () => ({ release: '1', seen: '0' }),
		unpublish: () => ({ release: '1', seen: '1' }),
		approve: () => ({ approve: String(SENT.system), seen: 'waiting' }),
		reject: () => ({ reject: String(SENT.system), seen: 'waiting', reason: 'Not its own.' })
	}),
	...onPage('api', api, {
		make: () => ({ name: ' Dashboard ', scope: 'import', life: 'date', until: '2027-03-01' }),
		revoke: ({ token }) => ({ token: String(token) })
	}),
	...onPage('mails', mails, {
		again: ({ failed }) => ({ mail: String(failed) }),
		allAgain: () => ({})
	}),
	...onPage('mails/words', words, {
		save: () => WORDS,
		reset: () => ({ kind: 'invitation', language: 'en' })
	}),
	...onPage('remind', remind, {
		send: ({ rater }) => ({
			...{ member: String(rater.memberId), subject_en: '{cases}', body_en: '{link}' }
		}),
		byItself: () => ({ remindsItself: 'on', silentDays: '5', remindEveryDays: '10' })
	}),
	...onPage('rounds', rounds, {
		due: () => ({ ...SEEN, due: '2026-12-12' }),
		close: () => SEEN,
		openAgain: () => CLOSED
	}),
	...onPage('rounds/next', nextRound, {
		pick: ({ actions }) => ({ action: [String(actions[0])], then: 'preview' }),
		open: ({ actions }) => ({
			...{ ...CLOSED, chosen: 'hand', picked: `${actions[0]}-${actions[1]}` },
			...{ due: '2026-12-12', tell: 'on' }
		})
	}),
	...onPage('disagreements', disagreements, {
		pick: ({ actions }) => ({ action: [String(actions[0])], then: 'adjudication' }),
		toRound: ({ actions }) => ({ only: String(actions[0]) }),
		toAdjudication: ({ actions, paused }) => ({
			...{ ids: `${actions[0]}-${actions[1]}`, picked: `${actions[1]}-${actions[2]}` },
			...{ member: String(paused.memberId), note: 'Mind\r\nthe dose.' }
		}),
		exclude: ({ actions }) => ({ ids: String(actions[0]), reason: 'It is there twice.' }),
		callBack: ({ actions }) => ({ ids: `${actions[0]}-${actions[2]}` })
	}),
	...onPage('setup', setup, { read: () => ({}) }),
	...onPage('clone', clone, {
		default: () => ({ name: 'Again', slug: 'again', settings: 'on', people: 'on', cases: 'on' })
	}),
	...onPage('care', care, {
		archive: () => ({}),
		unarchive: () => ({}),
		delete: ({ study }) => ({ name: study.name })
	}),
	...onPage('settings', settings, {
		save: () => ({ name: 'Another name' })
	}),
	...onPage('settings/rating', rating, { save: () => ({ ...RATING, confirmed: '2' }) }),
	...onPage('settings/consensus', consensus, {
		save: () => ({ consensusRule: 'median', band: '1', rulingsWanted: '2' })
	}),
	...onPage('settings/later', later, { save: () => ({ sharesComments: 'on' }) }),
	...onPage('settings/guidelines', guidelines, {
		save: () => ({ guidelines: 'Rate\r\nalone.', note: 'It was too short.' })
	}),
	...onPage('settings/scale', scale, {
		save: () => ({ label1: 'Deadly', meaning9: ' ' }),
		reset: () => ({})
	}),
	...onPage('settings/qualification', qualification, {
		save: () => ({ required: 'on', passMark: '90', tries: '3', case: [GOLD] })
	})
];
