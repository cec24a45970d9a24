/** Addresses of the same page with other parameters. */

/**
 * The query of a link to the same page. The name of a form action, which stays in the address after a
 * form was sent without scripts, is left out.
 *
 * @param url the address of the page now
 * @param changes a value for each parameter; null takes it away
 * @returns `?page=2&sort=alpha`, or `?` where no parameter is left
 */
export function withParams(url: URL, changes: Record<string, string | null>): string {
	const params = new URLSearchParams(
		[...url.searchParams].filter(([name]) => !name.startsWith('/'))
	);
	for (const [name, value] of Object.entries(changes)) {
		if (value === null) params.delete(name);
		else params.set(name, value);
	}
	return `?${params}`;
}

/** Rows of a long list that one page shows. */
export const PAGE_ROWS = 200;

/**
 * Cuts a long list into pages.
 *
 * @param url its parameter `page` counts from 1; anything else is read as the nearest page there is
 * @returns the rows of that page, its number, and how many pages there are (at least 1)
 */
export function pageOf<T>(
	url: URL,
	rows: readonly T[],
	size = PAGE_ROWS
): { rows: T[]; page: number; pages: number } {
	const pages = Math.max(1, Math.ceil(rows.length / size));
	const asked = Math.floor(Number(url.searchParams.get('page') ?? 1));
	const page = Number.isNaN(asked) ? 1 : Math.min(pages, Math.max(1, asked));
	return { rows: rows.slice((page - 1) * size, page * size), page, pages };
}
