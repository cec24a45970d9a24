/**
 * A table as a grid: one tab stop, and arrow keys that move inside (ARIA Authoring Practices, Grid). What is focused
 * of a cell is its link, or the cell itself where it has none.
 */
import type { Attachment } from 'svelte/attachments';

/** Rows that Page Up and Page Down move by. */
const PAGE_ROWS = 10;

type Place = { row: number; column: number };

/**
 * Without scripts, every link of the table is a tab stop of its own.
 *
 * @param content read so that the grid is made anew where it changes; the place one was at stays
 */
export function grid(content: () => unknown): Attachment<HTMLTableElement> {
	let here: Place = { row: 1, column: 1 };
	return (table) => {
		content();
		for (const row of table.rows) for (const cell of row.cells) target(cell).tabIndex = -1;
		const cellAt = ({ row, column }: Place) => table.rows[row]?.cells[column];
		const first = cellAt(here) ?? cellAt((here = { row: 1, column: 1 }));
		if (first !== undefined) target(first).tabIndex = 0;

		const go = (to: Place) => {
			const [from, cell] = [cellAt(here), cellAt(to)];
			if (cell === undefined) return;
			if (from !== undefined) target(from).tabIndex = -1;
			here = to;
			const focused = target(cell);
			focused.tabIndex = 0;
			focused.focus();
		};
		const listening = new AbortController();
		const { signal } = listening;
		table.addEventListener(
			'keydown',
			(event) => {
				const to = moved(event, here, table);
				if (to === null) return;
				event.preventDefault();
				go(to);
			},
			{ signal }
		);
		table.addEventListener(
			'focusin',
			({ target: at }) => {
				const cell = at instanceof Element ? at.closest('td, th') : null;
				if (!(cell instanceof HTMLTableCellElement)) return;
				const row = (cell.parentElement as HTMLTableRowElement).rowIndex;
				if (row === here.row && cell.cellIndex === here.column) return;
				go({ row, column: cell.cellIndex });
			},
			{ signal }
		);
		return () => listening.abort();
	};
}

function target(cell: HTMLTableCellElement): HTMLElement {
	return cell.querySelector('a') ?? cell;
}

/** Where a key leads, held within the table; null for a key that leads nowhere. */
function moved(
	{ key, ctrlKey, altKey, metaKey }: KeyboardEvent,
	{ row, column }: Place,
	{ rows }: HTMLTableElement
): Place | null {
	if (altKey || metaKey) return null;
	const last = { row: rows.length - 1, column: rows[0]!.cells.length - 1 };
	const to = (place: Partial<Place>): Place => ({
		row: Math.min(last.row, Math.max(0, place.row ?? row)),
		column: Math.min(last.column, Math.max(0, place.column ?? column))
	});
	switch (key) {
		case 'ArrowUp':
			return to({ row: row - 1 });
		case 'ArrowDown':
			return to({ row: row + 1 });
		case 'ArrowLeft':
			return to({ column: column - 1 });
		case 'ArrowRight':
			return to({ column: column + 1 });
		case 'PageUp':
			return to({ row: row - PAGE_ROWS });
		case 'PageDown':
			return to({ row: row + PAGE_ROWS });
		case 'Home':
			return to(ctrlKey ? { row: 0, column: 0 } : { column: 0 });
		case 'End':
			return to(ctrlKey ? last : { column: last.column });
		default:
			return null;
	}
}
