/** The annotation set of a release, as a scorer takes it: what a submission is checked and scored against. */
import { readKit } from '#lib/formats/kit.ts';
import { rubricsOf } from '#lib/formats/kit-rubrics.ts';
import { RELEASE_LIMITS } from '#lib/formats/limits.ts';
import { setOf, type AnnotationSet } from '#lib/scoring/rubric.ts';
import { INSTALLATION, type App } from '../../app.ts';
import { archive, files } from '../releasing/index.ts';

export type ReleasedSet = {
	set: AnnotationSet;
	/** Ids of the cases that are kept from whoever is judged by them. */
	heldOut: ReadonlySet<string>;
};

/** A release never changes: what was read of it holds. Those of a few releases stay in memory. */
const kept = new Map<string, Promise<ReleasedSet>>();
const MOST_KEPT = 2;

/**
 * Reads it, once for each release and thread. It takes long: for tasks only. The guard is the caller's.
 *
 * @throws Error where the release is not as it was made
 */
export async function releasedSet(
	app: App,
	{ slug, number }: { slug: string; number: number }
): Promise<ReleasedSet> {
	const { sha256 } = await archive(app, INSTALLATION, slug, number);
	const reading = kept.get(sha256) ?? read(app, slug, number);
	kept.delete(sha256);
	kept.set(sha256, reading);
	reading.catch(() => kept.delete(sha256));
	if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
	return reading;
}

const KIT = 'kit/';

async function read(app: App, slug: string, number: number): Promise<ReleasedSet> {
	const whole = await files(app, INSTALLATION, slug, number);
	const kit = [...whole].flatMap(([path, bytes]): [string, Uint8Array][] =>
		path.startsWith(KIT) ? [[path.slice(KIT.length), bytes]] : []
	);
	const { cases, problems } = readKit(new Map(kit), RELEASE_LIMITS);
	const made = rubricsOf(cases);
	if (problems.length > 0 || made.problems.length > 0) {
		throw new Error(`The kit of release ${number} of ${slug} cannot be read.`);
	}
	const heldOut = cases.filter((item) => item.heldOut).map(({ externalId }) => externalId);
	return { set: setOf(made.rubrics), heldOut: new Set(heldOut) };
}
