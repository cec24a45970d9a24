/** A matrix of ratings from anywhere: read, held to its categories, and given an account of. */
import { account, type Account, type Rated } from '#lib/agreement/account.ts';
import type { Resampling } from '#lib/agreement/listed.ts';
import { sparse } from '#lib/agreement/table.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { DEFAULT_LIMITS } from '#lib/formats/limits.ts';
import { readMatrix, type Matrix } from '#lib/formats/tables.ts';
import { readFile } from './inputs.ts';

type Options = {
	categories: readonly number[];
	/** With a slice for each case. */
	byCase: boolean;
	/** The file of later ratings of the same cases, for the difference. */
	later?: string;
	resampling: Resampling | undefined;
};

/** @throws Refusal with every cell that is wrong, or where cases are needed and the file names none */
export function accountOfMatrix(file: string, options: Options): Account {
	const { categories, byCase, later, resampling } = options;
	const found = readAll(file, categories);
	const wanted = [...(byCase ? ['--by case'] : []), ...(later ? ['--difference'] : [])];
	if (wanted.length > 0) assertCases(found, file, wanted[0]!);
	return account(ratedAs(found, found.raters), {
		categories,
		// Whatever a file calls its raters, the names of coefficients are the same.
		pairs: found.raters.map((_, at) => `r${at + 1}`),
		...(resampling && { resampling }),
		...(byCase && { slices: found.cases! }),
		...(later !== undefined && { change: changeTo(later, found, categories) })
	});
}

function changeTo(file: string, first: Matrix, categories: readonly number[]) {
	const later = readAll(file, categories);
	assertCases(later, file, '--difference');
	const raters = [...new Set([...first.raters, ...later.raters])];
	return { first: ratedAs(first, raters), later: ratedAs(later, raters) };
}

function assertCases({ cases }: Matrix, file: string, option: string): void {
	if (cases !== null) return;
	throw new Refusal('invalid', `${option} goes by case: give ${file} a column "case".`);
}

/** With a column for each of these raters, in their order. */
function ratedAs({ raters, table, cases }: Matrix, names: readonly string[]): Rated {
	const columns = names.map((name) => raters.indexOf(name));
	const rows = table.map((row) => columns.map((column) => row[column] ?? null));
	return { table: sparse(rows), names, ...(cases !== null && { cases }) };
}

function readAll(file: string, categories: readonly number[]): Matrix {
	const found = readMatrix(readFile(file, DEFAULT_LIMITS.fileBytes));
	const all = found.problems.map((problem) => ({ ...problem, where: file }));
	const known = new Set(categories);
	const range = `${categories[0]} to ${categories.at(-1)}`;
	for (const [row, values] of found.table.entries()) {
		for (const [column, value] of values.entries()) {
			if (value === null || known.has(value)) continue;
			const field = `unit ${found.units[row]}, ${found.raters[column]}`;
			const message = `${value} is none of the ${categories.length} categories, ${range}: correct it, or give --categories.`;
			all.push({ where: file, field, message });
		}
	}
	if (all.length === 0) return found;
	throw new Refusal('invalid', `${file} cannot be read as a matrix:`, { problems: all });
}
