/** What a release that is being made says of the newest one that stands: compared as its cases are written. */
import type { Manifest } from '#lib/domain/release.ts';
import { changesInWords } from '#lib/domain/release-changes.ts';
import { Comparing } from '#lib/domain/release-comparison.ts';
import type { Slice } from '#lib/domain/release.ts';
import type { Terms } from '#lib/formats/release.ts';
import type { App } from '../../app.ts';
import { archive } from './archives.ts';
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
	const { actor, slug, options } = asked;
	const isOpen = options.part === 'open';
	// What is open to everyone says nothing of what was held out of it: neither figures, nor the ids of cases.
	const isTold = standing !== undefined && (!isOpen || standing.manifest.filters.part === 'open');
	if (!isTold) return { add: () => {}, end: () => null };
	const { number: since, manifest } = standing;
	const before = await archive(app, actor, slug, since);
	const comparing = new Comparing(await releasedCases(before, digest));
	return {
		add(slice) {
			for (const one of leavingCases(slice)) comparing.add(one);
		},
		end(terms) {
			const { cases, actions } = comparing.end();
			const told = isOpen ? { ...cases, removed: [] } : cases;
			return { since, sentences: changesInWords(manifest, terms, { cases: told, actions }) };
		}
	};
}
