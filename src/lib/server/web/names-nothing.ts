/** Addresses that no page, link or program of ours has, and that would end as a fault of ours. */

/**
 * True for an address that can name nothing: no text in the database has a NUL, which PostgreSQL refuses to
 * compare with, and no form action is called "default", a name that the framework fails on.
 */
export function namesNothing({ pathname, searchParams }: URL): boolean {
	return pathname.includes('%00') || searchParams.has('/default');
}
