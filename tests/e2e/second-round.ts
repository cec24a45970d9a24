/** A study whose first round is signed and closed, so that its raters find the second on their screens. */
import { EMPTY_RATING, type RatingValue } from '#lib/domain/rating.ts';
import type { Score } from '#lib/domain/scale.ts';
import { by, TERMINAL, type App } from '#lib/server/app.ts';
import { openApp, readConfig } from '#lib/server/config.ts';
import { atomically, read } from '#lib/server/db/atomically.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import * as studies from '#lib/server/store/studies.ts';
import * as users from '#lib/server/store/users.ts';
import type { Installation } from './installation.ts';
import { addStudy, type SmallStudy } from './small-study.ts';

/** What somebody says of an action: a score, with a remark or without, or everything. */
export type Said = number | [score: number, remark: string] | RatingValue;

export type Panel = Omit<SmallStudy, 'raters'> & {
	/** What each rater says, by address, of the actions of every case in turn. */
	said: Record<string, (at: number) => Said>;
	/** Whether an action, by its place in its case, is asked again. */
	asked?: (at: number) => boolean;
	sharesComments?: boolean;
};

/** Makes the study, and has everybody rate and sign its cases. */
export async function addSigned(
	installation: Installation,
	{ said, ...study }: Omit<Panel, 'asked' | 'sharesComments'>
): Promise<void> {
	await addStudy(installation, { ...study, raters: Object.keys(said) });
	const app = openApp(readConfig({ PRIMUM_DATA: installation.data, PRIMUM_LOG: 'silent' }));
	try {
		for (const [email, say] of Object.entries(said)) {
			await rateAll(app, email, study.slug, say, () => false);
		}
	} finally {
		await app.crew.close();
		await app.db.close();
	}
}

/** Makes the study, has everybody rate and sign its cases, closes the first round and opens the second. */
export async function addSecondRound(
	installation: Installation,
	{ said, asked = () => true, sharesComments = false, ...study }: Panel
): Promise<void> {
	await addStudy(installation, { ...study, raters: Object.keys(said) });
	const app = openApp(readConfig({ PRIMUM_DATA: installation.data, PRIMUM_LOG: 'silent' }));
	try {
		await atomically(app.db, by(app, TERMINAL), function* (tx) {
			const row = (yield* studies.bySlug(tx, { slug: study.slug }))!;
			yield* studies.update(tx, row, { sharesComments });
		});
		const again = new Set<number>();
		for (const [email, say] of Object.entries(said)) {
			for (const id of await rateAll(app, email, study.slug, say, asked)) again.add(id);
		}
		await rounds.setLocked(app, TERMINAL, study.slug, true);
		await rounds.openNext(app, TERMINAL, study.slug, {
			...{ actionIds: [...again], chosen: 'hand', dueAt: null }
		});
	} finally {
		await app.crew.close();
		await app.db.close();
	}
}

/** @returns the ids of the actions that are asked again */
async function rateAll(
	app: App,
	email: string,
	slug: string,
	say: (at: number) => Said,
	asked: (at: number) => boolean
): Promise<number[]> {
	const { id, name, isAdmin } = (await read(app.db, (tx) => users.byEmail(tx, { email })))!;
	const actor = { id, name, isAdmin };
	const mine = (await rating.myCases(app, actor)).find((one) => one.slug === slug)!;
	const again: number[] = [];
	for (const { assignmentId } of mine.cases) {
		const { actions } = await rating.openCase(app, actor, assignmentId);
		for (const [at, action] of actions.entries()) {
			if (asked(at)) again.push(action.id);
			await rating.saveRating(app, actor, assignmentId, {
				...{ operation: crypto.randomUUID(), action: action.id, version: 0, activeMs: 3_000 },
				value: valueOf(say(at))
			});
		}
		await rating.submitCase(app, actor, assignmentId);
	}
	return again;
}

function valueOf(said: Said): RatingValue {
	if (typeof said === 'number') return { ...EMPTY_RATING, score: said as Score };
	if (!Array.isArray(said)) return said;
	return { ...EMPTY_RATING, score: said[0] as Score, comment: said[1] };
}
