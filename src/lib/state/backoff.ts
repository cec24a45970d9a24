/** How long to wait before a request that failed is tried again. */

const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/**
 * Exponential, with half of it random, so that many pages do not come back in the same instant after a
 * server was away.
 *
 * @param attempt how many tries have failed, from 1
 * @param retryAfterMs what the server asked for; the wait is never shorter
 * @param random a number from 0 to 1
 * @returns milliseconds
 */
export function delay(attempt: number, retryAfterMs: number, random: number): number {
	const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1));
	return Math.max(retryAfterMs, Math.round(full / 2 + (full / 2) * random));
}

/**
 * Reads a Retry-After header.
 *
 * @param header seconds or an HTTP date, or null
 * @param now milliseconds since 1970
 * @returns milliseconds, at most an hour; 0 where the header is absent or cannot be read
 */
export function retryAfter(header: string | null, now: number): number {
	if (header === null || header.trim() === '') return 0;
	const seconds = Number(header);
	const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now;
	return Number.isNaN(ms) ? 0 : Math.min(Math.max(0, ms), 3_600_000);
}
