/** The fields of a form as a schema reads them: whoever sends a form may send anything. */
import { z } from 'zod';
import * as forms from './forms.ts';

/** Each field comes as the texts of its name; a file is none. */
const texts = z.array(z.string());

/** One text; '' where it is missing. */
export const text = texts.transform(([first = '']) => first);

/** The id of a record; 0, which names nothing, where it is none. */
export const id = text.transform(forms.id);

/** The ids of all fields of one name, as boxes in a list; 0, which names nothing, for one that is none. */
export const ids = texts.transform((values) => values.map(forms.id));

/** The same of fields that may be left empty: those are left out. */
export const chosenIds = texts.transform((values) =>
	values.filter((value) => value !== '').map(forms.id)
);

/** True for a box that is ticked. */
export const ticked = texts.transform((values) => values.length > 0);

/** The texts of all boxes of one name that are ticked. */
export const many = texts;

/** The parts of a text between commas, trimmed; an empty field has none. */
export const list = text.transform(forms.list);

/** One of some words; the first of them where it is another. */
export const oneOf = <const Word extends string>(words: readonly [Word, ...Word[]]) =>
	text.transform((value): Word => words.find((word) => word === value) ?? words[0]);

/** A text of several lines, with line ends as everywhere else. */
export const lines = text.transform((value) => value.replaceAll('\r\n', '\n'));

/** An object by name, as JSON; an empty one where it is none. Whoever sends a form may send anything in it. */
export const json = text.transform((value): Record<string, unknown> => {
	try {
		const read: unknown = JSON.parse(value);
		return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {};
	} catch {
		return {};
	}
});

/** Fields by name, as a form of this shape sends them. */
export type Shape = Record<string, z.ZodType<unknown, string[]>>;
export type Values<Fields extends Shape> = { [Name in keyof Fields]: z.output<Fields[Name]> };

/** Reads the fields of a form. */
export function valuesOf<Fields extends Shape>(fields: Fields, form: FormData): Values<Fields> {
	const read = Object.entries(fields).map(([name, field]) => [
		name,
		field.parse(forms.texts(form, name))
	]);
	return Object.fromEntries(read) as Values<Fields>;
}
