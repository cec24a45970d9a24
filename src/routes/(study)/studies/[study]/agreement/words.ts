/** Figures of agreement as the page says them. */
import { count, decimal, many, share } from '#lib/components/figures.ts';
import type { AgreementView, Measure, RoundChoice } from '#lib/domain/agreement-view.ts';
import type { Found, Slice, SliceKind } from '#lib/server/services/agreeing/index.ts';

/** What each is called: in full, and in the head of a column. */
export const MEASURE_WORDS: Record<Measure, { name: string; short: string }> = {
	alpha: { name: 'Krippendorff’s α, ordinal', short: 'α' },
	ac2: { name: 'Gwet’s AC2, ordinal weights', short: 'AC2' },
	exact: { name: 'Same score, of pairs', short: 'same' },
	within: { name: 'At most 1 apart, of pairs', short: 'within 1' },
	discordant: { name: 'Discordant actions', short: 'discord.' }
};

const isCoefficient = (measure: Measure) => measure === 'alpha' || measure === 'ac2';

/** How figures of a measure are written: `0.86`, `37.4%`; a difference with its sign, of shares in per cent points. */
export function writer(measure: Measure, isDifference: boolean): (value: number) => string {
	const isPart = !isCoefficient(measure);
	if (!isDifference) return isPart ? share : decimal;
	return (value) => {
		const text = isPart ? (100 * value).toFixed(1) : value.toFixed(2);
		const size = text.replace('-', '');
		if (Number(text) === 0) return size;
		return `${value > 0 ? '+' : '−'}${size}`;
	};
}

/** What stands behind a difference of shares, because a per cent of it would be something else. */
export function unitOf(measure: Measure, isDifference: boolean): string {
	return isDifference && !isCoefficient(measure) ? 'points' : '';
}

/** What a tick of an axis says. */
export function tickOf(measure: Measure, isDifference: boolean): (value: number) => string {
	return (value) => {
		const shown = isCoefficient(measure) ? value : 100 * value;
		const text = String(Number(shown.toFixed(3))).replace('-', '−');
		return isCoefficient(measure) || isDifference ? text : `${text}%`;
	};
}

/** An interval: `0.85–0.88`, `35.4–39.5%`, `−0.02 to +0.11`; '' where there is none. */
export function intervalWords(
	ends: readonly [number, number] | undefined,
	write: (value: number) => string
): string {
	if (ends === undefined) return '';
	const [low, high] = [write(ends[0]), write(ends[1])];
	if (/[−+]/.test(low + high)) return `${low} to ${high}`;
	return low.endsWith('%') ? `${low.slice(0, -1)}–${high}` : `${low}–${high}`;
}

/** What a figure rests on: `100 cases, 4,247 actions`; of shares of pairs the pairs. */
export function restsOn(measure: Measure, found: Found): string {
	const cases = many(found.cases, 'case');
	if (measure === 'exact' || measure === 'within') return `${cases}, ${many(found.pairs, 'pair')}`;
	if (measure === 'discordant' && 'value' in found && found.value >= 0) {
		const discordant = Math.round(found.value * found.units);
		return `${cases}, ${count(discordant)} of ${count(found.units)}`;
	}
	return `${cases}, ${many(found.units, 'action')}`;
}

/** Why a figure is not there, as the library says it: its units are actions here. */
export const because = (reason: string) => reason.replaceAll('unit', 'action');

/** A round as it is chosen: `Round 1`, `Newest answers`. */
export function roundName(round: RoundChoice): string {
	return round === 'newest' ? 'Newest answers' : `Round ${round}`;
}

export const GROUP_WORDS = {
	own: 'Raters of the field',
	others: 'Raters of other fields'
} as const;

/** What the whole is called of which slices are shown. */
export function wholeName({ specialty, category, group }: AgreementView): string {
	return specialty === null && category === null && group === null
		? 'Whole study'
		: 'This selection';
}

export function sliceName(kind: SliceKind, name: Slice['name']): string {
	if (kind === 'round') return roundName(name as RoundChoice);
	if (kind === 'group') return GROUP_WORDS[name as keyof typeof GROUP_WORDS];
	return String(name);
}

/** What is counted, as a sentence without its full stop. */
export function sampleWords(view: AgreementView): string {
	const { round, from, to, signed, specialty, category, group } = view;
	const scoresOf = (one: RoundChoice) =>
		one === 'newest'
			? `The newest ${signed ? 'signed score' : 'score, signed or not,'} of each rater`
			: `${signed ? 'Signed scores' : 'Scores, signed or not,'} of round ${one}`;
	const which =
		round === 'difference'
			? `${scoresOf(to)}, compared with ${from === 'newest' ? 'the newest' : `round ${from}`}`
			: scoresOf(round);
	const narrowed = [
		specialty && `in ${specialty}`,
		category && `on actions of the category ${category}`,
		group && `by ${GROUP_WORDS[group].toLowerCase()}`
	].filter((words) => words !== null);
	return [which, ...narrowed].join(', ');
}
