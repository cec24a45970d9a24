/** Which releases an address compares. */
import type { ComparedReleases } from '#lib/server/services/releasing/index.ts';
import * as forms from '#lib/server/web/forms.ts';

/** `with`: the other one; the newest before this where the address names none. */
export function askedIn(url: URL, number: string): ComparedReleases {
	const against = url.searchParams.get('with');
	return { number: forms.id(number), against: against === null ? null : forms.id(against) };
}
