/** Text for a terminal. */

/** Columns of text with two spaces between; numbers, which begin with a digit, to the right. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
	const widths = header.map((name, column) =>
		Math.max(name.length, ...rows.map((row) => row[column]!.length))
	);
	const toTheRight = header.map(
		(_, column) => rows.length > 0 && rows.every((row) => /^-?[\d.,]*$/.test(row[column]!))
	);
	const line = (cells: readonly string[]) =>
		cells
			.map((cell, column) =>
				toTheRight[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)
			)
			.join('  ')
			.trimEnd();
	return [line(header), ...rows.map(line)].join('\n');
}

/** What was looked at, a line each. */
export function findingsText(findings: readonly { check: string; ok: boolean; detail: string }[]) {
	const rows = findings.map(({ check, ok, detail }) => [ok ? 'ok' : 'NOT OK', check, detail]);
	return table(['', 'check', 'found'], rows);
}

/** `1 case`, `2 cases`, `1,400 cases`. */
export function count(n: number, one: string, many = `${one}s`): string {
	return `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
}

/** A moment as a day and time in UTC. */
export function moment(milliseconds: number): string {
	return `${new Date(milliseconds).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
