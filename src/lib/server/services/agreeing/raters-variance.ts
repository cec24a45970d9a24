/**
 * Where the variance of a study's ratings comes from, and how many raters are enough. It is computed when somebody asks
 * for it, on the thread for long work, and can be stopped; what was found stays, with when, until it is computed again.
 */
import type { Parts } from '#lib/agreement/variance.ts';
import { samplesOf, within, type AgreementView } from '#lib/domain/agreement-view.ts';
import type { Actor, App } from '../../app.ts';
import { keeperOf } from '../../auth/guards.ts';
import { read } from '../../db/atomically.ts';
import { choicesOf } from './raters-choices.ts';
import type { Slice } from './raters-heard.ts';
import { estimated, ratingsOf } from './raters-variance-tasks.ts';

/** What was found of one slice; `undefined` says why nothing was. */
export type VarianceFound =
	| {
			parts: Parts;
			/** How far the mean of 1, 2, ... raters can be depended on. */
			dependability: number[];
			/** How many raters a dependability of 0.8 and of 0.9 takes; null where no number is enough. */
			needed: { of: number; raters: number | null }[];
			ratings: number;
			units: number;
			cases: number;
			raters: number;
	  }
	| { undefined: string };

export type StudyVariance = {
	/** Since when it is being computed, in milliseconds since 1970; null where it is not. */
	since: number | null;
	/** Why the last try came to nothing. */
	ended: 'stopped' | 'failed' | null;
	/** `isCurrent`: nothing has been rated since. */
	found: { of: VarianceFound; at: number; isCurrent: boolean } | null;
};

type Run = {
	under?: { since: number; stop: AbortController };
	ended: 'stopped' | 'failed' | null;
	found?: { of: VarianceFound; at: number; edition: string };
};

/** Slices for which something is kept; the one asked for longest ago makes room. */
const MOST_KEPT = 8;

/** By installation: each process keeps what it was asked for. */
const kept = new WeakMap<App['db'], Map<string, Run>>();

const keyOf = (studyId: number, { round, signed, specialty, category }: Slice) =>
	JSON.stringify([studyId, round, signed, specialty, category]);

/** @param edition of the study's panel now */
export function varianceOf(
	{ db }: App,
	studyId: number,
	slice: Slice,
	edition: string
): StudyVariance {
	const run = kept.get(db)?.get(keyOf(studyId, slice));
	const found = run?.found;
	return {
		since: run?.under?.since ?? null,
		ended: run?.ended ?? null,
		found:
			found === undefined
				? null
				: { of: found.of, at: found.at, isCurrent: found.edition === edition }
	};
}

/**
 * Begins to compute it for the ratings a view counts, unless it is being computed already.
 *
 * @throws Refusal for whoever does not run the study
 */
export async function computeVariance(
	app: App,
	actor: Actor,
	slug: string,
	view: AgreementView
): Promise<void> {
	const { studyId, slice } = await sliceOf(app, actor, slug, view);
	const runs = kept.get(app.db) ?? new Map<string, Run>();
	kept.set(app.db, runs);
	const key = keyOf(studyId, slice);
	const run: Run = runs.get(key) ?? { ended: null };
	if (run.under !== undefined) return;
	runs.delete(key);
	runs.set(key, run);
	for (const [old, { under }] of runs) {
		if (runs.size > MOST_KEPT && under === undefined) runs.delete(old);
	}
	run.ended = null;
	run.under = { since: app.now(), stop: new AbortController() };
	void compute(app, { studyId, slice }, run, run.under.stop.signal);
}

/**
 * Stops it; what was found before stays.
 *
 * @returns false where nothing was being computed
 */
export async function stopVariance(
	app: App,
	actor: Actor,
	slug: string,
	view: AgreementView
): Promise<boolean> {
	const { studyId, slice } = await sliceOf(app, actor, slug, view);
	const under = kept.get(app.db)?.get(keyOf(studyId, slice))?.under;
	under?.stop.abort();
	return under !== undefined;
}

async function sliceOf(app: App, actor: Actor, slug: string, view: AgreementView) {
	const { id: studyId } = await read(app.db, (tx) => keeperOf(tx, actor, slug));
	const choices = await app.crew.ask(choicesOf, studyId);
	return { studyId, slice: samplesOf(within(view, choices)).shown };
}

async function compute(
	app: App,
	of: { studyId: number; slice: Slice },
	run: Run,
	signal: AbortSignal
): Promise<void> {
	try {
		const { edition, ...ratings } = await app.crew.ask(ratingsOf, of);
		const at = app.now();
		signal.throwIfAborted();
		run.found = { of: await app.crew.ask(estimated, ratings, { signal }), at, edition };
	} catch (error) {
		run.ended = signal.aborted ? 'stopped' : 'failed';
		if (!signal.aborted) app.log.error({ err: error }, 'Parts of the variance failed.');
	} finally {
		delete run.under;
	}
}
