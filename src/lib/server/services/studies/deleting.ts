/**
 * Deleting a study in which nobody has rated. Its row stays, because the trail refers to it for ever, under a name
 * that nobody can give to another; its cases are thrown away slice by slice, as what an import has staged.
 */
import { Refusal } from '#lib/domain/refusal.ts';
import type { Actor, App } from '../../app.ts';
import { keeperOf } from '../../auth/guards.ts';
import * as links from '../../auth/links.ts';
import { task } from '../../crew/task.ts';
import type { Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import * as heads from '../../store/case-heads.ts';
import * as clearing from '../../store/clearing.ts';
import * as imports from '../../store/imports.ts';
import * as mails from '../../store/mails.ts';
import * as members from '../../store/members.ts';
import * as store from '../../store/studies.ts';
import * as trail from '../../store/trail.ts';
import * as importing from '../importing/index.ts';

export type Deleted = { name: string; cases: number; people: number };

/**
 * Deletes a study, for good.
 *
 * @param typed the name of the study, as whoever asks has typed it
 * @throws Refusal ('invalid') for another name; ('conflict') where somebody has rated, there is a release, or an
 *   import is under way
 */
export function remove(app: App, actor: Actor, slug: string, typed: string): Promise<Deleted> {
	return app.crew.ask(removing, { actor, slug, typed });
}

type Asked = { actor: Actor; slug: string; typed: string };

const removing = task('studies.remove', 'work', (app, { actor, slug, typed }: Asked) =>
	importing.oneAtATime(app, { actor, slug, digest: null, guard: keeperOf }, ({ id, change }) =>
		change(function* (tx): Steps<Deleted> {
			const study = yield* keeperOf(tx, actor, slug);
			yield* assertRemovable(tx, study, typed);
			const { id: studyId, name } = study;
			const { cases } = (yield* heads.counted(tx, { studyId }))!;
			const everyone = yield* members.ofStudy(tx, { studyId });
			yield* clearing.dropMails(tx, { studyId }, 'The study was deleted.');
			yield* clearing.clear(tx, { studyId }, tx.by.at);
			yield* imports.stageAll(tx, { id, studyId });
			yield* store.update(tx, study, { deletedAt: tx.by.at, slug: `${slug}~${studyId}` });
			yield* takeBackInvitations(tx, everyone);
			const old = { name, cases, people: everyone.length };
			yield* trail.record(tx, { studyId, what: 'study.deleted', subject: `study:${slug}`, old });
			return old;
		})
	)
);

function* assertRemovable(
	tx: Change,
	{ id: studyId, name }: store.Study,
	typed: string
): Steps<void> {
	const work = yield* clearing.someWork(tx, { studyId });
	if ((work ?? (yield* clearing.someRuling(tx, { studyId }))) !== undefined) {
		throw new Refusal(
			'conflict',
			`Somebody has rated in "${name}", and ratings are never deleted. You can archive it instead.`
		);
	}
	if ((yield* clearing.someRelease(tx, { studyId })) !== undefined) {
		throw new Refusal(
			'conflict',
			`"${name}" has a release, and releases are never deleted. You can archive it instead.`
		);
	}
	if (typed.trim() !== name) {
		throw new Refusal(
			'invalid',
			`Type the name of the study as it stands here, "${name}", so that no other is deleted.`
		);
	}
}

/** Who was invited to this study only, and has not come, finds a door that is shut. */
function* takeBackInvitations(tx: Change, everyone: readonly members.NamedMember[]): Steps<void> {
	for (const { userId, joined } of everyone) {
		if (joined || (yield* members.isElsewhere(tx, userId, null))) continue;
		yield* links.revoke(tx, userId);
		yield* mails.dropWaiting(tx, {
			...{ kind: 'invitation' as const, userId },
			why: 'The study was deleted.'
		});
	}
}
