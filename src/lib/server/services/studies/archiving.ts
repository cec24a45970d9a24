/** Archiving a study: it is put aside, can be read, and nothing in it changes until it is brought back. */
import { Refusal } from '#lib/domain/refusal.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf, keeperOf } from '../../auth/guards.ts';
import { atomically, type Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import * as clearing from '../../store/clearing.ts';
import * as rounds from '../../store/rounds.ts';
import * as store from '../../store/studies.ts';
import * as trail from '../../store/trail.ts';
import * as importing from '../importing/index.ts';

/**
 * Archives a study, if no rater can be in the middle of it. The plan that is looked at goes, and mails that wait are
 * not sent.
 *
 * @throws Refusal ('conflict') where it is archived, its round is open and something was given to somebody, or an
 *   import into it is under way
 */
export async function archive(app: App, actor: Actor, slug: string): Promise<void> {
	await atomically(app.db, by(app, actor), function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		yield* assertAtRest(tx, study);
		yield* importing.assertNothingUnderWay(tx, study.id);
		yield* clearing.removePlans(tx, { studyId: study.id });
		yield* clearing.dropMails(tx, { studyId: study.id }, 'The study was archived.');
		yield* put(tx, study, 'study.archived', tx.by.at);
	});
}

/** Brings an archived study back as it was. */
export async function unarchive(app: App, actor: Actor, slug: string): Promise<void> {
	await atomically(app.db, by(app, actor), function* (tx) {
		const study = yield* keeperOf(tx, actor, slug);
		if (study.archivedAt === null) {
			throw new Refusal('conflict', `"${study.name}" is not archived.`);
		}
		yield* put(tx, study, 'study.unarchived', null);
	});
}

function* put(
	tx: Change,
	study: store.Study,
	what: 'study.archived' | 'study.unarchived',
	archivedAt: number | null
): Steps<void> {
	yield* store.update(tx, study, { archivedAt });
	yield* trail.record(tx, { studyId: study.id, what, subject: `study:${study.slug}` });
}

/** Refuses where a rater may be in the middle of something. */
function* assertAtRest(tx: Change, { id: studyId, name }: store.Study): Steps<void> {
	const round = yield* rounds.present(tx, studyId);
	if (round.closedAt !== null) return;
	if ((yield* clearing.someAssignment(tx, { studyId })) === undefined) return;
	throw new Refusal(
		'conflict',
		`Round ${round.number} of "${name}" is open, and cases are with raters. Close it on the page Rounds first, ` +
			'so that nobody is in the middle of one.'
	);
}
