/** Finds people as a command names them. */

/** The one with an e-mail address, in whatever case it is typed; undefined where there is none. */
export function byAddress<T extends { email: string | null }>(
	people: readonly T[],
	address: string
): T | undefined {
	const wanted = address.trim().toLowerCase();
	return people.find(({ email }) => email === wanted);
}
