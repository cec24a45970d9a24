/** A page of a long list. */

export type Page<T> = {
	rows: T[];
	/** From 1. */
	page: number;
	/** At least 1. */
	pages: number;
	/** Rows of all pages. */
	of: number;
};

/**
 * Which rows a page holds.
 *
 * @param of rows of all pages
 * @param asked the number of the page, from 1; anything else is read as the nearest page there is
 * @param size rows a page
 */
export function placeOf(
	of: number,
	asked: number,
	size: number
): { page: number; pages: number; from: number } {
	const pages = Math.max(1, Math.ceil(of / size));
	const page = Number.isNaN(asked) ? 1 : Math.min(pages, Math.max(1, Math.floor(asked)));
	return { page, pages, from: (page - 1) * size };
}

/** One page of a list that is at hand. */
export function cut<T>(rows: readonly T[], asked: number, size: number): Page<T> {
	const { page, pages, from } = placeOf(rows.length, asked, size);
	return { rows: rows.slice(from, from + size), page, pages, of: rows.length };
}
