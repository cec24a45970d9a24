/** Reminders of those whom a coordinator chooses, and whether Primum reminds by itself. */
import { z } from 'zod';
import { LANGUAGES, type Language } from '#lib/domain/language.ts';
import type { Words } from '#lib/domain/mail-words.ts';
import { wordsSchema } from '#lib/domain/mail-words-schema.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { wasJustReminded, whyNotReminded, type NotReminded } from '#lib/domain/reminder.ts';
import { wholeNumber } from '#lib/domain/study.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { atomically, type Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import * as members from '../../store/members.ts';
import * as reminders from '../../store/reminders.ts';
import * as rounds from '../../store/rounds.ts';
import * as studies from '../../store/studies.ts';
import * as trail from '../../store/trail.ts';
import { queueAll } from './queueing.ts';
import { lastReminders } from './remindable.ts';

/** Why somebody who was chosen is not reminded after all. */
export type LeftOut = { name: string; why: NotReminded | 'reminded just now' };

/** Chosen at once at the most: as many as a page shows, several times. */
const MOST_CHOSEN = 200;

/**
 * Reminds those of the chosen for whom cases still wait, in one change.
 *
 * @param words by language, for this time; the words of the study unless given
 * @returns how many are reminded, and who is left out and why
 * @throws Refusal ('invalid') where no mail can be sent or nobody is chosen, ('conflict') where nobody of them is to
 *   be reminded; ZodError for words that cannot be sent
 */
export async function remind(
	app: App,
	actor: Actor,
	slug: string,
	input: { memberIds: readonly number[]; words?: Partial<Record<Language, Words>> }
): Promise<{ reminded: number; leftOut: LeftOut[] }> {
	const chosen = [...new Set(input.memberIds)];
	const words = ownWordsSchema.parse(input.words ?? {});
	if (app.mail === null) throw noServer();
	if (chosen.length === 0) throw new Refusal('invalid', 'Choose somebody to remind.');
	if (chosen.length > MOST_CHOSEN) {
		throw new Refusal('invalid', `Choose at most ${MOST_CHOSEN} people at once.`);
	}
	return atomically(app.db, by(app, actor), function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		const { userIds, leftOut } = yield* sorted(tx, study.id, chosen);
		if (userIds.length === 0) {
			const who = leftOut.map(({ name, why }) => `${name} (${why})`).join(', ');
			throw new Refusal('conflict', `Nobody of them is to be reminded: ${who}.`);
		}
		yield* queueAll(tx, { kind: 'reminder', studyId: study.id, userIds, words });
		return { reminded: userIds.length, leftOut };
	});
}

const noServer = () =>
	new Refusal('invalid', 'No mail server is set, so no mail can be sent. Copy the text instead.');

const ownWordsSchema = z.partialRecord(z.enum(LANGUAGES), wordsSchema('reminder'));

function* sorted(
	tx: Change,
	studyId: number,
	chosen: readonly number[]
): Steps<{ userIds: number[]; leftOut: LeftOut[] }> {
	const now = tx.by.at;
	const round = yield* rounds.present(tx, studyId);
	const reminded = yield* lastReminders(tx, studyId);
	const userIds: number[] = [];
	const leftOut: LeftOut[] = [];
	for (const id of chosen) {
		const member = yield* members.byId(tx, { studyId, id });
		if (member === undefined) {
			throw new Refusal('missing', 'Somebody of them is no member of this study. Choose again.');
		}
		const open = yield* reminders.openOfMember(tx, { memberId: id, roundId: round.id, now });
		const cases = round.closedAt === null ? open!.cases : 0;
		const last = reminded.get(member.userId) ?? null;
		const justNow = wasJustReminded(last, now) ? 'reminded just now' : null;
		const why = whyNotReminded(member, cases, now) ?? justNow;
		if (why === null) userIds.push(member.userId);
		else leftOut.push({ name: member.name, why });
	}
	return { userIds, leftOut };
}

const settingsSchema = z.object({
	remindsItself: z.boolean(),
	silentDays: wholeNumber(1, 90),
	remindEveryDays: wholeNumber(1, 90)
});

/**
 * Sets whether Primum reminds the silent by itself, after how many days and how often.
 *
 * @throws ZodError for bad input
 */
export async function setReminders(
	app: App,
	actor: Actor,
	slug: string,
	input: z.input<typeof settingsSchema>
): Promise<void> {
	const next = settingsSchema.parse(input);
	await atomically(app.db, by(app, actor), function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		const { remindsItself, silentDays, remindEveryDays } = study;
		yield* studies.update(tx, study, next);
		yield* trail.record(tx, {
			studyId: study.id,
			what: 'study.reminders',
			subject: `study:${study.slug}`,
			old: { remindsItself, silentDays, remindEveryDays },
			new: next
		});
	});
}
