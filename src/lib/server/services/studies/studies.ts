/** Studies: which there are, and how each is set. */
import { Refusal } from '#lib/domain/refusal.ts';
import { isAdjudicator } from '#lib/domain/roles.ts';
import { studySettingsSchema, type StudySettingsInput } from '#lib/domain/study.ts';
import { by, type Actor, type App } from '../../app.ts';
import { deskOf, requireAdmin, type Access } from '../../auth/guards.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import { atomically, read } from '../../db/atomically.ts';
import { violation } from '../../db/errors.ts';
import * as members from '../../store/members.ts';
import * as rulingsDue from '../../store/rulings-due.ts';
import * as rounds from '../../store/rounds.ts';
import * as standings from '../../store/standings.ts';
import * as store from '../../store/studies.ts';
import * as trail from '../../store/trail.ts';

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
	'slug' | 'name' | 'synthetic' | 'ratersPerCase' | 'scaleWords' | 'archivedAt'
> & {
	role: Access['role'];
	/** False until a rater has begun: the setup list leads until then. */
	isSetUp: boolean;
	/** Actions that wait for a ruling of whoever asks; null for one who does not rule in the study. */
	toRule: number | null;
};

/** The frame of a study, for those who run it, observe it, or rule in it. */
export function frame(app: App, actor: Actor, slug: string): Promise<StudyFrame> {
	return read(app.db, function* (tx) {
		const { study, role } = yield* deskOf(tx, actor, slug);
		const { name, synthetic, ratersPerCase, scaleWords, archivedAt } = study;
		const isSetUp = archivedAt !== null || (yield* standings.isBegun(tx, study.id));
		return {
			...{ slug: study.slug, name, synthetic, ratersPerCase, scaleWords, archivedAt },
			...{ role, isSetUp },
			toRule: yield* toRuleFor(tx, study, actor.id)
		};
	});
}

/** How many actions of a study wait for a ruling of this person; null for one who rules on none there. */
export function* toRuleFor(
	tx: Queries,
	{ id: studyId, rulingsWanted: wanted }: Pick<store.Study, 'id' | 'rulingsWanted'>,
	userId: number | null
): Steps<number | null> {
	if (userId === null) return null;
	const member = yield* members.find(tx, { studyId, userId });
	if (member === undefined || member.leftAt !== null || !isAdjudicator(member)) return null;
	return (yield* rulingsDue.toRule(tx, { studyId, userId, memberId: member.id, wanted }))!.actions;
}
