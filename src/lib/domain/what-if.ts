/**
 * What would become of final scores if something were otherwise: another rule, another band, another number of raters,
 * or one rating fewer. Everything is counted by patterns of scores, of which a study has few. A ruling that holds
 * overrides every rule, so an action that is settled by one is in none of these.
 */
import type { Pattern } from '#lib/agreement/patterns.ts';
import { resolve, type ConsensusSettings } from './consensus.ts';
import { severity, zone, type Score } from './scale.ts';
import { CONSENSUS_RULES, type ConsensusRule } from './study.ts';

/** The bands that are compared. */
export const BANDS = [0, 1, 2, 3, 4] as const;

/** What can follow for an action, the gravest first. */
export const EFFECTS = ['labels', 'tiers', 'scores', 'opens', 'settles'] as const;
/**
 * `labels`: harmful, uncertain or beneficial turns into another of these; `tiers`: the severity of the harm does, or
 * there is one where there was none; `scores`: the final score is another one (each of these has a final score before
 * and after); `opens`: it becomes unresolved; `settles`: it was.
 */
export type Effect = (typeof EFFECTS)[number];

/** Actions by what follows for them. One whose label flips is among those whose score changes too. */
export type Effects = Record<Effect, number>;

/** Nothing follows. */
export function noEffects(): Effects {
	return { labels: 0, tiers: 0, scores: 0, opens: 0, settles: 0 };
}

/** What a final score turns into; null stands for unresolved. */
export type Turn = { before: Score | null; after: Score | null };

/** What follows, the gravest first; empty where the action ends as it did. */
export function effectsOf({ before, after }: Turn): Effect[] {
	if (before === after) return [];
	if (before === null) return ['settles'];
	if (after === null) return ['opens'];
	return [
		...(zone(before) === zone(after) ? [] : (['labels'] as const)),
		...(severity(before) === severity(after) ? [] : (['tiers'] as const)),
		'scores'
	];
}

/** How many actions show each pattern of scores. */
export type Tally = ReadonlyMap<Pattern, number>;

/** Final scores by some settings, each pattern looked at once. */
export function finalsBy(settings: ConsensusSettings): (pattern: Pattern) => Score | null {
	const known = new Map<Pattern, Score | null>();
	return (pattern) => {
		const before = known.get(pattern);
		if (before !== undefined) return before;
		const { score } = resolve(pattern.scores, settings);
		known.set(pattern, score);
		return score;
	};
}

/** Final scores by any settings. */
export type Finals = (settings: ConsensusSettings) => (pattern: Pattern) => Score | null;

/** Settings whose final scores are kept at once: twice as many as a page compares. */
const MOST_KEPT = 40;

/** `finalsBy`, for whoever compares many settings again and again: each pattern is looked at once by each of them. */
export function finalsKept(): Finals {
	const known = new Map<string, ReturnType<Finals>>();
	return (settings) => {
		const key = JSON.stringify(settings);
		const finals = known.get(key) ?? finalsBy(settings);
		known.delete(key);
		known.set(key, finals);
		if (known.size > MOST_KEPT) known.delete(known.keys().next().value!);
		return finals;
	};
}

/** What some settings come to, beside the settings of the study. */
export type Compared = {
	settings: ConsensusSettings;
	/** Actions with a final score, and without. */
	final: number;
	unresolved: number;
	effects: Effects;
};

/** @param now the settings of the study */
export function compare(
	tally: Tally,
	now: ConsensusSettings,
	then: ConsensusSettings,
	finals: Finals = finalsBy
): Compared {
	const [before, after] = [finals(now), finals(then)];
	const effects = noEffects();
	const counts = { final: 0, unresolved: 0 };
	for (const [pattern, times] of tally) {
		const turn = { before: before(pattern), after: after(pattern) };
		counts[turn.after === null ? 'unresolved' : 'final'] += times;
		for (const effect of effectsOf(turn)) effects[effect] += times;
	}
	return { settings: then, ...counts, effects };
}

/** True where a rule asks how far scores are apart; the others leave nothing open for that. */
export function hasBand(rule: ConsensusRule): boolean {
	return rule === 'median' || rule === 'noharm-strict';
}

/**
 * Every rule, with every band where it has one, at some number of raters an action. The band of the study is among
 * them, whatever it is.
 */
export function combinations(now: ConsensusSettings, ratersPerCase: number): ConsensusSettings[] {
	const bands = [...new Set([...BANDS, now.band])].sort((a, b) => a - b);
	return CONSENSUS_RULES.flatMap((rule) =>
		(hasBand(rule) ? bands : [now.band]).map((band) => ({ rule, ratersPerCase, band }))
	);
}

/** The settings of a study whose panels have one rater fewer: as many scores fewer are wanted. */
export function oneFewer(settings: ConsensusSettings): ConsensusSettings {
	return { ...settings, ratersPerCase: settings.ratersPerCase - 1 };
}

/** What is expected to follow where every action loses one of its ratings. */
export type ExpectedLoss = {
	/** Actions with a rating that could be lost. */
	actions: number;
	/** Expected numbers of actions. */
	effects: Effects;
};

/**
 * One rating fewer an action, each of its ratings as likely to be the one: the mean over all the ways in which it can
 * happen, which is exact and needs no chance. A panel of one rater fewer is judged as such, by `oneFewer`.
 */
export function oneRatingFewer(
	tally: Tally,
	now: ConsensusSettings,
	finals: Finals = finalsBy
): ExpectedLoss {
	const [before, after] = [finals(now), finals(oneFewer(now))];
	const effects = noEffects();
	let actions = 0;
	for (const [pattern, times] of tally) {
		const { scores } = pattern;
		if (scores.length > 0) actions += times;
		for (const score of scores) {
			const turn = { before: before(pattern), after: after(pattern.without(score)) };
			for (const effect of effectsOf(turn)) effects[effect] += times / scores.length;
		}
	}
	return { actions, effects };
}

/** How often a rater gave each score to actions of each pattern, the rater's own score in it. */
export type Given = ReadonlyMap<Pattern, Readonly<ArrayLike<number>>>;

/** What would follow if one rater had not been there. */
export type WithoutRater = {
	/** Actions to which the rater gave a score. */
	scored: number;
	effects: Effects;
};

/**
 * A study without one of its raters, for each of them in turn: the actions of a rater then have a panel of one rater
 * fewer.
 *
 * @param raters of each, of each pattern, at each score from 1 to 9, how many actions
 */
export function withoutEach(
	raters: readonly Given[],
	now: ConsensusSettings,
	finals: Finals = finalsBy
): WithoutRater[] {
	const [before, after] = [finals(now), finals(oneFewer(now))];
	return raters.map((given) => {
		const effects = noEffects();
		let scored = 0;
		for (const [pattern, times] of given) {
			for (let score = 1; score <= 9; score++) {
				const of = times[score]!;
				if (of === 0) continue;
				scored += of;
				const turn = { before: before(pattern), after: after(pattern.without(score)) };
				for (const effect of effectsOf(turn)) effects[effect] += of;
			}
		}
		return { scored, effects };
	});
}

/** Actions that end in another way: with another final score, unresolved, or resolved. */
export function changed({ scores, opens, settles }: Effects): number {
	return scores + opens + settles;
}

/** Other settings as an address asks for them. */
export type Asked = { rule?: string | null; band?: string | null; k?: string | null };

/**
 * The settings that an address asks for; what it does not say, or says wrongly, is as the study has it.
 *
 * @returns null where it names no rule: then no combination is chosen
 */
export function settingsAsked(now: ConsensusSettings, asked: Asked): ConsensusSettings | null {
	const rule = CONSENSUS_RULES.find((known) => known === asked.rule);
	if (rule === undefined) return null;
	const band = wholeIn(asked.band, 0, 8) ?? now.band;
	return { rule, band: hasBand(rule) ? band : now.band, ratersPerCase: ratersAsked(now, asked) };
}

/** How many raters an action the address asks for; as many as the study wants where it asks for none. */
export function ratersAsked({ ratersPerCase }: ConsensusSettings, { k }: Asked): number {
	return wholeIn(k, 1, 50) ?? ratersPerCase;
}

function wholeIn(text: string | null | undefined, least: number, most: number): number | null {
	if (text === null || text === undefined || !/^\d{1,2}$/.test(text)) return null;
	const value = Number(text);
	return value >= least && value <= most ? value : null;
}

/** Numbers of raters an action that are compared: two fewer to two more than the study wants, and what is asked for. */
export function numbersOfRaters(
	{ ratersPerCase: now }: ConsensusSettings,
	asked: number
): number[] {
	const near = [-2, -1, 0, 1, 2].map((more) => now + more).filter((k) => k >= 1 && k <= 50);
	return [...new Set([...near, asked])].sort((a, b) => a - b);
}

/** True where two settings give every action the same final score, whatever its ratings. */
export function sameSettings(a: ConsensusSettings, b: ConsensusSettings): boolean {
	return (
		a.rule === b.rule &&
		a.ratersPerCase === b.ratersPerCase &&
		(a.band === b.band || !hasBand(a.rule))
	);
}
