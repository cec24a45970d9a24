/** What a study says in its mails in place of Primum's own words. */
import { DAY_MS } from '#lib/domain/day.ts';
import { LANGUAGES, type Language } from '#lib/domain/language.ts';
import { STUDY_MAIL_KINDS, type StudyMailKind } from '#lib/domain/mail.ts';
import type { Values, Words } from '#lib/domain/mail-words.ts';
import { wordsSchema } from '#lib/domain/mail-words-schema.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { atomically, read, type Change } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as rounds from '../../store/rounds.ts';
import type { Study } from '../../store/studies.ts';
import * as templates from '../../store/mail-templates.ts';
import * as trail from '../../store/trail.ts';
import { valuesOf } from './filling.ts';
import { ownWords } from './words.ts';

/** Which words are meant. */
export type Which = { kind: StudyMailKind; language: Language };

export type Template = Which &
	Words & {
		/** True where these are the words of the study. */
		changed: boolean;
		/** Primum's own. */
		own: Words;
	};

/** The words of every mail of a study, and an example of what stands in them, by language. */
export function list(
	app: App,
	actor: Actor,
	slug: string
): Promise<{ templates: Template[]; examples: Record<Language, Values> }> {
	return read(app.db, function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		const theirs = yield* templates.ofStudy(tx, { studyId: study.id });
		const all = STUDY_MAIL_KINDS.flatMap((kind) =>
			LANGUAGES.map((language): Template => {
				const own = ownWords(kind, language);
				const found = theirs.find((one) => one.kind === kind && one.language === language);
				const { subject, body } = found ?? own;
				return { kind, language, subject, body, own, changed: found !== undefined };
			})
		);
		return { templates: all, examples: yield* examplesOf(tx, app, study, actor.name) };
	});
}

/** What stands in a mail about a submission. */
const SUBMISSION: Values = {
	...{ submission: 'Alpha 1', release: '2' },
	reason: 'The same system is on the board already, under another name.'
};

/** A rater in the middle of the work, and a submission, by language. */
export function* examplesOf(
	tx: Queries,
	app: App,
	study: Study,
	coordinator: string
): Steps<Record<Language, Values>> {
	const round = yield* rounds.present(tx, study.id);
	const work = { cases: 3, actions: 126, left: 85, round: 2 };
	const dueAt = round.dueAt ?? app.now() + 14 * DAY_MS;
	const of = (language: Language) => ({
		...valuesOf(language, {
			...{ name: 'Dr Ada Quist', study, work: { ...work, dueAt } },
			sender: { name: coordinator, address: '' },
			link: `${app.origin}/…`,
			expiresAt: app.now() + 14 * DAY_MS
		}),
		...SUBMISSION
	});
	return { en: of('en'), de: of('de') };
}

/**
 * Puts words of the study in place of Primum's own.
 *
 * @throws ZodError where they are empty, too long, or hold a placeholder that stands for nothing
 */
export async function save(
	app: App,
	actor: Actor,
	slug: string,
	{ kind, language, ...given }: Which & Words
): Promise<void> {
	const words = wordsSchema(kind).parse(given);
	await change(app, actor, slug, { kind, language }, words, function* (tx, which) {
		yield* templates.set(tx, which, words);
	});
}

/** Lets Primum's own words hold again. */
export async function reset(app: App, actor: Actor, slug: string, which: Which): Promise<void> {
	await change(app, actor, slug, which, {}, function* (tx, of) {
		yield* templates.remove(tx, of);
	});
}

async function change(
	app: App,
	actor: Actor,
	slug: string,
	{ kind, language }: Which,
	next: Partial<Words>,
	write: (tx: Change, which: Which & { studyId: number }) => Steps<void>
): Promise<void> {
	await atomically(app.db, by(app, actor), function* (tx) {
		const { id: studyId } = yield* coordinatorOf(tx, actor, slug);
		const which = { studyId, kind, language };
		const old = yield* templates.find(tx, which);
		yield* write(tx, which);
		yield* trail.record(tx, {
			...{ studyId, what: 'mail.reworded' as const, subject: `mail:${kind}` as const },
			old: { language, ...(old && { subject: old.subject, body: old.body }) },
			new: { language, ...next }
		});
	});
}
