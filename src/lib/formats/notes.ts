/** What a person should know of how a table was read, in sentences: for the report of an import. */
import { shortened } from '#lib/domain/listed.ts';
import type { Folding } from '#lib/domain/spelling.ts';
import { isNear, type Sheet } from './table-read.ts';

/** As many names as one sentence holds. */
const NAMED = 20;

/**
 * The columns that nothing was made of, and which column each may have been meant for.
 *
 * @param fate what became of them: 'not used', 'kept with the case'
 * @param known the columns there are
 */
export function unusedInWords(
	where: string,
	names: readonly string[],
	fate: string,
	known: readonly string[]
): string[] {
	if (names.length === 0) return [];
	const [column, are] = names.length === 1 ? ['column', 'is'] : ['columns', 'are'];
	const meant = names.flatMap((name) => {
		const near = known.find((one) => isNear(name, one));
		return near === undefined ? [] : [` Is "${name}" meant to be ${near}?`];
	});
	return [
		`${where}: the ${column} ${listed(names)} ${are} not known and ${are} ${fate}.${meant.join('')}`
	];
}

/** What was left out of a table: the lines with nothing in them, and a column that numbers the others. */
export function passedOverInWords(
	where: string,
	{ passedOver, isNumbered }: Pick<Sheet, 'passedOver' | 'isNumbered'>
): string[] {
	const numbers = isNumbered
		? [`${where}: a column without a name numbers the rows and is not used.`]
		: [];
	if (passedOver === 0) return numbers;
	const rows = passedOver === 1 ? '1 row' : `${passedOver.toLocaleString('en')} rows`;
	return [...numbers, `${where}: ${rows} with nothing in them passed over.`];
}

/** The spellings that were taken for another. */
export function foldedInWords(what: string, foldings: readonly Folding[]): string[] {
	if (foldings.length === 0) return [];
	const said = foldings.map(({ from, to }) => `"${from}" for "${to}"`);
	return [`${what}: ${listed(said)} taken as the same.`];
}

/** Names that may be one, and are taken for two. */
export function nearInWords(what: string, pairs: readonly (readonly [string, string])[]): string[] {
	if (pairs.length === 0) return [];
	const said = pairs.map(([one, other]) => `"${one}" and "${other}"`);
	return [`${what}: ${listed(said)} are nearly alike and are taken as different people. Are they?`];
}

function listed(names: readonly string[]): string {
	return shortened(
		names.map((name) => (name.startsWith('"') ? name : `"${name}"`)),
		NAMED
	);
}
