/**
 * What raters have signed of a study, as patterns of scores: from a panel, case by case. A case that changed is taken
 * out of the sums as it was and put in as it is, so that a rating costs a case and not a study.
 */
import * as patterns from '#lib/agreement/patterns.ts';
import type { Pattern } from '#lib/agreement/patterns.ts';
import { finalsKept, type Finals } from '#lib/domain/what-if.ts';
import {
	answerOf,
	scoreIn,
	voicesOf,
	type PanelCase,
	type StudyPanel,
	type Voice
} from '../../panel/index.ts';

export type Patterned = {
	/** Of each case its actions in their order; null for one that a ruling has settled. */
	cases: readonly { item: PanelCase; actions: readonly (Pattern | null)[] }[];
	/** Actions that no ruling has settled, by pattern. */
	tally: ReadonlyMap<Pattern, number>;
	/** Actions that a ruling has settled. */
	ruled: number;
	/** Of each rater, by member: of each pattern, at each score, how many actions. */
	given: ReadonlyMap<number, ReadonlyMap<Pattern, Uint32Array>>;
	/** What these patterns end as by any settings. */
	finals: Finals;
};

/** A case as it went into the sums. */
type Counted = {
	stamp: number;
	actions: readonly (Pattern | null)[];
	voices: readonly { memberId: number; scores: Uint8Array }[];
};

type Sums = {
	tally: Map<Pattern, number>;
	given: Map<number, Map<Pattern, Uint32Array>>;
	ruled: number;
};

type Kept = {
	/** The panel's stamp, and which actions are settled. */
	stamp: number;
	ruled: string;
	none: Pattern;
	counted: Map<PanelCase, Counted>;
	sums: Sums;
	of: Patterned;
};

const keptOf = new WeakMap<StudyPanel, Kept>();

/** @param ruled ids of the actions on which a ruling holds: no rule is asked there */
export function patternsOf(panel: StudyPanel, ruled: ReadonlySet<number>): Patterned {
	const key = [...ruled].join();
	const before = keptOf.get(panel);
	const known = before?.ruled === key ? before : undefined;
	if (known?.stamp === panel.stamp) return known.of;
	const {
		none,
		counted,
		sums,
		of: last
	} = known ?? {
		none: patterns.none(),
		counted: new Map<PanelCase, Counted>(),
		sums: { tally: new Map(), given: new Map(), ruled: 0 } satisfies Sums,
		of: { finals: finalsKept() }
	};
	const cases = panel.cases.map((item) => {
		const was = counted.get(item);
		if (was?.stamp === item.stamp) return { item, actions: was.actions };
		const now = countedIn(item, ruled, none);
		if (was !== undefined) add(sums, was, -1);
		add(sums, now, 1);
		counted.set(item, now);
		return { item, actions: now.actions };
	});
	const of = { cases, ...sums, finals: last.finals };
	keptOf.set(panel, { stamp: panel.stamp, ruled: key, none, counted, sums, of });
	return of;
}

function countedIn(item: PanelCase, ruled: ReadonlySet<number>, none: Pattern): Counted {
	const isOpen = item.actions.map(({ id }) => !ruled.has(id));
	const actions = isOpen.map((open) => (open ? none : null));
	const voices = voicesOf(item, { signed: true }).map((voice) => ({
		memberId: voice[0]!.memberId,
		scores: scoresOf(voice, isOpen)
	}));
	for (const { scores } of voices) {
		scores.forEach((score, at) => {
			if (score > 0) actions[at] = actions[at]!.with(score);
		});
	}
	return { stamp: item.stamp, actions, voices };
}

/** What a rater gives to the actions of a case that are not settled; 0 for no score. */
function scoresOf(voice: Voice, isOpen: readonly boolean[]): Uint8Array {
	return Uint8Array.from(isOpen, (open, at) => (open ? (scoreIn(answerOf(voice, at)) ?? 0) : 0));
}

/** Puts a case into the sums, or takes it out of them. */
function add(sums: Sums, { actions, voices }: Counted, sign: 1 | -1): void {
	const { tally, given } = sums;
	for (const pattern of actions) {
		if (pattern === null) {
			sums.ruled += sign;
			continue;
		}
		const times = (tally.get(pattern) ?? 0) + sign;
		if (times === 0) tally.delete(pattern);
		else tally.set(pattern, times);
	}
	for (const { memberId, scores } of voices) {
		const theirs = given.get(memberId) ?? new Map<Pattern, Uint32Array>();
		given.set(memberId, theirs);
		scores.forEach((score, at) => {
			if (score > 0) timesOf(theirs, actions[at]!)[score]! += sign;
		});
	}
}

function timesOf(theirs: Map<Pattern, Uint32Array>, pattern: Pattern): Uint32Array {
	const known = theirs.get(pattern);
	if (known !== undefined) return known;
	const times = new Uint32Array(10);
	theirs.set(pattern, times);
	return times;
}
