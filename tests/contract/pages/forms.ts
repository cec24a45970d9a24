/** Every form of a study's pages, with what its coordinator would send. */
import { zip } from '#lib/formats/zip.ts';
import { smallKit } from '#lib/formats/fixture.ts';
import { actions as raters } from '../../../src/routes/(study)/studies/[study]/agreement/raters/+page.server.ts';
import { actions as api } from '../../../src/routes/(study)/studies/[study]/api/+page.server.ts';
import { actions as assignments } from '../../../src/routes/(study)/studies/[study]/assignments/+page.server.ts';
import { actions as assignment } from '../../../src/routes/(study)/studies/[study]/assignments/[assignment]/+page.server.ts';
import { actions as planRules } from '../../../src/routes/(study)/studies/[study]/assignments/rules/+page.server.ts';
import { actions as care } from '../../../src/routes/(study)/studies/[study]/care/+page.server.ts';
import { actions as cases } from '../../../src/routes/(study)/studies/[study]/cases/+page.server.ts';
import { actions as oneCase } from '../../../src/routes/(study)/studies/[study]/cases/[case]/+page.server.ts';
import { actions as clone } from '../../../src/routes/(study)/studies/[study]/clone/+page.server.ts';
import { actions as disagreements } from '../../../src/routes/(study)/studies/[study]/disagreements/+page.server.ts';
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
import * as opening from '#lib/server/services/rounds/index.ts';
import * as caseRows from '#lib/server/store/cases.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import * as wording from '#lib/server/services/wording/index.ts';
import * as plans from '#lib/server/store/plans.ts';
import { anAction, everyRow, taking, write } from '../support.ts';
import type { Action, Fields } from '../endpoints/asking.ts';
import { edited } from '../services/importing-support.ts';
import { GOLD, SIGNED, UNTOUCHED, type AtWork } from './a-study-at-work.ts';

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

const file = (name: string, content: Uint8Array | string) => new File([content as BlobPart], name);

/** The small kit with a question that was not there: cases change by it, but no text that was rated. */
export const kit = () =>
	file(
		'kit.zip',
		zip(
			edited((rubric) => {
				rubric.case.author = 'somebody else';
			})
		)
	);

/** The small kit with the text of a rated action changed. */
export const rewordedKit = () =>
	file(
		'kit.zip',
		zip(
			edited((rubric) => {
				rubric.options[0].text = 'Order two ECGs';
			})
		)
	);

export const sameKit = () => file('kit.zip', zip(smallKit()));

export const ratings = (...lines: string[]) =>
	file('ratings.csv', ['case,action,rater,score', ...lines].join('\n'));

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
		const { app, db, coordinator, slug, places } = at;
		await write(db, (tx) => plans.update(tx, places[0]!.planId, { state: 'computing' }));
		at.errand = await releasing.createSoon(app, coordinator.actor, slug, {});
	},
	ask: readCheckList,
	make: readCheckList
};

/** Reads the check list of a release, as a press sends it back. */
async function readCheckList(at: AtWork): Promise<void> {
	at.checked = (await releasing.check(at.app, at.coordinator.actor, at.slug)).seen;
}

/** Those that lead elsewhere when they are done. */
export const LEADS: Record<string, string> = {
	'clone?/default': '/studies/again/setup',
	'agreement/raters?/names': '?names=shown'
};

/** What is made by a job leads to where that is watched, by an id that nobody knows before. */
export const WATCHED: Record<string, RegExp> = {
	'releases/new?/make': /^\/studies\/[^/]+\/releases\?errand=[0-9a-f-]{36}$/
};

/** A study in which somebody has rated is never deleted: see services/archiving.spec.ts. */
export const NEVER = 'care?/delete';

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
		read: () => ({ role: 'rater', file: file('people.csv', PASTED) }),
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
		check: () => ({ files: kit() }),
		import: () => ({ files: kit() }),
		checkRatings: () => ({ ratings: ratings('Derm902,1,Reader,4') }),
		importRatings: () => ({ ratings: ratings('Derm902,1,Reader,4') }),
		sample: () => ({}),
		remove: () => ({ case: UNTOUCHED, seen: '0' })
	}),
	...onPage(
		'cases/[case]',
		oneCase,
		{
			texts: () => ({
				...{ presentation: 'Another\r\ntext.', question: '', reference: '', specialty: 'Card' },
				...{ meaning: 'mend', reason: 'A typo.', seen: '0' }
			}),
			action: () => ({
				...{ number: '1', text: 'Another', category: 'Diagnostic' },
				...{ meaning: 'reword', reason: 'It meant another.', seen: '0' }
			}),
			withdraw: () => ({ reason: 'It is there twice.', seen: '0' }),
			restore: () => ({ seen: '1' }),
			withdrawAction: () => ({ number: '2', reason: 'It is there twice.', seen: '0' }),
			restoreAction: () => ({ number: '2', seen: '1' }),
			removeAction: () => ({ number: '9', seen: '0' })
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
