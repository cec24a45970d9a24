/** What would become of the final scores of a study, counted by patterns and kept until something changes. */
import type { Pattern } from '#lib/agreement/patterns.ts';
import { specialtyName } from '#lib/domain/case.ts';
import type { ConsensusSettings } from '#lib/domain/consensus.ts';
import { placeOf, type Page } from '#lib/domain/page.ts';
import {
	changed,
	combinations,
	compare,
	EFFECTS,
	effectsOf,
	noEffects,
	numbersOfRaters,
	oneRatingFewer,
	withoutEach,
	type Compared,
	type Effect,
	type ExpectedLoss,
	type Turn,
	type WithoutRater
} from '#lib/domain/what-if.ts';
import type { Patterned } from './score-patterns.ts';

/** One rater left out, by the id of the member. */
type Without = WithoutRater & { memberId: number };

export type Figures = {
	/** Every rule and band, and numbers of raters an action by the rule of the study. */
	rules: Compared[];
	byRaters: Compared[];
	oneRating: ExpectedLoss;
	/** Those without whom most actions would end in another way first. */
	raters: Without[];
};

const kept = new WeakMap<Patterned, Map<string, Figures>>();
/** @param ratersPerCase scores wanted an action, in the table of rules and bands */
export function figuresOf(
	patterned: Patterned,
	now: ConsensusSettings,
	ratersPerCase: number
): Figures {
	const known = kept.get(patterned) ?? new Map<string, Figures>();
	kept.set(patterned, known);
	const key = JSON.stringify([now, ratersPerCase]);
	const found = known.get(key) ?? counted(patterned, now, ratersPerCase);
	known.set(key, found);
	return found;
}

function counted(patterned: Patterned, now: ConsensusSettings, ratersPerCase: number): Figures {
	const { tally, given, finals } = patterned;
	const people = [...given.keys()];
	const without = withoutEach([...given.values()], now, finals);
	return {
		rules: combinations(now, ratersPerCase).map((then) => comparedWith(patterned, now, then)),
		byRaters: numbersOfRaters(now, ratersPerCase).map((k) =>
			comparedWith(patterned, now, { ...now, ratersPerCase: k })
		),
		oneRating: oneRatingFewer(tally, now, finals),
		raters: without
			.map((one, at) => ({ ...one, memberId: people[at]! }))
			.filter(({ scored }) => scored > 0)
			.sort((a, b) => changed(b.effects) - changed(a.effects) || a.memberId - b.memberId)
	};
}

/** What other settings come to; an action that a ruling has settled has its final score by each of them. */
export function comparedWith(
	patterned: Patterned,
	now: ConsensusSettings,
	then: ConsensusSettings
): Compared {
	const found = compare(patterned.tally, now, then, patterned.finals);
	return { ...found, final: found.final + patterned.ruled };
}

/** An action that ends in another way. */
export type Turned = Turn & {
	actionId: number;
	externalId: string;
	specialty: string;
	/** In ascending order. */
	scores: readonly number[];
	/** The gravest first. */
	effects: Effect[];
};

/**
 * A page of the actions that end in another way by other settings: the gravest effect first, and then as the study has
 * them.
 *
 * @param show those only for which this follows; null for all
 * @param page from 1; `size` actions each
 */
export function turnedBy(
	patterned: Patterned,
	[now, then]: readonly [ConsensusSettings, ConsensusSettings],
	show: Effect | null,
	{ page, size }: { page: number; size: number }
): Page<Turned> {
	const { finals } = patterned;
	const [before, after] = [finals(now), finals(then)];
	// How each pattern turns, and how many actions come before the first of each gravest effect.
	const turns = new Map<Pattern, Turn & { effects: Effect[] }>();
	const counts = noEffects();
	for (const [pattern, times] of patterned.tally) {
		const turn = { before: before(pattern), after: after(pattern) };
		const effects = effectsOf(turn);
		if (effects.length === 0 || (show !== null && !effects.includes(show))) continue;
		turns.set(pattern, { ...turn, effects });
		counts[effects[0]!] += times;
	}
	const next = noEffects();
	let of = 0;
	for (const effect of EFFECTS) {
		next[effect] = of;
		of += counts[effect];
	}
	const place = placeOf(of, page, size);
	const rows: Turned[] = [];
	for (const { item, actions } of patterned.cases) {
		for (let at = 0; at < actions.length; at++) {
			const pattern = actions[at]!;
			const turn = pattern === null ? undefined : turns.get(pattern);
			if (turn === undefined) continue;
			const row = next[turn.effects[0]!]++ - place.from;
			if (row < 0 || row >= size) continue;
			rows[row] = {
				actionId: item.actions[at]!.id,
				externalId: item.externalId,
				specialty: specialtyName(item.specialty),
				scores: pattern!.scores,
				...turn
			};
		}
	}
	return { rows, page: place.page, pages: place.pages, of };
}
