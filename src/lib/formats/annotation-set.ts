/** A release, or a bare kit, as a scorer takes it. */
import type { z } from 'zod';
import { resolve, type ConsensusSettings } from '#lib/domain/consensus.ts';
import type { Problem } from '#lib/domain/refusal.ts';
import { MANIFEST } from '#lib/domain/manifest-names.ts';
import { manifestSchema, type Manifest } from '#lib/domain/release.ts';
import type { Consensus, Opinion } from '#lib/scoring/ceiling.ts';
import { setOf, type AnnotationSet } from '#lib/scoring/rubric.ts';
import type { Panel } from '#lib/scoring/sanity.ts';
import { decode, type Files } from './files.ts';
import { readKit } from './kit.ts';
import { rubricsOf } from './kit-rubrics.ts';
import type { Limits } from './limits.ts';
import { ratingRecord } from './records.ts';
import { verifyRelease } from './verify.ts';

export type Scorable = {
	set: AnnotationSet;
	/** `pilot:2`, study and number; null for a bare kit. */
	release: string | null;
	/** The raters' opinions and the study's rule; null for a bare kit, and where nobody rated. */
	panel: Panel | null;
	/** What the set does not know of its cases, by their ids. */
	cases: ReadonlyMap<string, CaseKind>;
	/** All that is wrong. Only with none is the set whole. */
	problems: Problem[];
};

/** Of which kind a case is. */
export type CaseKind = { specialty: string; heldOut: boolean };

const KIT = 'kit/';
const RATINGS = 'tables/ratings.jsonl';

/** True of the files of a release that are read to score against it. */
export const isScoredBy = (path: string) =>
	path.startsWith(KIT) || path === RATINGS || path === MANIFEST;

/**
 * Reads what scores are held against. A release must be as it was made, because figures are printed with its name.
 *
 * @param files a release's folder, or that of a kit
 */
export function readScorable(files: Files, limits: Limits): Scorable {
	if (!files.has(MANIFEST)) return { ...setIn(files, limits), release: null, panel: null };
	const { manifest, problems } = verifyRelease(files);
	if (manifest === null || problems.length > 0) {
		return { set: setOf([]), release: null, panel: null, cases: new Map(), problems };
	}
	return ofRelease(files, manifest, limits);
}

/**
 * The same of a release that is known to be as it was made: its hash was looked at, and nothing of it is again.
 *
 * @param files those that `isScoredBy` is true of
 */
export function scorableOf(files: Files, limits: Limits): Scorable {
	const text = decode(files.get(MANIFEST)!, MANIFEST, [])!;
	return ofRelease(files, manifestSchema.parse(JSON.parse(text)), limits);
}

function ofRelease(files: Files, manifest: Manifest, limits: Limits): Scorable {
	const inside = [...files].flatMap(([path, bytes]): [string, Uint8Array][] =>
		path.startsWith(KIT) ? [[path.slice(KIT.length), bytes]] : []
	);
	return {
		...setIn(new Map(inside), limits),
		release: `${manifest.study.slug}:${manifest.release}`,
		panel: panelIn(files, manifest)
	};
}

function setIn(kit: Files, limits: Limits): Pick<Scorable, 'set' | 'cases' | 'problems'> {
	const { cases, problems } = readKit(kit, limits);
	const made = rubricsOf(cases);
	return {
		set: setOf(made.rubrics),
		cases: new Map(
			cases.map(({ externalId, specialty, heldOut }) => [
				externalId,
				{ specialty, heldOut: heldOut ?? false }
			])
		),
		problems: [...problems, ...made.problems]
	};
}

function panelIn(files: Files, { rules }: Manifest): Panel | null {
	const opinions = opinionsOf(ratingsIn(files));
	if (opinions.length === 0) return null;
	const { consensus: rule, ratersPerCase, band } = rules;
	return { opinions, consensus: ofOthers({ rule, ratersPerCase, band }) };
}

/** The rule of the study for a panel that lacks one rater. */
export function ofOthers(settings: ConsensusSettings): Consensus {
	const others = { ...settings, ratersPerCase: Math.max(1, settings.ratersPerCase - 1) };
	return (scores) => resolve(scores, others).score;
}

/** What is read of a rating: what else stands in it may be of another version. */
const opinion = ratingRecord
	.pick({ case: true, action: true, rater: true, round: true, score: true })
	.strip();
type Rating = z.output<typeof opinion>;

/** The ratings of a release that verifies. */
function ratingsIn(files: Files): Rating[] {
	const text = decode(files.get(RATINGS) ?? new Uint8Array(), RATINGS, []) ?? '';
	return text
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => opinion.parse(JSON.parse(line)));
}

/** Of each rater and action the score of the newest round with one. */
function opinionsOf(ratings: readonly Rating[]): Opinion[] {
	const newest = new Map<string, Rating>();
	for (const rating of ratings) {
		if (rating.score === null) continue;
		const key = JSON.stringify([rating.case, rating.action, rating.rater]);
		if ((newest.get(key)?.round ?? 0) < rating.round) newest.set(key, rating);
	}
	return [...newest.values()].map(({ rater, case: id, action, score }) => ({
		...{ rater, case: id, action },
		score: score!
	}));
}
