/** What would become of the final scores of a study, counted by patterns and kept until something changes. */
import type { ConsensusSettings } from '#lib/domain/consensus.ts';
import {
	changed,
	combinations,
	compare,
	EFFECTS,
	effectsOf,
	finalsBy,
	numbersOfRaters,
	oneRatingFewer,
	withoutEach,
	type Compared,
	type Effect,
	type ExpectedLoss,
	type Turn,
	type WithoutRater
} from '#lib/domain/what-if.ts';
import { specialtyName } from '#lib/domain/case.ts';
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
	const { tally, given } = patterned;
	const people = [...given.keys()];
	const without = withoutEach([...given.values()], now);
	return {
		rules: combinations(now, ratersPerCase).map((then) => comparedWith(patterned, now, then)),
		byRaters: numbersOfRaters(now, ratersPerCase).map((k) =>
			comparedWith(patterned, now, { ...now, ratersPerCase: k })
		),
		oneRating: oneRatingFewer(tally, now),
		raters: without
			.map((one, at) => ({ ...one, memberId: people[at]! }))
			.sort((a, b) => changed(b.effects) - changed(a.effects) || a.memberId - b.memberId)
	};
}

/** What other settings come to; an action that a ruling has settled has its final score by each of them. */
export function comparedWith(
	{ tally, ruled }: Patterned,
	now: ConsensusSettings,
	then: ConsensusSettings
): Compared {
	const found = compare(tally, now, then);
	return { ...found, final: found.final + ruled };
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
 * The actions that end in another way by other settings, the gravest effect first, and then as the study has them.
 *
 * @param show those only for which this follows; null for all
 */
export function turnedBy(
	{ cases }: Patterned,
	now: ConsensusSettings,
	then: ConsensusSettings,
	show: Effect | null
): Turned[] {
	const [before, after] = [finalsBy(now), finalsBy(then)];
	const byGravest = new Map<Effect, Turned[]>(EFFECTS.map((effect) => [effect, []]));
	for (const { item, actions } of cases) {
		actions.forEach((pattern, at) => {
			if (pattern === null) return;
			const turn = { before: before(pattern), after: after(pattern) };
			if (turn.before === turn.after) return;
			const effects = effectsOf(turn);
			if (show !== null && !effects.includes(show)) return;
			byGravest.get(effects[0]!)!.push({
				actionId: item.actions[at]!.id,
				externalId: item.externalId,
				specialty: specialtyName(item.specialty),
				scores: pattern.scores,
				...turn,
				effects
			});
		});
	}
	return EFFECTS.flatMap((effect) => byGravest.get(effect)!);
}
