/** How the figures of a release's agreement are written. */
import { decimal } from '#lib/components/figures.ts';

/** `0.71 to 0.80`; `none`. */
export function intervalWords(ci95: readonly [number, number] | null): string {
	return ci95 === null ? 'none' : `${decimal(ci95[0])} to ${decimal(ci95[1])}`;
}
