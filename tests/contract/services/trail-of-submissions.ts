/** What the trail says of submissions to a leaderboard. */
import { sha256 } from '#lib/server/auth/secrets.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as submitting from '#lib/server/services/submitting/index.ts';
import { MINUTE } from '../support.ts';
import { aBoard, aFile, recordsOf, WHOLE } from './submitting-support.ts';
import { asked, told, type Story } from './trail-support.ts';

/** A scored submission that its sender and the coordinator are about to do something with. */
async function aSubmission(db: Database) {
	const at = await aBoard(db);
	const id = await at.send();
	await at.scored(id);
	at.app.pass(MINUTE);
	return {
		...{ ...at, id, studyId: at.study.id, subject: `submission:${id}` as const },
		coordinator: asked(at.coordinator.actor),
		sender: asked(at.submitter.actor)
	};
}

const LINE = { name: 'Alpha 1', version: 1, release: 1 };

export const OF_SUBMISSIONS = {
	'submission.sent': async (db) => {
		const at = await aBoard(db, { terms: 'Be fair.', termsVersion: 2 });
		const { id: memberId } = at.submitter;
		const first = await at.send(aFile(), { terms: 2 });
		at.app.pass(MINUTE);
		const who = { ...at.submitter, actor: asked(at.submitter.actor) };
		const words = { name: 'Alpha one', revises: first, terms: 2 };
		const id = await at.send(aFile(), { who, ...words });
		return told(memberId, {
			what: 'submission.sent',
			...{ studyId: at.study.id, subject: `submission:${id}` as const },
			old: { version: 1 },
			new: {
				...{ kind: 'model', name: 'Alpha one', version: 2, release: 1 },
				...{ sha256: sha256(WHOLE), termsVersion: 2 }
			}
		});
	},

	'submission.approved': async (db) => {
		const on = await aBoard(db);
		const { app, slug, study, coordinator } = on;
		const first = await on.send();
		const id = await on.send(aFile(recordsOf({ Card001: [1] })), { revises: first });
		for (const one of [first, id]) await on.scored(one);
		await submitting.approve(app, coordinator.actor, slug, { id: first });
		app.pass(MINUTE);
		await submitting.approve(app, asked(coordinator.actor), slug, { id });
		return told(coordinator.id, {
			...{ what: 'submission.approved', studyId: study.id, subject: `submission:${id}` as const },
			...{ old: { state: 'waiting' }, new: { ...LINE, version: 2, replaces: [1] } }
		});
	},

	'submission.rejected': async (db) => {
		const { app, slug, studyId, id, subject, coordinator } = await aSubmission(db);
		await submitting.reject(app, coordinator, slug, { id, reason: ' It is there twice. ' });
		return told(coordinator.id, {
			...{ what: 'submission.rejected', studyId, subject },
			...{ old: { state: 'waiting' }, new: LINE, reason: 'It is there twice.' }
		});
	},

	'submission.withdrawn': async (db) => {
		const { app, slug, studyId, id, subject, sender } = await aSubmission(db);
		await submitting.withdraw(app, { actor: sender, slug, release: 1 }, { id, reason: 'A slip.' });
		return told(sender.id, {
			...{ what: 'submission.withdrawn', studyId, subject },
			...{ old: { state: 'waiting' }, new: LINE, reason: 'A slip.' }
		});
	}
} satisfies Record<string, Story>;
