/** How the figures of a release's agreement are written. */
import { decimal } from '#lib/components/figures.ts';

/** `0.71 to 0.80`; `none`. */
export function intervalWords(ci95: readonly [number, number] | null): string {
	return ci95 === null ? 'none' : `${decimal(ci95[0])} to ${decimal(ci95[1])}`;
}

/** A difference with its sign: `+0.04`, `−0.12`. */
export function signed(value: number): string {
	const text = decimal(value);
	return value > 0 && text !== '0.00' ? `+${text}` : text;
}
