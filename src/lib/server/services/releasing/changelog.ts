/** What a release that is being made says of the newest one that stands: compared as its cases are written. */
import type { Manifest } from '#lib/domain/release.ts';
import { changesInWords } from '#lib/domain/release-changes.ts';
import { Comparing } from '#lib/domain/release-comparison.ts';
import type { Slice } from '#lib/domain/release.ts';
import type { Terms } from '#lib/formats/release.ts';
import type { App } from '../../app.ts';
import type { Asked } from './making.ts';
import { next } from './publishing.ts';
import { digest, leavingCases, releasedCases } from './released-cases.ts';

export type Changelog = {
	/** Holds cases that leave against the release before. */
	add(slice: Slice): void;
	/** What the manifest says; once all cases were added. */
	end(terms: Terms): NonNullable<Manifest['changes']> | null;
};

/** Begins it. Of the first release of a study, and after none that stands, there is nothing to say. */
export async function changelog(app: App, asked: Asked): Promise<Changelog> {
	const { standing } = await next(app, asked);
	if (standing === undefined) return { add: () => {}, end: () => null };
	const { actor, slug } = asked;
	const { number: since, manifest } = standing;
	const comparing = new Comparing(await releasedCases(app, { actor, slug, number: since }, digest));
	return {
		add(slice) {
			for (const one of leavingCases(slice)) comparing.add(one);
		},
		end(terms) {
			return { since, sentences: changesInWords(manifest, terms, comparing.end()) };
		}
	};
}
