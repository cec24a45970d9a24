/** What `primum release` tells of releases: stable JSON for programs, sentences for people. */
import { z } from 'zod';
import { CHANGES, type Change } from '#lib/domain/release-comparison.ts';
import { manifestSchema, releaseOptionsSchema } from '#lib/domain/release.ts';
import { count as inWords, moment as inMinutes } from './text.ts';
import { count, list, moment, sha256, slug } from './values.ts';

const { rules, counts, files } = manifestSchema.shape;

/** A release without its manifest. An installation elsewhere tells neither `options` nor `changes`. */
export const release = z.object({
	number: z.int(),
	createdAt: moment,
	sha256,
	withdrawn: z.object({ at: moment, reason: z.string() }).nullable(),
	note: z.string(),
	rules,
	counts,
	options: releaseOptionsSchema.optional(),
	changes: z.object({ since: z.int(), sentences: list(z.string()) }).nullish()
});
export type Release = z.input<typeof release>;

export const releases = z.object({ study: slug, releases: list(release) });
export const oneRelease = release.extend({ study: slug });

/** One of this installation, which tells the files too. */
export const wholeRelease = oneRelease.extend({ files: files.readonly().optional() });

const bases = z.record(z.string(), count);
const figure = z.object({
	words: z.string(),
	from: z.object({ value: z.number().nullable(), ci95: z.array(z.number()).nullable() }),
	to: z.object({ value: z.number().nullable(), ci95: z.array(z.number()).nullable() }),
	difference: z.number().nullable()
});
const side = z.object({ number: z.int(), createdAt: moment, withdrawn: z.boolean(), counts });
const state = z
	.object({ text: z.string(), score: z.int().nullable(), basis: z.string() })
	.nullable();

/** Two releases, compared. */
export const comparison = z.object({
	...{ study: slug, from: side, to: side },
	cases: z.object({
		...{ added: list(z.string()), removed: list(z.string()), changed: list(z.string()) }
	}),
	actions: z.object(
		Object.fromEntries(CHANGES.map((how) => [how, count])) as Record<Change, typeof count>
	),
	terms: list(
		z.object({ name: z.string(), from: z.string().nullable(), to: z.string().nullable() })
	),
	agreement: list(figure),
	changed: list(
		z.object({
			...{ case: z.string(), number: z.int(), changes: list(z.enum(CHANGES)) },
			...{ from: state, to: state }
		})
	)
});

/** What a release would hold, and what is to be known before it is made. */
export const checked = z.object({
	...{ study: slug, number: z.int(), unknown: list(z.string()) },
	choices: releaseOptionsSchema.partial().loose(),
	holds: z.object({
		...{ cases: count, heldOut: count, actions: count, kit: count, unrated: z.boolean() },
		...{ ratings: count, raters: count, final: count, unresolved: count }
	}),
	items: z
		.looseObject({ finals: z.looseObject({ state: z.string(), bases, open: bases }) })
		.meta({ description: 'each with its state: decide, look, open or fine' })
});

/** A release in some lines. */
export function summary(study: string, found: Release): string {
	const { number, createdAt, counts, rules, sha256, withdrawn } = found;
	const lines = [
		`Release ${number} of "${study}", ${inMinutes(createdAt)}`,
		`${inWords(counts.cases, 'case')}, ${inWords(counts.actions, 'action')}, ` +
			`${inWords(counts.ratings, 'rating')} by ${inWords(counts.raters, 'rater')}`,
		`${inWords(counts.final, 'final score')}, ${counts.unresolved.toLocaleString('en')} unresolved ` +
			`(rule ${rules.consensus}, k = ${rules.ratersPerCase}, band ${rules.band})`,
		`SHA-256 of the zip: ${sha256}`
	];
	if (withdrawn !== null) lines.push(`Withdrawn ${inMinutes(withdrawn.at)}: ${withdrawn.reason}`);
	return lines.join('\n');
}
