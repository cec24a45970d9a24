/** What changed since an earlier release, in a few sentences: the changelog of its card. */
import { many, shortened } from './listed.ts';
import type { Manifest } from './release.ts';
import type { Differences } from './release-comparison.ts';
import { differingTerms, type Termed } from './release-terms.ts';

type Counted = Termed & Pick<Manifest, 'counts'>;

/** Ids that a sentence names. */
const NAMED = 5;

/**
 * A sentence for each kind of change; the same for the same two releases.
 *
 * @returns no sentence where nothing is otherwise
 */
export function changesInWords(
	before: Counted,
	after: Counted,
	{ cases, actions }: Differences
): string[] {
	const scores = actions.label + actions.severity;
	return [
		...casesChanged(cases, NAMED).map((line) => `${line}.`),
		counted([
			[actions.added, 'action', 'added'],
			[actions.removed, 'action', 'removed'],
			[actions.reworded, 'action', 'reworded']
		]),
		scores === 0
			? ''
			: `${many(scores, 'final score')} changed: ${actions.label.toLocaleString('en')} to another label, ` +
				`${actions.severity.toLocaleString('en')} within the label.`,
		counted([
			[actions.resolved, 'action', 'resolved'],
			[actions.unresolved, 'action', 'no longer resolved']
		]),
		actions.basis === 0
			? ''
			: `${many(actions.basis, 'final score')} the same, but come to in another way.`,
		figureChanged('Raters', before.counts.raters, after.counts.raters),
		figureChanged('Ratings', before.counts.ratings, after.counts.ratings),
		// What a release of an earlier format does not tell has not changed.
		...differingTerms(before, after).map(({ name, from, to }) =>
			from === null || to === null ? '' : `${upper(name)}: ${to}, was ${from}.`
		)
	].filter((sentence) => sentence !== '');
}

const upper = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/**
 * The cases that changed, a line for each way: `1 case changed in its words: Card001`.
 *
 * @param most ids that a line names
 */
export function casesChanged(
	{ added, removed, changed }: Differences['cases'],
	most: number
): string[] {
	const lines: [ids: readonly string[], how: string][] = [
		[added, 'added'],
		[removed, 'removed'],
		[changed, `changed in ${changed.length === 1 ? 'its' : 'their'} words`]
	];
	return lines
		.filter(([ids]) => ids.length > 0)
		.map(([ids, how]) => `${many(ids.length, 'case')} ${how}: ${shortened(ids, most)}`);
}

function counted(parts: readonly [count: number, noun: string, how: string][]): string {
	const said = parts.filter(([count]) => count > 0);
	const words = said.map(([count, noun, how], at) =>
		at === 0 ? `${many(count, noun)} ${how}` : `${count.toLocaleString('en')} ${how}`
	);
	return words.length === 0 ? '' : `${words.join(', ')}.`;
}

const figureChanged = (what: string, from: number, to: number) =>
	from === to ? '' : `${what}: ${to.toLocaleString('en')}, was ${from.toLocaleString('en')}.`;
