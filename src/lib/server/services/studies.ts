/** Studies: which there are, and how each is set. */
import { Refusal } from '#lib/domain/refusal.ts';
import {
	noticeSchema,
	studySettingsSchema,
	type Role,
	type StudySettingsInput
} from '#lib/domain/study.ts';
import type { Actor, App } from '../app.ts';
import { atomically } from '../db/atomically.ts';
import { violation } from '../db/errors.ts';
import * as audit from '../store/audit.ts';
import * as store from '../store/studies.ts';
import { requireAdmin, requireCoordinator } from './access.ts';

export type StudyInList = { slug: string; name: string; role: Role | 'administrator' };

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

/** The studies someone has something to do in; an administrator sees all. */
export async function list(app: App, actor: Actor): Promise<StudyInList[]> {
	const memberships = actor.id === null ? [] : await store.ofUser(app.db, actor.id);
	const roles = new Map(memberships.map(({ study, role }) => [study.slug, role]));
	const visible = actor.isAdmin ? await store.list(app.db) : memberships.map(({ study }) => study);
	return visible.map(({ slug, name }) => ({
		slug,
		name,
		role: roles.get(slug) ?? ('administrator' as const)
	}));
}

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
	const now = app.now();
	try {
		return await atomically(app.db, function* (tx) {
			const study = yield* store.insert(tx, { ...settings, synthetic, createdAt: now });
			yield* store.openRound(tx, { studyId: study.id, number: 1, openedAt: now });
			if (actor.id !== null) {
				yield* store.addMember(tx, {
					studyId: study.id,
					userId: actor.id,
					role: 'coordinator',
					createdAt: now
				});
			}
			yield* audit.record(tx, {
				at: now,
				userId: actor.id,
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

/** The settings, for those who run the study. */
export async function settings(app: App, actor: Actor, slug: string): Promise<StudyHead> {
	const { study } = await requireCoordinator(app, actor, slug);
	return study;
}

/** Changes the settings; the slug stays, because addresses and releases name it. */
export async function changeSettings(
	app: App,
	actor: Actor,
	slug: string,
	input: Omit<StudySettingsInput, 'slug'>
): Promise<void> {
	const { study } = await requireCoordinator(app, actor, slug);
	const next = studySettingsSchema.parse({ ...input, slug });
	const { name, guidelines, ratersPerCase, consensusRule, band, showReference } = study;
	const old = { name, guidelines, ratersPerCase, consensusRule, band, showReference };
	await change(app, actor, study, { what: 'study.changed', old, next });
}

/**
 * Says something to the raters, above their cases; an empty text takes it away.
 *
 * @param text plain text
 * @throws ZodError for a text that is too long
 */
export async function setNotice(app: App, actor: Actor, slug: string, text: string): Promise<void> {
	const { study } = await requireCoordinator(app, actor, slug);
	const next = noticeSchema.parse({ notice: text });
	await change(app, actor, study, { what: 'study.notice', old: { notice: study.notice }, next });
}

/** Writes the columns of `next`, with the line in the trail. */
async function change(
	app: App,
	actor: Actor,
	study: store.Study,
	{ what, old, next }: { what: string; old: Partial<store.Study>; next: Partial<store.Study> }
): Promise<void> {
	const now = app.now();
	await atomically(app.db, function* (tx) {
		yield* store.update(tx, study.id, next);
		yield* audit.record(tx, {
			at: now,
			userId: actor.id,
			studyId: study.id,
			what,
			subject: `study:${study.slug}`,
			old,
			new: next
		});
	});
}
