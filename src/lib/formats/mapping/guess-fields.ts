/** Which columns of a table are which fields: by their names first, and by what stands in them. */
import type { MappedField, Purpose } from '#lib/domain/mapping.ts';
import { headOf } from '#lib/domain/spelling.ts';
import type { Column, Looks } from './column.ts';
import { fit } from './words.ts';

export type Sure = 'sure' | 'likely' | 'unsure';

/** A column that was taken for a field, and why. */
export type Taken = { column: Column; sure: Sure; why: string };

/** Says how sure a field is, and why. */
export type Say = (field: string, said: Pick<Taken, 'sure' | 'why'>) => void;

/** The names of columns as they are compared, as one text: tables are alike where it is the same. */
export const headsOf = ({ columns }: { columns: readonly Column[] }) =>
	columns.map(({ name }) => headOf(name)).join('\n');

const TEXTS: readonly Looks[] = ['word', 'text', 'long-text'];
/** Ids may be single letters, which look like yes and no. */
const NAMES: readonly Looks[] = ['word', 'text', 'whole', 'score', 'yes-no'];
const WHOLE: readonly Looks[] = ['score', 'whole'];

/** What a column must look like to be a field, beside its name. */
const LOOKS: Record<MappedField, readonly Looks[]> = {
	unit: ['word', 'text'],
	case: [...NAMES, 'number'],
	specialty: ['word', 'text'],
	presentation: ['text', 'long-text'],
	question: TEXTS,
	reference: ['text', 'long-text'],
	held_out: ['yes-no', 'word', 'score'],
	number: WHOLE,
	text: TEXTS,
	category: ['word', 'text'],
	group: NAMES,
	group_type: ['word'],
	depends_on: ['word', 'text', 'whole', 'score', 'number', 'empty'],
	is_harm_of_inaction: ['yes-no', 'score'],
	reference_score: ['score'],
	action: WHOLE,
	rater: NAMES,
	round: WHOLE,
	score: ['score', 'word', 'text', 'whole', 'number', 'empty'],
	cannot_rate: ['word', 'text', 'empty'],
	comment: [...TEXTS, 'yes-no', 'empty'],
	flags: ['word', 'text', 'empty'],
	active_seconds: ['score', 'whole', 'number', 'empty'],
	rated_at: ['date', 'empty']
};

/** Names are short, whatever is called by them. */
const LONGEST_NAME = 60;

function looksLike(field: MappedField, { looks, length }: Column): boolean {
	if (!LOOKS[field].includes(looks)) return false;
	return !['case', 'rater', 'specialty', 'category', 'group', 'unit'].includes(field)
		? true
		: length <= LONGEST_NAME;
}

const WHYS = {
	3: 'by its name',
	2: 'by a word of its name',
	1: 'its name is nearly that'
} as const;
const SURE = { 3: 'sure', 2: 'likely', 1: 'unsure' } as const;

/**
 * Takes columns for fields by their names, each for one, the best fit first.
 *
 * @param fields in the order in which they choose where two fit alike
 */
export function byName<F extends MappedField>(
	columns: readonly Column[],
	fields: readonly F[],
	purpose: Purpose
): Map<F, Taken> {
	const taken = new Map<F, Taken>();
	const left = new Set(columns);
	const fits = fields.flatMap((field) =>
		columns
			.filter((column) => looksLike(field, column))
			.map((column) => ({ field, column, how: fit(column.name, field, purpose) }))
	);
	for (const wanted of [3, 2, 1] as const) {
		for (const { field, column, how } of fits) {
			if (how !== wanted || taken.has(field) || !left.delete(column)) continue;
			taken.set(field, { column, sure: SURE[wanted], why: WHYS[wanted] });
		}
	}
	return taken;
}

/** The best of some columns; null of none. */
export function best(columns: readonly Column[], of: (column: Column) => number): Column | null {
	return columns.reduce<Column | null>(
		(found, column) => (found === null || of(column) > of(found) ? column : found),
		null
	);
}

/** Texts for people to read. */
export const isText = ({ looks }: Column) => looks === 'text' || looks === 'long-text';

/** Names, or numbers that are none of a scale. */
export const isName = ({ looks, length }: Column) =>
	['word', 'whole', 'score'].includes(looks) && length <= LONGEST_NAME;
