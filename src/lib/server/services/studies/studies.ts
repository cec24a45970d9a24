/** Studies: which there are, and how each is set. */
import { Refusal } from '#lib/domain/refusal.ts';
import { noticeSchema, studySettingsSchema, type StudySettingsInput } from '#lib/domain/study.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf, requireAdmin, watcherOf, type Access } from '../../auth/guards.ts';
import { atomically, read } from '../../db/atomically.ts';
import { violation } from '../../db/errors.ts';
import * as members from '../../store/members.ts';
import * as rounds from '../../store/rounds.ts';
import * as standings from '../../store/standings.ts';
import * as store from '../../store/studies.ts';
import * as trail from '../../store/trail.ts';

/** The settings of a study as its pages show them. */
export type StudyHead = Pick<
	store.Study,
	| 'slug'
	| 'name'
	| 'guidelines'
	| 'ratersPerCase'
	| 'consensusRule'
	| 'band'
	| 'showReference'
	| 'notice'
	| 'synthetic'
>;

/**
 * Creates a study with its first round. Who creates it coordinates it.
 *
 * @throws Refusal ('conflict') where the slug is taken; ZodError for bad settings
 */
export async function create(
	app: App,
	actor: Actor,
	input: StudySettingsInput,
	{ synthetic = false }: { synthetic?: boolean } = {}
): Promise<store.Study> {
	requireAdmin(actor);
	const settings = studySettingsSchema.parse(input);
	try {
		return await atomically(app.db, by(app, actor), function* (tx) {
			const now = tx.by.at;
			const study = yield* store.insert(tx, { ...settings, synthetic, createdAt: now });
			yield* rounds.open(tx, { studyId: study.id, number: 1, openedAt: now });
			if (actor.id !== null) {
				yield* members.insert(tx, {
					studyId: study.id,
					userId: actor.id,
					role: 'coordinator',
					createdAt: now
				});
			}
			yield* trail.record(tx, {
				studyId: study.id,
				what: 'study.created',
				subject: `study:${study.slug}`,
				new: settings
			});
			return study;
		});
	} catch (error) {
		if (violation(error) !== 'unique') throw error;
		throw new Refusal(
			'conflict',
			`There is a study "${settings.slug}" already. Choose another slug.`
		);
	}
}

/** What the frame around the pages of a study shows of it, and as what whoever asks is there. */
export type StudyFrame = Pick<
	store.Study,
	'slug' | 'name' | 'synthetic' | 'ratersPerCase' | 'archivedAt'
> & {
	role: Access['role'];
	/** False until a rater has begun: the setup list leads until then. */
	isSetUp: boolean;
};

/** The frame of a study, for those who run it and those who observe it. */
export function frame(app: App, actor: Actor, slug: string): Promise<StudyFrame> {
	return read(app.db, function* (tx) {
		const { study, role } = yield* watcherOf(tx, actor, slug);
		const { name, synthetic, ratersPerCase, archivedAt } = study;
		const isSetUp = archivedAt !== null || (yield* standings.isBegun(tx, study.id));
		return { slug: study.slug, name, synthetic, ratersPerCase, archivedAt, role, isSetUp };
	});
}

/** The settings, for those who run the study. */
export function settings(app: App, actor: Actor, slug: string): Promise<StudyHead> {
	return read(app.db, (tx) => coordinatorOf(tx, actor, slug));
}

/** Changes the settings; the slug stays, because addresses and releases name it. */
export async function changeSettings(
	app: App,
	actor: Actor,
	slug: string,
	input: Omit<StudySettingsInput, 'slug'>
): Promise<void> {
	const next = studySettingsSchema.omit({ slug: true }).parse(input);
	await change(app, actor, slug, (study) => {
		const { name, guidelines, ratersPerCase, consensusRule, band, showReference } = study;
		const old = { name, guidelines, ratersPerCase, consensusRule, band, showReference };
		return { what: 'study.changed', old, next };
	});
}

/**
 * Says something to the raters, above their cases; an empty text takes it away.
 *
 * @param text plain text
 * @throws ZodError for a text that is too long
 */
export async function setNotice(app: App, actor: Actor, slug: string, text: string): Promise<void> {
	const next = noticeSchema.parse({ notice: text });
	await change(app, actor, slug, ({ notice }) => ({ what: 'study.notice', old: { notice }, next }));
}

type Changed = {
	what: 'study.changed' | 'study.notice';
	old: Partial<store.Study>;
	next: Partial<store.Study>;
};

/** Writes the columns of `next`, with the line in the trail. */
async function change(
	app: App,
	actor: Actor,
	slug: string,
	changed: (study: store.Study) => Changed
): Promise<void> {
	await atomically(app.db, by(app, actor), function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		const { what, old, next } = changed(study);
		yield* store.update(tx, study, next);
		yield* trail.record(tx, {
			studyId: study.id,
			what,
			subject: `study:${study.slug}`,
			old,
			new: next
		});
	});
}
