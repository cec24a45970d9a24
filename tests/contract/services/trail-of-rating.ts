/** What the trail says of assignments and qualification. */
import { SIGNATURE_MEANINGS } from '#lib/domain/study.ts';
import type { Actor } from '#lib/server/app.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as assigning from '#lib/server/services/assigning/index.ts';
import * as qualifying from '#lib/server/services/qualifying/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as assignments from '#lib/server/store/assignments.ts';
import { aCase, ask, MINUTE, START, taking } from '../support.ts';
import { aStudyToQualifyFor, block, rateGold, take } from './qualifying-support.ts';

import { asked, aCaseAtHand, aRatedCase, aSignedCase, told, type Story } from './trail-support.ts';

const submission = (actor: Actor) => ({
	what: 'assignment.submitted' as const,
	old: { state: 'in-progress' },
	new: {
		state: 'submitted',
		signedName: actor.name,
		signedMeaning: SIGNATURE_MEANINGS.en
	}
});

/** A study that asks for one gold case, rated so many points from its key but not submitted. */
async function aGoldCase(db: Database, off: number) {
	const desk = await aStudyToQualifyFor(db);
	await desk.configure({ cases: ['Card002'] });
	const [gold] = (await block(desk.app, desk.actor)).cases;
	await rateGold(desk.app, desk.actor, gold!.assignmentId, off);
	return { ...desk, assignmentId: gold!.assignmentId, actor: asked(desk.actor) };
}

export const OF_RATING = {
	'assignment.made': async (db) => {
		const { app, study, studyId, slug, rater, coordinator } = await aCaseAtHand(db);
		const { id: caseId, externalId } = await aCase(db, study);
		app.pass(MINUTE);
		const { memberId } = rater;
		await assigning.assignByHand(app, coordinator, slug, { externalId, memberId });
		const made = await ask(db, assignments.find, { caseId, memberId, roundId: study.round.id });
		const subject = `assignment:${made!.id}` as const;
		const given = { caseId, memberId };
		return told(coordinator.id, { what: 'assignment.made', studyId, subject, new: given });
	},

	'assignment.removed': async (db) => {
		const { app, studyId, slug, assignmentId, pair, subject, coordinator } = await aCaseAtHand(db);
		app.pass(MINUTE);
		await assigning.move(app, coordinator, slug, taking(assignmentId));
		return told(coordinator.id, {
			...{ what: 'assignment.removed', studyId, subject },
			old: pair,
			reason: 'Silent.'
		});
	},

	'assignment.released': async (db) => {
		const { app, studyId, slug, assignmentId, subject, coordinator } = await aRatedCase(db);
		app.pass(MINUTE);
		await assigning.move(app, coordinator, slug, taking(assignmentId));
		return told(coordinator.id, {
			...{ what: 'assignment.released', studyId, subject },
			old: { state: 'in-progress' },
			new: { counts: false },
			reason: 'Silent.'
		});
	},

	'assignment.returned': async (db) => {
		const { app, studyId, slug, assignmentId, subject, coordinator } = await aRatedCase(db);
		await assigning.move(app, coordinator, slug, taking(assignmentId));
		app.pass(MINUTE);
		await assigning.returnTo(app, coordinator, slug, assignmentId);
		return told(coordinator.id, {
			...{ what: 'assignment.returned', studyId, subject },
			old: { counts: false, reason: 'Silent.' },
			new: { counts: true }
		});
	},

	'ratings.viewed': async (db) => {
		const { app, studyId, slug, assignmentId, subject, coordinator } = await aRatedCase(db);
		app.pass(MINUTE);
		await rating.lookAtRatings(app, coordinator, slug, assignmentId);
		return told(coordinator.id, { what: 'ratings.viewed', studyId, subject });
	},

	'assignment.submitted': async (db) => {
		const { app, studyId, assignmentId, subject, actor } = await aRatedCase(db);
		app.pass(MINUTE);
		await rating.submitCase(app, actor, assignmentId);
		return told(actor.id, { studyId, subject, ...submission(actor) });
	},

	'assignment.reopened': async (db) => {
		const { app, studyId, slug, assignmentId, subject, actor, coordinator } = await aSignedCase(db);
		app.pass(MINUTE);
		await rating.reopenCase(app, coordinator, slug, assignmentId, 'The wording was wrong.');
		const reopened = {
			old: { state: 'submitted', signedName: actor.name, submittedAt: START },
			new: { state: 'reopened' },
			reason: 'The wording was wrong.'
		};
		return told(coordinator.id, { what: 'assignment.reopened', studyId, subject, ...reopened });
	},

	'assignment.commented': async (db) => {
		const { app, studyId, assignmentId, subject, actor } = await aCaseAtHand(db);
		const comment = (before: string, text: string) =>
			rating.commentCase(app, actor, assignmentId, { before, text });
		await comment('', 'First.');
		app.pass(MINUTE);
		await comment('First.', 'Second.');
		const changed = { old: { comment: 'First.' }, new: { comment: 'Second.' } };
		return told(actor.id, { what: 'assignment.commented', studyId, subject, ...changed });
	},

	'qualification.passed': async (db) => {
		const { app, study, rater, assignmentId, actor } = await aGoldCase(db, 2);
		app.pass(MINUTE);
		await rating.submitCase(app, actor, assignmentId);
		const { id: studyId } = study;
		return told(
			actor.id,
			{ studyId, subject: `assignment:${assignmentId}`, ...submission(actor) },
			{
				what: 'qualification.passed',
				...{ studyId, subject: `member:${rater.memberId}` },
				new: { attempt: 1, agreed: 5, of: 5, passMark: 80, band: 2 }
			}
		);
	},

	'qualification.not-passed': async (db) => {
		const { app, study, rater, assignmentId, actor } = await aGoldCase(db, 3);
		app.pass(MINUTE);
		await rating.submitCase(app, actor, assignmentId);
		const { id: studyId } = study;
		const subject = `assignment:${assignmentId}` as const;
		return told(
			actor.id,
			{ studyId, subject, ...submission(actor) },
			{
				what: 'qualification.not-passed',
				...{ studyId, subject: `member:${rater.memberId}` },
				new: { attempt: 1, agreed: 0, of: 5, passMark: 80, band: 2 }
			},
			{
				what: 'assignment.reopened',
				...{ studyId, subject },
				old: { state: 'submitted', signedName: actor.name, submittedAt: START + MINUTE },
				new: { state: 'reopened' },
				reason: 'Qualification not passed; another try'
			}
		);
	},

	'qualification.accepted': async (db) => {
		const { app, study, coordinator, rater, actor, configure } = await aStudyToQualifyFor(db);
		await configure({ tries: 1 });
		await take(app, actor, 4);
		app.pass(MINUTE);
		const { id: studyId, slug } = study;
		const { memberId } = rater;
		const reason = 'Wrote the guidelines.';
		await qualifying.accept(app, asked(coordinator), slug, memberId, { reason });
		return told(coordinator.id, {
			what: 'qualification.accepted',
			studyId,
			subject: `member:${memberId}`,
			reason
		});
	}
} satisfies Record<string, Story>;
