/** Whom to remind: what a coordinator sees before reminders are sent or copied. */
import { LANGUAGES, type Language } from '#lib/domain/language.ts';
import type { Values, Words } from '#lib/domain/mail-words.ts';
import { cut, type Page } from '#lib/domain/page.ts';
import { wasJustReminded } from '#lib/domain/reminder.ts';
import type { Actor, App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { read } from '../../db/atomically.ts';
import { isDue, remindable, valuesOfReminders, type Remindable } from './remindable.ts';
import { nextTime } from './schedule.ts';
import { wordsOf } from './words.ts';

export type Choice = Remindable & {
	/** True where the box is ticked before anybody touches it. */
	proposed: boolean;
	/** What stands in the person's reminder; null where it is not shown. */
	values: Values | null;
};

export type ToRemind = {
	people: Page<Choice>;
	/** Raters for whom no case waits, and who are not in the list for that. */
	done: number;
	/** The words of the study, by language. */
	words: Record<Language, Words>;
	settings: { remindsItself: boolean; silentDays: number; remindEveryDays: number };
	/** When Primum looks next whether somebody is silent. */
	nextLook: number;
};

const ROWS = 40;

/**
 * The raters for whom cases wait, the longest silent first; or those who were chosen, whatever is to be said of them.
 *
 * @param chosen member ids; nobody in particular where there are none
 */
export async function toRemind(
	app: App,
	actor: Actor,
	slug: string,
	{ chosen, page }: { chosen: readonly number[]; page: number }
): Promise<ToRemind> {
	const { study, words } = await read(app.db, function* (tx) {
		const found = yield* coordinatorOf(tx, actor, slug);
		const said = {} as Record<Language, Words>;
		for (const language of LANGUAGES) {
			said[language] = yield* wordsOf(tx, { kind: 'reminder', studyId: found.id, language });
		}
		return { study: found, words: said };
	});
	const everyone = await remindable(app, study.id);
	const asked = new Set(chosen);
	const wanted = everyone.filter(({ memberId, cases }) =>
		asked.size === 0 ? cases > 0 : asked.has(memberId)
	);
	const { rows, ...place } = cut(wanted, page, ROWS);
	const shown = whoseText(app, rows);
	const values = await valuesOfReminders(app, {
		...{ studyId: study.id, askedBy: actor.id },
		userIds: shown.map(({ userId }) => userId)
	});
	const { remindsItself, silentDays, remindEveryDays } = study;
	const settings = { remindsItself, silentDays, remindEveryDays };
	return {
		people: {
			...place,
			rows: rows.map((one) => ({
				...one,
				proposed: asked.size > 0 ? isFree(one, app.now()) : isDue(one, settings, app.now()),
				values: values.get(one.userId) ?? null
			}))
		},
		done: everyone.filter(({ cases }) => cases === 0).length,
		words,
		settings,
		nextLook: nextTime(app.now())
	};
}

const isFree = ({ why, remindedAt }: Remindable, now: number) =>
	why === null && !wasJustReminded(remindedAt, now);

/** Each person's text is there to copy where no mail can be sent; else one example a language will do. */
function whoseText(app: App, rows: readonly Remindable[]): readonly Remindable[] {
	const able = rows.filter(({ why }) => why === null);
	if (app.mail === null) return able;
	return LANGUAGES.flatMap((language) => able.find((one) => one.language === language) ?? []);
}
