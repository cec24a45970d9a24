/** A study in which each thing that its coordinator can do is there to be done, and those who ask for it. */
import { eq } from 'drizzle-orm';
import type { Database } from '#lib/server/db/connect.ts';
import * as assigning from '#lib/server/services/assigning/index.ts';
import { run } from '#lib/server/db/steps.ts';
import * as importing from '#lib/server/services/importing/index.ts';
import * as mailing from '#lib/server/services/mailing/index.ts';
import * as qualifying from '#lib/server/services/qualifying/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import * as tokens from '#lib/server/services/tokens/index.ts';
import * as assignments from '#lib/server/store/assignments.ts';
import * as cases from '#lib/server/store/cases.ts';
import * as members from '#lib/server/store/members.ts';
import * as users from '#lib/server/store/users.ts';
import type { Action, Fields, Load, Seen } from '../endpoints/asking.ts';
import { open, send } from '../endpoints/asking.ts';
import { aRatedStudy, given } from '../services/releasing-support.ts';
import {
	aMember,
	anAssignment,
	aPerson,
	ask,
	aStudy,
	everyRow,
	everything,
	START,
	write,
	type Person
} from '../support.ts';

/** Cases of the small kit: the first is signed, the second assigned and untouched, the third is gold. */
export const SIGNED = 'Card900';
export const UNTOUCHED = 'Derm902';
export const GOLD = 'ID901';

/** A table as a coordinator may have it, which was sent and is not imported yet. */
export const OWN_TABLE = 'Fälle.csv';
export const OWN_COLUMNS = ['Fall', 'Fach', 'Vorgeschichte', 'Maßnahme', 'Art'];
const OWN_ROWS = [
	OWN_COLUMNS.join(';'),
	'Card950;Card;Ein Mann von 60 Jahren.;Abwarten;Counseling',
	'Card950;Card;Ein Mann von 60 Jahren.;EKG schreiben;Diagnostic',
	''
].join('\n');

/**
 * The small kit with a rater who has signed Card900 and not begun Derm902, another who has nothing but the
 * gold case ID901, and a release. The second time of Card900 was taken from the first rater.
 * A plan is ready that gives both cases to the second rater too.
 */
export async function aStudyAtWork(db: Database) {
	const { app, study, slug, raters } = await aRatedStudy(db, 1, given().slice(0, 1));
	const rater = raters[0]!;
	const signed = rater.assignment;
	const coordinator = await aMember(db, study, 'coordinator');
	const colleague = await aMember(db, study, 'coordinator');
	const idle = await aMember(db, study, 'rater');
	const paused = await aMember(db, study, 'adjudicator');
	const gone = await aMember(db, study, 'adjudicator');
	const observer = await aMember(db, study, 'observer');
	await write(db, function* (tx) {
		yield* members.update(tx, paused.memberId, { pausedAt: START });
		yield* members.update(tx, gone.memberId, { leftAt: START, leaveReason: 'Moved away.' });
	});
	const item = await ask(db, cases.byExternalId, { studyId: study.id, externalId: UNTOUCHED });
	const untouched = await anAssignment(db, study, item!, rater);
	const [taken] = await write(db, (tx) =>
		assignments.insert(tx, [
			{
				...{ caseId: signed.caseId, memberId: rater.memberId, roundId: study.round.id },
				...{ state: 'in-progress', createdAt: START, startedAt: START, repeat: 1 },
				...{ releasedAt: START, releaseReason: 'A slip.', counts: false }
			}
		])
	);
	const qualification = { required: true, cases: [GOLD] };
	await qualifying.configure(app, coordinator.actor, slug, qualification);
	await releasing.create(app, coordinator.actor, slug, {});
	await assigning.computePlan(app, coordinator.actor, slug, { seed: 1 });
	const places = await everyRow(db, (t) => t.planPlaces);
	const ofSigned = await ask(db, cases.actions, { caseId: signed.caseId });

	/** Runs another study, and so may do everything there and nothing here. */
	const other = await aStudy(db);
	const stranger = await aMember(db, other, 'coordinator');
	const administrator = await aPerson(db, { isAdmin: true });

	// Nobody answers there; what is asked for waits.
	app.mail = { url: 'smtp://127.0.0.1:9', from: 'primum@primum.test' };
	const failed = await aFailedMail(db, study.id, rater.id);
	const { id: token } = await tokens.make(app, coordinator.actor, slug, {
		...{ name: 'Nightly fetch', scope: 'read', days: 90 }
	});

	const upload = await importing.keepUpload(app, coordinator.actor, slug, {
		...{ name: OWN_TABLE, bytes: Buffer.from(OWN_ROWS) }
	});

	const visit = (as: Person | undefined, params: Record<string, string> = {}, path = '') => ({
		as,
		params: { study: slug, ...params },
		path: `/studies/${slug}/${path}`
	});
	return {
		...{ app, db, study, slug, coordinator, colleague, rater, idle, stranger, administrator },
		...{ paused, gone, observer },
		...{ signed, untouched, taken: taken!, other, places, failed, token, upload },
		/** What the check list of a release was read of, and the errand that is under way; '' for none. */
		...{ checked: '', errand: '' },
		/** Ids of the actions of the signed case, ascending. */
		actions: ofSigned.map(({ id }) => id).sort((a, b) => a - b),
		/** Opens a page of the study. */
		look: (as: Person | undefined, load: Load, params = {}, path = ''): Promise<Seen> =>
			open(app, load, visit(as, params, path)),
		/** Sends a form of the study. */
		tell: (as: Person | undefined, action: Action, fields: Fields, params = {}): Promise<Seen> =>
			send(app, action, { ...visit(as, params), fields }),
		lock: () => rounds.setLocked(app, colleague.actor, slug, true),
		archive: async () => {
			const { lockedAt } = await rounds.present(app, colleague.actor, slug);
			if (lockedAt === null) await rounds.setLocked(app, colleague.actor, slug, true);
			await studies.archive(app, colleague.actor, slug);
		},
		/** Every row; what looks after an import that may have been cut off is no change by itself. */
		everything: async () => (await everything(db)).filter((row) => !row.includes('imports.sweep'))
	};
}

/** The rater has taken up the invitation; a reminder came back. @returns the id of the mail */
const aFailedMail = (db: Database, studyId: number, userId: number) =>
	write(db, function* (tx) {
		const { q, t } = tx;
		yield* users.setPassword(tx, userId, 'the hash of a password');
		const id = yield* mailing.queue(tx, { kind: 'reminder', studyId, userId });
		const end = { state: 'failed' as const, error: 'No such user.' };
		yield* run(q.update(t.mails).set(end).where(eq(t.mails.id, id)).returning());
		return id;
	});

export type AtWork = Awaited<ReturnType<typeof aStudyAtWork>>;

/** What is answered to whoever is signed in, but not as one who runs the study. */
export const NOT_YOURS = (name: string) => `Your role in "${name}" does not include this.`;
export const NO_STUDY = (slug: string) =>
	`There is no study "${slug}" here that you are a member of.`;
