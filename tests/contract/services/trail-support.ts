/** What the stories of the trail have in common: from where a change is asked for, and a case to make it in. */
import type { TrailEvent } from '#lib/domain/trail.ts';
import type { Actor, From } from '#lib/server/app.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import { aDesk, anApp, aPerson, aSave, scored } from '../support.ts';

export type What = TrailEvent['what'];

/** What came of a change: whose it is, and its lines in their order, that of its own kind among them. */
export type Told = { userId: number | null; lines: TrailEvent[] };

export const told = (userId: number | null, ...lines: TrailEvent[]): Told => ({ userId, lines });

/** Makes one change, a minute after the test begins. */
export type Story = (db: Database) => Promise<Told>;

/** From where each change is asked for. */
export const FROM = {
	via: 'program',
	session: 'the hash of a session',
	token: 7,
	request: 'a request',
	address: '192.0.2.7'
} satisfies From;

export const asked = (actor: Actor): Actor => ({ ...actor, from: FROM });

/** An application in which an administrator is about to do something. */
export async function anInstallation(db: Database) {
	const app = anApp(db);
	const administrator = await aPerson(db, { isAdmin: true });
	return { app, id: administrator.id, administrator: asked(administrator.actor) };
}

/** A case of two actions on a rater's desk, and its coordinator, who is about to do something. */
export async function aCaseAtHand(db: Database) {
	const desk = await aDesk(db, 2);
	const { study, rater, item, assignment, coordinator, actor } = desk;
	return {
		...desk,
		...{ slug: study.slug, studyId: study.id, assignmentId: assignment.id },
		subject: `assignment:${assignment.id}` as const,
		pair: { caseId: item.id, memberId: rater.memberId },
		coordinator: asked(coordinator),
		actor: asked(actor)
	};
}

/** The same, rated as a whole. */
export async function aRatedCase(db: Database) {
	const desk = await aCaseAtHand(db);
	for (const id of desk.ids) {
		await rating.saveRating(desk.app, desk.actor, desk.assignmentId, aSave(id, 0, scored(7)));
	}
	return desk;
}

/** The same, rated and signed. */
export async function aSignedCase(db: Database) {
	const desk = await aRatedCase(db);
	await rating.submitCase(desk.app, desk.actor, desk.assignmentId);
	return desk;
}
