/** For whom cases wait in a study, who of them is silent, and who is not to be reminded. */
import { daysSince, quietSince } from '#lib/domain/coverage.ts';
import type { Language } from '#lib/domain/language.ts';
import { mayBeRemindedAgain, whyNotReminded, type NotReminded } from '#lib/domain/reminder.ts';
import type { Values } from '#lib/domain/mail-words.ts';
import type { App } from '../../app.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as members from '../../store/members.ts';
import * as reminders from '../../store/reminders.ts';
import * as rounds from '../../store/rounds.ts';
import { languageOf } from './words.ts';
import { valuesFor } from './writing.ts';

export type Remindable = {
	memberId: number;
	userId: number;
	name: string;
	email: string | null;
	language: Language;
	/** Cases that wait for the person. */
	cases: number;
	/** Days since anything was heard of the person; null where no case waits. */
	silentDays: number | null;
	/** True where the person has rated in this round. */
	hasRated: boolean;
	/** When the person was last reminded; null for never. */
	remindedAt: number | null;
	/** Why the person is not reminded; null for one who can be. */
	why: NotReminded | null;
};

const surveyed = task(
	'mailing.remindable',
	'figures',
	(app, { studyId, now }: { studyId: number; now: number }) =>
		read(app.db, (tx) => survey(tx, studyId, now))
);

/** Every rater of a study: those who can be reminded first, and of them the longest silent. */
export function remindable(app: App, studyId: number): Promise<Remindable[]> {
	return app.crew.ask(surveyed, { studyId, now: app.now() });
}

function* survey(tx: Queries, studyId: number, now: number): Steps<Remindable[]> {
	const round = yield* rounds.present(tx, studyId);
	const at = { roundId: round.id, now };
	const locked = round.closedAt !== null;
	const open = new Map(
		locked ? [] : (yield* reminders.openByMember(tx, at)).map((row) => [row.memberId, row])
	);
	const rated = new Map(
		(yield* reminders.ratedByMember(tx, at)).map(({ memberId, ratedAt }) => [memberId, ratedAt])
	);
	const reminded = yield* lastReminders(tx, studyId);
	return (yield* members.ofStudy(tx, { studyId }))
		.filter(({ role }) => role === 'rater')
		.map((member): Remindable => {
			const waiting = open.get(member.id);
			const ratedAt = rated.get(member.id) ?? null;
			const quiet = (openSince: number) => quietSince({ ...member, ratedAt, openSince });
			return {
				memberId: member.id,
				...{ userId: member.userId, name: member.name, email: member.email },
				language: languageOf(member),
				cases: waiting?.cases ?? 0,
				silentDays: waiting === undefined ? null : daysSince(quiet(waiting.since), now),
				hasRated: ratedAt !== null,
				remindedAt: reminded.get(member.userId) ?? null,
				why: whyNotReminded(member, waiting?.cases ?? 0, now)
			};
		})
		.sort(
			(a, b) =>
				Number(a.why !== null) - Number(b.why !== null) ||
				(b.silentDays ?? -1) - (a.silentDays ?? -1) ||
				a.memberId - b.memberId
		);
}

const filled = task(
	'mailing.values',
	'figures',
	(app, given: { studyId: number; userIds: number[]; askedBy: number | null }) =>
		read(app.db, function* (tx) {
			const { studyId, userIds, askedBy } = given;
			const reminder = { kind: 'reminder' as const, studyId, askedBy, now: app.now() };
			const way = { link: `${app.origin}/cases`, expiresAt: null };
			const values = new Map<number, Values>();
			for (const userId of userIds) {
				values.set(userId, yield* valuesFor(tx, { ...reminder, ...way, userId }));
			}
			return values;
		})
);

/** What stands in a reminder to each of these people, by user id. */
export function valuesOfReminders(
	app: App,
	given: { studyId: number; userIds: number[]; askedBy: number | null }
): Promise<Map<number, Values>> {
	return app.crew.ask(filled, given);
}

/** When each person was last reminded, by user id. */
export function* lastReminders(tx: Queries, studyId: number): Steps<Map<number, number>> {
	const found = yield* reminders.remindedByUser(tx, { studyId });
	return new Map(found.map(({ userId, remindedAt }) => [userId, remindedAt ?? 0]));
}

/** True for whom Primum reminds by itself: silent for long enough, and not reminded just now. */
export function isDue(
	{ why, silentDays, remindedAt }: Remindable,
	study: { silentDays: number; remindEveryDays: number },
	now: number
): boolean {
	if (why !== null || silentDays === null || silentDays < study.silentDays) return false;
	return mayBeRemindedAgain(remindedAt, study.remindEveryDays, now);
}
