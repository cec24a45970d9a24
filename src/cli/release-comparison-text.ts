/** Two releases, compared, as the terminal prints them. */
import { shortened } from '#lib/domain/listed.ts';
import type { ChangedAction } from '#lib/domain/release-comparison.ts';
import type { ReleaseComparison } from '#lib/server/services/releasing/index.ts';
import { count, table } from './text.ts';

/** Ids that a line names. */
const NAMED = 10;

/** The counts, what is otherwise in choices and agreement, and a line for each action that changed. */
export function comparisonText(
	study: string,
	found: ReleaseComparison & { changed: readonly ChangedAction[] }
): string {
	const { from, to, cases, actions, terms, agreement, changed } = found;
	const scores = actions.label + actions.severity;
	const lines = [
		`Release ${to.number} of "${study}" against release ${from.number}`,
		...Object.entries(cases).map(([how, ids]) =>
			ids.length === 0 ? '' : `${count(ids.length, 'case')} ${how}: ${shortened(ids, NAMED)}`
		),
		`${count(actions.added, 'action')} added, ${actions.removed} removed, ${actions.reworded} reworded`,
		`${count(scores, 'final score')} changed (${actions.label} to another label), ` +
			`${actions.resolved} resolved, ${actions.unresolved} no longer resolved`,
		`${count(to.counts.ratings, 'rating')} by ${count(to.counts.raters, 'rater')}, ` +
			`was ${from.counts.ratings} by ${from.counts.raters}`,
		...terms.map((term) => `${term.name}: ${term.to ?? 'not told'}, was ${term.from ?? 'not told'}`)
	].filter((line) => line !== '');
	const figures = agreement.map((figure) => [
		figure.words,
		...[figure.from, figure.to].map(({ value, ci95 }) => figureText(value, ci95)),
		figure.difference?.toFixed(2) ?? ''
	]);
	const header = ['agreement', `release ${from.number}`, `release ${to.number}`, 'difference'];
	const parts = [lines.join('\n'), table(header, figures)];
	if (changed.length > 0) {
		const rows = changed.map((one) => [
			`${one.case}#${one.number}`,
			one.changes.join(', '),
			...[one.from, one.to].map((state) => (state === null ? '' : String(state.score ?? 'open')))
		]);
		parts.push(table(['action', 'change', ...header.slice(1, 3)], rows));
	}
	return parts.join('\n\n');
}

function figureText(value: number | null, ci95: readonly number[] | null): string {
	if (value === null) return 'none';
	const interval = ci95 === null ? '' : ` (${ci95.map((end) => end.toFixed(2)).join(' to ')})`;
	return `${value.toFixed(2)}${interval}`;
}
