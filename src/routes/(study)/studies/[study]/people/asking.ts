/** Questions that an address can ask about people, before anything is done. */

export const ASKS = ['pause', 'leave', 'takeBack', 'invite'] as const;
export type Ask = (typeof ASKS)[number];

/** The question of an address; null where it asks none. */
export function askOf(url: URL): Ask | null {
	const asked = url.searchParams.get('ask');
	return ASKS.find((ask) => ask === asked) ?? null;
}

/** `Kofi Boateng`, `Kofi Boateng and Ada Kern`, `Kofi Boateng, Ada Kern and 3 more`. */
export function namesOf(names: readonly string[]): string {
	if (names.length <= 2) return names.join(' and ');
	return `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
}
