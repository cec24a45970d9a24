/** Where a value stands: in per cent of a place as wide as the page makes it, or in pixels of a file. */
import { scaleLinear } from 'd3-scale';

export type Axis = {
	domain: readonly [number, number];
	/** Of the place of a value; beyond the ends it stands at the end. */
	at(value: number): string | number;
	/** Of the distance between two values. */
	between(from: number, to: number): string | number;
	/** Round values at which to write. */
	ticks(wanted: number): number[];
};

type Domain = readonly [number, number];

/** For drawings that are as wide as their place. */
export function fluidAxis(domain: Domain): Axis {
	const scale = scaleLinear().domain(domain).range([0, 100]).clamp(true);
	return axis(domain, scale, (value) => `${Math.round(100 * value) / 100}%`);
}

/** For drawings of a width that is known. */
export function pixelAxis(domain: Domain, range: Domain): Axis {
	const scale = scaleLinear().domain(domain).range(range).clamp(true);
	return axis(domain, scale, (value) => Math.round(10 * value) / 10);
}

type Scale = { (value: number): number; ticks(count: number): number[] };

function axis(domain: Domain, scale: Scale, said: (place: number) => string | number): Axis {
	return {
		domain,
		at: (value) => said(scale(value)),
		between: (from, to) => said(Math.abs(scale(to) - scale(from))),
		ticks: (wanted) => scale.ticks(wanted)
	};
}

/** Shares of weights, from 0 to 1; shares of cases, which may be few; and what has no upper end. */
export type AxisKind = 'share' | 'rate' | 'count';

/**
 * From where to where bars go: from 0, because the length of a bar is its value, to 1 for shares, and as far as the
 * farthest for the rest.
 *
 * @param most the largest value or end of an interval that is drawn
 */
export function barDomain(kind: AxisKind, most: number): [number, number] {
	if (kind === 'share') return [0, 1];
	const least = kind === 'rate' ? 0.1 : 1;
	return [
		0,
		scaleLinear()
			.domain([0, Math.max(least, most)])
			.nice(4)
			.domain()[1]!
	];
}

/**
 * From where to where an axis of points goes: no wider than they need, in round steps, so that they can be told apart.
 *
 * @param values all that is drawn, ends of intervals too
 */
export function pointDomain(kind: AxisKind, values: readonly number[]): [number, number] {
	if (values.length === 0) return [0, 1];
	const [least, most] = [Math.min(...values), Math.max(...values)];
	if (kind === 'count') return [0, barDomain(kind, most)[1]];
	// A little less than floating point says: 0.3 is three tenths.
	const from = Math.min(0.9, Math.max(0, Math.floor(10 * least + 1e-9) / 10));
	return [from, Math.min(1, Math.max(from + 0.1, Math.ceil(10 * most - 1e-9) / 10))];
}
