/** The categories of `--categories`. */
import { Usage } from './failure.ts';

/** More than this is a slip of the pen: the weights of n categories fill an n by n table. */
const MOST = 200;

/**
 * Reads a range (`1..9`) or a list (`0,1,2.5`) of numbers.
 *
 * @returns the numbers in ascending order
 * @throws Usage where the text is neither
 */
export function readCategories(text: string): number[] {
	const range = /^(-?\d{1,6})\.\.(-?\d{1,6})$/.exec(text.trim());
	const list =
		range === null
			? text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)))
			: upTo(Number(range[1]), Number(range[2]));
	const categories = [...new Set(list)].sort((a, b) => a - b);
	if (categories.length < 2 || categories.length > MOST || !categories.every(Number.isFinite)) {
		throw new Usage(
			`--categories: "${text}" is neither a range such as 1..9 nor a list such as 1,2,3 ` +
				`of 2 to ${MOST} numbers.`
		);
	}
	return categories;
}

function upTo(first: number, last: number): number[] {
	const length = Math.min(MOST + 1, Math.max(0, last - first + 1));
	return Array.from({ length }, (_, index) => first + index);
}
