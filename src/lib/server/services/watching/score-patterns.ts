/** What raters have signed of a study, as patterns of scores: from a panel, kept until something in it changes. */
import * as patterns from '#lib/agreement/patterns.ts';
import type { Pattern } from '#lib/agreement/patterns.ts';
import { answerOf, scoreIn, voicesOf, type PanelCase, type StudyPanel } from '../../panel/index.ts';

export type Patterned = {
	/** Of each case its actions in their order; null for one that a ruling has settled. */
	cases: { item: PanelCase; actions: (Pattern | null)[] }[];
	/** Actions that no ruling has settled, by pattern. */
	tally: ReadonlyMap<Pattern, number>;
	/** Actions that a ruling has settled. */
	ruled: number;
	/** Of each rater, by member: of each pattern, at each score, how many actions. */
	given: ReadonlyMap<number, ReadonlyMap<Pattern, Uint32Array>>;
};

const kept = new WeakMap<StudyPanel, { key: string; of: Patterned }>();

/** @param ruled ids of the actions on which a ruling holds: no rule is asked there */
export function patternsOf(panel: StudyPanel, ruled: ReadonlySet<number>): Patterned {
	const key = `${panel.stamp} ${[...ruled].join()}`;
	const known = kept.get(panel);
	if (known?.key === key) return known.of;
	const of = counted(panel, ruled);
	kept.set(panel, { key, of });
	return of;
}

function counted({ cases }: StudyPanel, ruled: ReadonlySet<number>): Patterned {
	const none = patterns.none();
	const tally = new Map<Pattern, number>();
	const given = new Map<number, Map<Pattern, Uint32Array>>();
	let settled = 0;
	const all = cases.map((item) => {
		const voices = voicesOf(item, { signed: true });
		const actions = item.actions.map(({ id }, at) => {
			if (ruled.has(id)) {
				settled += 1;
				return null;
			}
			const scores = voices.map((voice) => scoreIn(answerOf(voice, at)));
			const pattern = scores.reduce<Pattern>(
				(so, score) => (score === null ? so : so.with(score)),
				none
			);
			tally.set(pattern, (tally.get(pattern) ?? 0) + 1);
			voices.forEach((voice, place) => {
				const score = scores[place] ?? null;
				if (score !== null) timesIn(given, voice[0]!.memberId, pattern)[score]! += 1;
			});
			return pattern;
		});
		return { item, actions };
	});
	return { cases: all, tally, ruled: settled, given };
}

function timesIn(
	given: Map<number, Map<Pattern, Uint32Array>>,
	memberId: number,
	pattern: Pattern
): Uint32Array {
	const theirs = given.get(memberId) ?? new Map<Pattern, Uint32Array>();
	given.set(memberId, theirs);
	const times = theirs.get(pattern) ?? new Uint32Array(10);
	theirs.set(pattern, times);
	return times;
}
