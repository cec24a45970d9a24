/** What the trail says of the people in a study: who they are, what they do there, and how they come and go. */
import type { Database } from '#lib/server/db/connect.ts';
import * as people from '#lib/server/services/people/index.ts';
import { aMember, MINUTE } from '../support.ts';
import { aCaseAtHand, told, type Story } from './trail-support.ts';

/** A case at hand, and somebody more who has joined nothing yet. */
async function aNewcomer(db: Database) {
	const desk = await aCaseAtHand(db);
	const newcomer = await aMember(db, desk.study, 'rater', { specialties: ['Neph'] });
	const { memberId, id: userId, name, email } = newcomer;
	const as = { name, email: email!, specialties: ['Neph'], role: 'rater' };
	return {
		...{ ...desk, memberId, userId, name, subject: `member:${memberId}` as const },
		/** What the form of this person sends where nothing is changed. */
		asIs: { ...as, adjudicates: false, loadCap: '' }
	};
}

export const OF_PEOPLE = {
	'member.changed': async (db) => {
		const { app, studyId, slug, coordinator, asIs, ...newcomer } = await aNewcomer(db);
		const { memberId, userId, name, subject } = newcomer;
		app.pass(MINUTE);
		await people.changeCaps(app, coordinator, slug, [{ memberId, cap: '8' }]);
		const next = { name: 'Renamed', specialties: ['Card'], role: 'coordinator', adjudicates: true };
		await people.change(app, coordinator, slug, memberId, { ...asIs, ...next });
		const duties = { what: 'member.changed', studyId, subject } as const;
		const account = { what: 'user.changed', subject: `user:${userId}` } as const;
		return told(
			coordinator.id,
			{ ...duties, old: { loadCap: null }, new: { loadCap: 8 } },
			{ ...account, old: { name }, new: { name: 'Renamed' } },
			{ ...account, old: { specialties: ['Neph'] }, new: { specialties: ['Card'] } },
			{
				...duties,
				old: { role: 'rater', adjudicates: false, loadCap: 8 },
				new: { role: 'coordinator', adjudicates: true, loadCap: null }
			}
		);
	},

	'member.paused': async (db) => {
		const { app, studyId, slug, coordinator, memberId, subject } = await aNewcomer(db);
		app.pass(MINUTE);
		const asked = { members: [memberId], until: '2026-11-09', reason: 'On call.' };
		await people.pause(app, coordinator, slug, asked);
		const until = Date.UTC(2026, 10, 9);
		const what = 'member.paused';
		return told(coordinator.id, { what, studyId, subject, new: { until }, reason: 'On call.' });
	},

	'member.resumed': async (db) => {
		const { app, studyId, slug, coordinator, memberId, subject } = await aNewcomer(db);
		const asked = { members: [memberId], until: '', reason: 'On call.' };
		await people.pause(app, coordinator, slug, asked);
		app.pass(MINUTE);
		await people.resume(app, coordinator, slug, memberId);
		return told(coordinator.id, { what: 'member.resumed', studyId, subject });
	},

	'member.left': async (db) => {
		const { app, studyId, slug, coordinator, rater, assignmentId, pair } = await aCaseAtHand(db);
		app.pass(MINUTE);
		const asked = { members: [rater.memberId], counts: false, reason: 'Moved away.' };
		await people.leave(app, coordinator, slug, asked);
		return told(
			coordinator.id,
			{
				...{ what: 'assignment.removed', studyId, subject: `assignment:${assignmentId}` },
				...{ old: pair, reason: 'Moved away.' }
			},
			{
				...{ what: 'member.left', studyId, subject: `member:${rater.memberId}` },
				...{ new: { givenBack: 1, counts: false }, reason: 'Moved away.' }
			}
		);
	},

	'member.returned': async (db) => {
		const { app, studyId, slug, coordinator, memberId, subject } = await aNewcomer(db);
		const asked = { members: [memberId], counts: true, reason: 'Moved away.' };
		await people.leave(app, coordinator, slug, asked);
		app.pass(MINUTE);
		await people.takeBack(app, coordinator, slug, memberId);
		return told(coordinator.id, { what: 'member.returned', studyId, subject });
	},

	'member.invited': async (db) => {
		const { app, studyId, slug, coordinator, memberId, subject } = await aNewcomer(db);
		app.pass(MINUTE);
		await people.inviteAgain(app, coordinator, slug, memberId, 'link');
		return told(coordinator.id, { what: 'member.invited', studyId, subject });
	}
} satisfies Record<string, Story>;
