/**
 * How the invented specialists of the demonstration judge. A rating is the action's reference score plus
 * the rater's own severity and noise, rounded to the scale. On contested actions the panel falls into two
 * schools, so that there is something to resolve.
 */
import { below, type Random } from '#lib/agreement/random.ts';
import { CANNOT_RATE_REASONS, type Flag, type RatingValue } from '#lib/domain/rating.ts';
import { zone, type Score, type Zone } from '#lib/domain/scale.ts';

/** What makes one rater differ from another. */
export type Temper = {
	/** Added to every score: below zero sees more harm. */
	bias: number;
	/** Standard deviation of the error. */
	noise: number;
	/** Median seconds an action takes. */
	pace: number;
};

export type Judgement = { value: RatingValue; activeMs: number };

const CONTESTED_SHARE = 0.08;
const SCHOOLS_APART = 2.4;
const CANNOT_RATE_SHARE = 0.015;

const COMMENTS: Record<Zone, readonly string[]> = {
	harmful: [
		'Unsafe without closer monitoring.',
		'The interaction with the current drugs is the problem here.',
		'Delays the one thing that has to happen today.',
		'I have seen this go wrong in older patients.',
		'The dose is too high for this kidney function.'
	],
	uncertain: [
		'Adds cost and worry without changing the plan.',
		'Practice differs between centres; I would wait.',
		'Depends on how soon a follow-up visit can be arranged.',
		'Reasonable, but not before the repeat result is back.',
		'Could help a little. Could also mislead.'
	],
	beneficial: [
		'Should happen at this visit, not at the next one.',
		'First step in my practice.',
		'Cheap, safe and likely to change the plan.',
		'Leaving this out would be hard to defend.',
		'Yes, provided the patient is told what to look out for.'
	]
};

const USUAL_FLAGS: readonly Flag[] = ['missing-information', 'ambiguous-wording', 'duplicate'];

/** Draws the temper of one rater: severity within 0.4 either way, noise from 0.3 to 0.7 points. */
export function drawTemper(random: Random): Temper {
	return {
		bias: 0.8 * random() - 0.4,
		noise: 0.3 + 0.4 * random(),
		pace: 6 + 4 * random()
	};
}

/** Whether raters divide over an action; asked once an action. */
export function drawContested(random: Random): boolean {
	return random() < CONTESTED_SHARE;
}

/**
 * What a rater says of an action.
 *
 * @param reference the score of the kit, 1 to 9; null counts as 5
 * @param contested as drawn for this action
 */
export function judge(
	random: Random,
	temper: Temper,
	{ reference, contested }: { reference: number | null; contested: boolean }
): Judgement {
	const activeMs = Math.round(1000 * temper.pace * Math.exp(0.55 * normal(random)));
	if (random() < CANNOT_RATE_SHARE) {
		const cannotRate = CANNOT_RATE_REASONS[below(random, CANNOT_RATE_REASONS.length)]!;
		const flags: Flag[] = cannotRate === 'wording-ambiguous' ? ['ambiguous-wording'] : [];
		return { value: { score: null, cannotRate, comment: '', flags }, activeMs };
	}
	const school = contested ? (random() < 0.5 ? -SCHOOLS_APART : SCHOOLS_APART) : 0;
	const felt = (reference ?? 5) + school + temper.bias + temper.noise * normal(random);
	const score = Math.min(9, Math.max(1, Math.round(felt))) as Score;
	const comments = COMMENTS[zone(score)];
	const speaks = random() < (contested ? 0.25 : score === 1 || score === 9 ? 0.1 : 0.03);
	const comment = speaks ? comments[below(random, comments.length)]! : '';
	const flagged = random() < (contested ? 0.06 : 0.012);
	const flags = flagged ? [USUAL_FLAGS[below(random, USUAL_FLAGS.length)]!] : [];
	return { value: { score, cannotRate: null, comment, flags }, activeMs };
}

/** A draw from the standard normal distribution (Box and Muller, Ann. Math. Stat. 29:610, 1958). */
function normal(random: Random): number {
	return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
