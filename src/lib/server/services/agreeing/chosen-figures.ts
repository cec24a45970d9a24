/** The five figures of some cases of a study, with their intervals by case: from a panel, kept case by case. */
import { intervals, type ByCase } from '#lib/agreement/by-case.ts';
import type { Measure } from '#lib/domain/agreement-view.ts';
import type { Sums } from '#lib/agreement/sums.ts';
import {
	answerOf,
	scoreIn,
	type PanelCase,
	type StudyPanel,
	type Voice
} from '../../panel/index.ts';
import { groundOf } from './hearing.ts';
import { FIGURES, NONE, ROW } from './patterns.ts';

/** A case, and who is heard on it. `key` tells apart who that may be: rows are kept by it. */
export type HeardCase = { item: PanelCase; voices: readonly Voice[] };

const kept = new WeakMap<PanelCase, { key: string; row: Sums }>();

/**
 * The figures to report over the scores that some raters gave, before any ruling.
 *
 * @param of the cases that count
 * @param key who is heard on them, in a word: what was counted is kept until that or the case changes
 */
export function figuresOf(
	panel: StudyPanel,
	of: readonly HeardCase[],
	key: string
): Record<Measure, ByCase> {
	const { patterns } = groundOf(panel);
	const rows = of.map(({ item, voices }) => {
		const keyOfCase = `${item.stamp} ${key}`;
		const known = kept.get(item);
		if (known?.key === keyOfCase) return known.row;
		const row: Sums = new Float64Array(ROW);
		item.actions.forEach((_, at) => {
			let pattern = NONE;
			for (const voice of voices) {
				const score = scoreIn(answerOf(voice, at));
				if (score !== null) pattern = patterns.with(pattern, score);
			}
			patterns.addTo(row, 0, pattern);
		});
		kept.set(item, { key: keyOfCase, row });
		return row;
	});
	const rated = rows.filter((row) => FIGURES.ac2.units(row) > 0);
	return intervals(rated.length === 0 ? [new Float64Array(ROW)] : rated, FIGURES);
}
