/** What the placeholders of a mail stand for, when it is written to one person. */
import { isOpen } from '#lib/domain/assignment.ts';
import type { Language } from '#lib/domain/language.ts';
import type { Values } from '#lib/domain/mail-words.ts';
import { isAdjudicator } from '#lib/domain/roles.ts';
import { SAID } from '#lib/text/mails.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as members from '../../store/members.ts';
import * as progress from '../../store/progress.ts';
import * as rulingsDue from '../../store/rulings-due.ts';
import * as rounds from '../../store/rounds.ts';
import type { Study } from '../../store/studies.ts';
import * as users from '../../store/users.ts';

/** What waits for a member in the present round. */
export type OpenWork = {
	cases: number;
	actions: number;
	/** Actions that are not rated yet. */
	left: number;
	/** The number of the round. */
	round: number;
	/** When it is due; null where no date is set. */
	dueAt: number | null;
};

/** The cases of a member that can be rated now and are not signed. In a locked round there are none. */
export function* openWork(
	tx: Queries,
	{ studyId, memberId, now }: { studyId: number; memberId: number; now: number }
): Steps<OpenWork> {
	const round = yield* rounds.present(tx, studyId);
	const mine = yield* progress.ofMember(tx, { memberId, roundId: round.id, now });
	const open = mine.filter(({ state }) => round.closedAt === null && isOpen(state));
	const actions = open.reduce((sum, item) => sum + item.actions, 0);
	const rated = open.reduce((sum, item) => sum + item.rated, 0);
	const { number, dueAt } = round;
	return { cases: open.length, actions, left: actions - rated, round: number, dueAt };
}

/** What waits for a ruling of a member; nothing for one who does not rule. */
export function* toRule(
	tx: Queries,
	{ id: studyId, rulingsWanted: wanted }: Study,
	member: members.Member
): Steps<OpenWork> {
	const { number } = yield* rounds.present(tx, studyId);
	const { userId, id: memberId } = member;
	const found = isAdjudicator(member)
		? (yield* rulingsDue.toRule(tx, { studyId, userId, memberId, wanted }))!
		: { cases: 0, actions: 0 };
	return { ...found, left: found.actions, round: number, dueAt: null };
}

/** A person who writes, or to whom an answer goes. */
export type Sender = { name: string; address: string };

/** In whose name a mail of a study is written: of whoever asked for it, or who runs the study. */
export function* senderOf(
	tx: Queries,
	{ studyId, askedBy }: { studyId: number; askedBy: number | null }
): Steps<Sender | null> {
	const asker = askedBy === null ? undefined : yield* users.byId(tx, { id: askedBy });
	const found = asker ?? (yield* members.firstCoordinator(tx, { studyId }));
	if (found === undefined || found.email === null) return null;
	return { name: found.name, address: found.email };
}

/** @param link the person's own; undefined keeps the placeholder */
export function valuesOf(
	language: Language,
	given: {
		name: string;
		study?: Study | null;
		sender?: Sender | null;
		work?: OpenWork | null;
		link?: string;
		expiresAt: number | null;
	}
): Values {
	const { name, study, sender, work, link, expiresAt } = given;
	const { cases, actions, round, day } = SAID[language];
	const dayOrNone = (at: number | null) => (at === null ? null : day(at));
	return {
		name,
		...(link !== undefined && { link }),
		expires: dayOrNone(expiresAt),
		...(study && { study: study.name, coordinator: sender?.name ?? 'Primum' }),
		...(work && {
			cases: cases(work.cases),
			actions: actions(work.actions),
			round: round(work.round),
			left: work.left === 0 ? null : actions(work.left),
			due: dayOrNone(work.dueAt)
		})
	};
}
