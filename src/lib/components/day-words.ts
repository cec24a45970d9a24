/** Days as a rater's screens write them; the same on the server and in the browser. */
import type { RaterText } from '#lib/text/messages.ts';

/** The day of a moment, given in milliseconds since 1970, in UTC: `12 December 2026`, `12. Dezember 2026`. */
export function dayWords(text: RaterText, at: number): string {
	return new Intl.DateTimeFormat(text.locale(), { dateStyle: 'long', timeZone: 'UTC' }).format(at);
}

/** The same with the time of day: `12 December 2026 at 09:30`. */
export function momentWords(text: RaterText, at: number): string {
	const style = { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' } as const;
	return new Intl.DateTimeFormat(text.locale(), style).format(at);
}

/** Names one after the other, as the language joins them: `Ada, Ben or Eve`. */
export function anyOf(text: RaterText, names: readonly string[]): string {
	return new Intl.ListFormat(text.locale(), { type: 'disjunction' }).format(names);
}
