/** Numbers, times and counts as screens write them; the same on the server and in the browser. */

export { many } from '#lib/domain/listed.ts';

/** A count with thousands separated: `4,249`. */
export function count(value: number): string {
	return value.toLocaleString('en');
}

/** A coefficient with two digits and a true minus: `0.81`, `−0.12`. */
export function decimal(value: number): string {
	const text = value.toFixed(2);
	return Number(text) === 0 ? '0.00' : text.replace('-', '−');
}

/** A difference with its sign: `+0.04`, `−0.12`. */
export function signed(value: number): string {
	const text = decimal(value);
	return value > 0 && text !== '0.00' ? `+${text}` : text;
}

/** A share from 0 to 1 in per cent with one digit: `84.0%`. */
export function share(value: number): string {
	return `${(100 * value).toFixed(1)}%`;
}

const TIME = new Intl.DateTimeFormat('en-GB', {
	dateStyle: 'medium',
	timeStyle: 'short',
	timeZone: 'UTC'
});

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });

const DAY_AND_MONTH = new Intl.DateTimeFormat('en-GB', {
	day: 'numeric',
	month: 'short',
	timeZone: 'UTC'
});

/**
 * The day of a moment in UTC, with its year only where that is another one than now: `12 Dec`, `3 Jan 2027`.
 *
 * @param at milliseconds since 1970, as `now`
 */
export function shortDay(at: number, now: number): string {
	const sameYear = new Date(at).getUTCFullYear() === new Date(now).getUTCFullYear();
	return sameYear ? DAY_AND_MONTH.format(at) : day(at);
}

const CLOCK = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'UTC' });

/** The time of day of a moment, given in milliseconds since 1970, in UTC: `09:40`. */
export function clock(at: number): string {
	return CLOCK.format(at);
}

/** The day of a moment, given in milliseconds since 1970, in UTC: `12 Dec 2025`. */
export function day(at: number): string {
	return DAY.format(at);
}

/** A moment, given in milliseconds since 1970, in UTC: `12 Dec 2025, 09:30 UTC`. */
export function when(at: number): string {
	return `${TIME.format(at)} UTC`;
}

/** A size in bytes: `4.2 MB`, `310 kB`. */
export function sizeWords(bytes: number): string {
	const kilo = bytes / 1_000;
	return kilo < 1_000 ? `${Math.max(1, Math.round(kilo))} kB` : `${(kilo / 1_000).toFixed(1)} MB`;
}
