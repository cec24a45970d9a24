/** How each rater rates and how alike each two are: counted in one pass over a panel, and kept until it changes. */
import type { Coefficient } from '#lib/agreement/coefficient.ts';
import * as sums from '#lib/agreement/rater-sums.ts';
import { alphaOf, pairsOf, profilesOf, type Pair, type Profile } from '#lib/agreement/raters.ts';
import {
	answeredIn,
	isReason,
	SPENT_MS,
	type PanelAssignment,
	type StudyPanel
} from '../../panel/index.ts';
import { heardIn, type Slice } from './raters-heard.ts';

export type RaterFigures = Profile & {
	memberId: number;
	/** In which another gave a score to the same action. */
	cases: number;
	cannotRate: number;
	/** Median seconds of active attention an answer took; undefined where it is not known of any. */
	seconds: number | undefined;
};

/** Two raters, by their member ids. */
export type PairFigures = Pair & { cases: number };

export type Counted = {
	/** Those who have answered anything, in the order of their ids. */
	raters: RaterFigures[];
	pairs: PairFigures[];
	/** Of all of them. */
	alpha: Coefficient;
	/** Median seconds of all answers. */
	seconds: number | undefined;
};

/** Slices of a study kept at once. */
const MOST_KEPT = 4;

const kept = new WeakMap<StudyPanel, { stamp: number; of: Map<string, Counted> }>();

export function countedOf(panel: StudyPanel, slice: Slice): Counted {
	const known = kept.get(panel);
	const { of } = known?.stamp === panel.stamp ? known : { of: new Map<string, Counted>() };
	kept.set(panel, { stamp: panel.stamp, of });
	const { round, signed, specialty, category } = slice;
	const key = JSON.stringify([round, signed, specialty, category]);
	const found = of.get(key) ?? count(panel, slice);
	of.delete(key);
	of.set(key, found);
	const [oldest] = of.keys();
	if (of.size > MOST_KEPT) of.delete(oldest!);
	return found;
}

function count(panel: StudyPanel, slice: Slice): Counted {
	const { memberIds, cases } = heardIn(panel, slice);
	const found = sums.none(memberIds.length);
	const add = sums.adder(found);
	const cannotRate = new Uint32Array(memberIds.length);
	const spent = memberIds.map((): number[] => []);
	for (const { places, voices, units } of cases()) {
		add(units);
		for (const { column, voice } of voices) {
			for (const at of places) {
				const answered = answeredIn(voice, at);
				if (answered === undefined) continue;
				if (isReason(answered.answers[at]!)) cannotRate[column]! += 1;
				noteTime(spent[column]!, answered, at);
			}
		}
	}
	const medianOf = medians();
	return {
		raters: profilesOf(found)
			.map((profile, at) => ({
				...profile,
				memberId: memberIds[at]!,
				cannotRate: cannotRate[at]!,
				seconds: medianOf(spent[at]!)
			}))
			.filter(({ ratings, cannotRate: not }) => ratings + not > 0),
		pairs: pairsOf(found).map((pair) => ({
			...pair,
			...{ first: memberIds[pair.first]!, second: memberIds[pair.second]! }
		})),
		alpha: alphaOf(found),
		seconds: medianOf(...spent)
	};
}

function noteTime(spent: number[], { spent: of }: PanelAssignment, at: number): void {
	if (of[at]! > 0) spent.push(of[at]!);
}

/**
 * The median of times as a panel keeps them, in seconds. They are small whole numbers: counting how often each comes is
 * faster than sorting them.
 */
function medians(): (...lists: readonly number[][]) => number | undefined {
	const counts = new Uint32Array(2 ** 16);
	return (...lists) => {
		let of = 0;
		for (const list of lists) {
			of += list.length;
			for (const time of list) counts[time]! += 1;
		}
		const [low, high] = [at(Math.floor((of - 1) / 2)), at(Math.floor(of / 2))];
		for (const list of lists) for (const time of list) counts[time] = 0;
		return of === 0 ? undefined : (((low + high) / 2) * SPENT_MS) / 1000;
	};

	/** The time that stands at this place when they are in order. */
	function at(place: number): number {
		let before = 0;
		for (let time = 0; time < counts.length; time += 1) {
			before += counts[time]!;
			if (before > place) return time;
		}
		return 0;
	}
}
