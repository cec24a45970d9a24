/** What the trail says of studies: their settings, people, rounds, imports and releases. */
import { createHash } from 'node:crypto';
import { caseMappingSchema } from '#lib/domain/mapping.ts';
import type { TrailEvent } from '#lib/domain/trail.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as importing from '#lib/server/services/importing/index.ts';
import * as people from '#lib/server/services/people/index.ts';
import * as qualifying from '#lib/server/services/qualifying/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import * as assignments from '#lib/server/store/assignments.ts';
import * as members from '#lib/server/store/members.ts';
import { aMember, aPerson, ask, DAY, MINUTE, START } from '../support.ts';
import { bytes, manyCases } from './importing-support.ts';
import { aStudyToQualifyFor } from './qualifying-support.ts';
import { wholeOf } from './releasing-support.ts';

import {
	anInstallation,
	asked,
	aCaseAtHand,
	aSignedCase,
	told,
	type Story
} from './trail-support.ts';

const settings = (given: object) => ({
	guidelines: '',
	ratersPerCase: 3,
	consensusRule: 'noharm-strict',
	band: 2,
	showReference: false,
	rulingsWanted: 1,
	...given
});

const A_MAPPING = caseMappingSchema.parse({
	...{ mapping: 1, name: 'Monthly', purpose: 'cases' },
	tables: [{ case: { case: { column: 'Fall' } } }]
});

async function aReleasedStudy(db: Database) {
	const desk = await aSignedCase(db);
	await releasing.create(desk.app, desk.coordinator, desk.slug, {});
	return desk;
}

export const OF_STUDIES = {
	'study.created': async (db) => {
		const { app, id: userId, administrator } = await anInstallation(db);
		app.pass(MINUTE);
		const given = { slug: 'pilot', name: 'Pilot', band: 1 };
		const { id: studyId } = await studies.create(app, administrator, given);
		const created = { studyId, subject: 'study:pilot' as const, new: settings(given) };
		return told(userId, { what: 'study.created', ...created });
	},

	'study.changed': async (db) => {
		const { app, study, studyId, slug, coordinator } = await aCaseAtHand(db);
		app.pass(MINUTE);
		await studies.changeSettings(app, coordinator, slug, { name: 'Renamed', ratersPerCase: 2 });
		const changed = {
			old: { name: study.name, ratersPerCase: 3 },
			new: { name: 'Renamed', ratersPerCase: 2 }
		};
		return told(coordinator.id, {
			what: 'study.changed',
			studyId,
			subject: `study:${slug}`,
			...changed
		});
	},

	'study.notice': async (db) => {
		const { app, studyId, slug, coordinator } = await aCaseAtHand(db);
		await studies.changeSettings(app, coordinator, slug, { notice: 'Before.' });
		app.pass(MINUTE);
		await studies.changeSettings(app, coordinator, slug, { notice: 'Mind the units.' });
		const changed = { old: { notice: 'Before.' }, new: { notice: 'Mind the units.' } };
		return told(coordinator.id, {
			what: 'study.notice',
			studyId,
			subject: `study:${slug}`,
			...changed
		});
	},

	'study.qualification': async (db) => {
		const { app, study, coordinator, rater, gold } = await aStudyToQualifyFor(db);
		app.pass(MINUTE);
		const input = { required: true, tries: 3, passMark: 70, cases: ['Card003'] };
		await qualifying.configure(app, asked(coordinator), study.slug, input);
		const { id: studyId } = study;
		const [given] = await ask(db, assignments.goldOfMember, rater);
		return told(
			coordinator.id,
			{
				what: 'study.qualification',
				...{ studyId, subject: `study:${study.slug}` },
				old: { passMark: null, tries: 2, cases: [] },
				new: { passMark: 70, tries: 3, cases: ['Card003'] }
			},
			{
				what: 'assignment.made',
				...{ studyId, subject: `assignment:${given!.id}` },
				new: { caseId: gold[1]!.id, memberId: rater.memberId }
			}
		);
	},

	'member.added': async (db) => {
		const { app, studyId, slug, coordinator } = await aCaseAtHand(db);
		const { id: userId, email } = await aPerson(db);
		app.pass(MINUTE);
		await people.add(app, coordinator, slug, { email: email!, role: 'adjudicator' });
		const member = await ask(db, members.find, { studyId, userId });
		const added = {
			subject: `member:${member!.id}` as const,
			new: { userId, role: 'adjudicator' }
		};
		return told(coordinator.id, { what: 'member.added', studyId, ...added } as TrailEvent);
	},

	'member.removed': async (db) => {
		const { app, study, studyId, slug, coordinator } = await aCaseAtHand(db);
		const { id: userId, memberId } = await aMember(db, study, 'rater');
		app.pass(MINUTE);
		await people.remove(app, coordinator, slug, memberId);
		const old = { userId, role: 'rater' as const };
		return told(coordinator.id, {
			what: 'member.removed',
			studyId,
			subject: `member:${memberId}`,
			old
		});
	},

	'round.due': async (db) => {
		const { app, studyId, slug, coordinator } = await aCaseAtHand(db);
		await rounds.setDue(app, coordinator, slug, START + DAY);
		app.pass(MINUTE);
		await rounds.setDue(app, coordinator, slug, START + 2 * DAY);
		const old = { dueAt: START + DAY, closedAt: null };
		const next = { dueAt: START + 2 * DAY };
		return told(coordinator.id, { what: 'round.due', studyId, subject: 'round:1', old, new: next });
	},

	'round.locked': async (db) => {
		const { app, studyId, slug, coordinator } = await aCaseAtHand(db);
		app.pass(MINUTE);
		await rounds.setLocked(app, coordinator, slug, true);
		const old = { dueAt: null, closedAt: null };
		const next = { closedAt: START + MINUTE };
		return told(coordinator.id, {
			what: 'round.locked',
			studyId,
			subject: 'round:1',
			old,
			new: next
		});
	},

	'round.unlocked': async (db) => {
		const { app, studyId, slug, coordinator } = await aCaseAtHand(db);
		await rounds.setLocked(app, coordinator, slug, true);
		app.pass(MINUTE);
		await rounds.setLocked(app, coordinator, slug, false);
		const old = { dueAt: null, closedAt: START };
		const next = { closedAt: null };
		return told(coordinator.id, {
			what: 'round.unlocked',
			studyId,
			subject: 'round:1',
			old,
			new: next
		});
	},

	'cases.imported': async (db) => {
		const { app, studyId, slug, coordinator } = await aCaseAtHand(db);
		app.pass(MINUTE);
		await importing.importCases(app, coordinator, slug, manyCases(2, 5));
		const imported = {
			cases: { new: 2, changed: 0, unchanged: 0, removed: 0 },
			actions: { new: 10, changed: 0, unchanged: 0, removed: 0 },
			rewordings: 0
		};
		return told(coordinator.id, {
			what: 'cases.imported',
			studyId,
			subject: `study:${slug}`,
			new: imported
		});
	},

	'mapping.saved': async (db) => {
		const { app, studyId, slug, coordinator } = await aCaseAtHand(db);
		app.pass(MINUTE);
		const { id } = await importing.saveMapping(app, coordinator, slug, {
			...{ mapping: A_MAPPING, used: null }
		});
		return told(coordinator.id, {
			...{ what: 'mapping.saved', studyId, subject: `mapping:${id}`, new: { name: 'Monthly' } }
		});
	},

	'mapping.renamed': async (db) => {
		const { app, studyId, slug, coordinator } = await aCaseAtHand(db);
		const meant = await importing.saveMapping(app, coordinator, slug, {
			...{ mapping: A_MAPPING, used: null }
		});
		app.pass(MINUTE);
		await importing.renameMapping(app, coordinator, slug, { ...meant, name: 'Weekly' });
		return told(coordinator.id, {
			...{ what: 'mapping.renamed', studyId, subject: `mapping:${meant.id}` },
			...{ old: { name: 'Monthly' }, new: { name: 'Weekly' } }
		});
	},

	'mapping.removed': async (db) => {
		const { app, studyId, slug, coordinator } = await aCaseAtHand(db);
		const meant = await importing.saveMapping(app, coordinator, slug, {
			...{ mapping: A_MAPPING, used: null }
		});
		app.pass(MINUTE);
		await importing.removeMapping(app, coordinator, slug, meant);
		return told(coordinator.id, {
			...{ what: 'mapping.removed', studyId, subject: `mapping:${meant.id}` },
			old: { name: 'Monthly' }
		});
	},

	'ratings.imported': async (db) => {
		const { app, item, studyId, slug, coordinator } = await aCaseAtHand(db);
		app.pass(MINUTE);
		const { externalId } = item;
		const csv = `case,action,rater,score\n${externalId},1,Dr Far,7\n${externalId},2,Dr Far,8\n`;
		await importing.importRatings(app, coordinator, slug, bytes(csv));
		const everyone = await ask(db, members.ofStudy, { studyId });
		const { id, userId, role } = everyone.find(({ name }) => name === 'Dr Far')!;
		return told(
			coordinator.id,
			{ what: 'member.added', studyId, subject: `member:${id}`, new: { userId, role } },
			{
				what: 'ratings.imported',
				...{ studyId, subject: `study:${slug}` },
				new: { ratings: 2, raters: 1 }
			}
		);
	},

	'release.made': async (db) => {
		const { app, studyId, slug, coordinator } = await aSignedCase(db);
		app.pass(MINUTE);
		const { number } = await releasing.create(app, coordinator, slug, { note: 'The first.' });
		const { manifest } = await releasing.show(app, coordinator, slug, number);
		const archive = await releasing.archive(app, coordinator, slug, number);
		const made = {
			options: {
				...{ specialties: null, cases: null, part: 'all', throughRound: null, completeOnly: false },
				...{ consensus: null, pseudonyms: true, license: null, language: null },
				unresolved: 'exclude',
				includeComments: false,
				includeTimes: false,
				note: 'The first.'
			},
			counts: { ...manifest.counts },
			sha256: createHash('sha256')
				.update(await wholeOf(archive))
				.digest('hex')
		};
		return told(coordinator.id, { what: 'release.made', studyId, subject: 'release:1', new: made });
	},

	'release.withdrawn': async (db) => {
		const { app, studyId, slug, coordinator } = await aReleasedStudy(db);
		app.pass(MINUTE);
		const reason = 'The guidelines were wrong.';
		await releasing.withdraw(app, coordinator, slug, 1, reason);
		return told(coordinator.id, {
			what: 'release.withdrawn',
			studyId,
			subject: 'release:1',
			reason
		});
	}
} satisfies Record<string, Story>;
