/** The form of an import, as it is sent: how the tables are read, and what is done with what is there already. */
import { z } from 'zod';
import { REWORDING_POLICIES, type RewordingPolicy } from '#lib/domain/import.ts';
import { mappingSchema, type Mapping, type Purpose } from '#lib/domain/mapping.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import * as forms from '#lib/server/web/forms.ts';
import {
	HOLDS,
	mappingOf,
	purposeOf,
	turnedOver,
	type Holds,
	type Place,
	type TableFields
} from './mapping-fields.ts';

const placesSchema = z
	.array(
		z.object({
			file: z.string(),
			sheet: z.string().nullable(),
			header: z.int().positive(),
			columns: z.array(z.string()).max(20_000)
		})
	)
	.max(200);

/** The tables that the form shows, and the fields of each. */
export type MappingForm = {
	places: Place[];
	fields: TableFields[];
	name: string;
	/** The kept mapping that the form began with; null for none of this study. */
	used: { id: number; seen: number } | null;
	/** The tables whose kind was changed, by their places. */
	turned: number[];
	/** What some of those are to be read anew as; null where none is. */
	anew: Purpose | null;
};

/** How an import deals with what is there already. */
export type Options = {
	rewording: RewordingPolicy;
	withdrawMissing: { reason: string; expected: number } | null;
};

/** @returns null for files that are read as they are @throws Refusal ('invalid') for a form that is not the page's */
export function readMapping(form: FormData): MappingForm | null {
	if (!form.has('tables')) return null;
	const places = placesIn(forms.text(form, 'tables'));
	const fields = places.map((place, at) => tableIn(form, place, at));
	const was = places.map((_, at) => holdsIn(forms.text(form, `was.${at}`)));
	const turned = places.flatMap((_, at) => (fields[at]!.holds === was[at] ? [] : [at]));
	const anew = turned.filter((at) => isAnew(was[at]!, fields[at]!.holds));
	const id = forms.id(forms.text(form, 'used'));
	return {
		...{ places, name: forms.text(form, 'name'), turned },
		fields: fields.map((table, at) =>
			turned.includes(at) && !anew.includes(at) ? turnedOver(table) : table
		),
		used: id === 0 ? null : { id, seen: Number(forms.text(form, 'seen')) },
		anew: anew.length === 0 ? null : purposeOf(fields[anew[0]!]!.holds)
	};
}

/** Whether a table that held something else is read anew. */
export const isAnew = (was: Holds, holds: Holds) =>
	purposeOf(holds) !== null && purposeOf(was) !== purposeOf(holds);

function placesIn(text: string): Place[] {
	try {
		return placesSchema.parse(JSON.parse(text));
	} catch {
		throw new Refusal('invalid', 'This is not a form that can be read. Open the page again.');
	}
}

const holdsIn = (text: string): Holds => HOLDS.find((holds) => holds === text) ?? 'nothing';

function tableIn(form: FormData, { columns }: Place, at: number): TableFields {
	const text = (name: string) => forms.text(form, `${name}.${at}`).replaceAll('\r\n', '\n');
	const numbered = text('numbered');
	const prefix = `fixed.${at}.`;
	const fixed = [...form.keys()].filter((key) => key.startsWith(prefix));
	return {
		holds: holdsIn(text('holds')),
		means: columns.map((_, column) => forms.text(form, `means.${at}.${column}`)),
		words: columns.map((_, column) =>
			forms.text(form, `words.${at}.${column}`).replaceAll('\r\n', '\n')
		),
		fixed: Object.fromEntries(
			fixed.map((key) => [key.slice(prefix.length), forms.text(form, key)] as const)
		),
		numbered: numbered === 'by-specialty' || numbered === 'by-row' ? numbered : '',
		fillDown: form.has(`fillDown.${at}`),
		cannotRate: text('cannotRate')
	};
}

/** What a form says, as a mapping; `lacks` says in sentences what it does not say yet. */
export type Said = { mapping: Mapping } | { lacks: string[] };

/** Makes a mapping of what a form says. */
export function saidBy({ fields, places, name }: MappingForm): Said {
	const purposes = new Set(fields.map(({ holds }) => purposeOf(holds)).filter(Boolean));
	if (purposes.size === 0) return { lacks: ['Say of one table at least what it holds.'] };
	if (purposes.size === 2) {
		return { lacks: ['Cases and ratings come in by two imports: leave one of them out here.'] };
	}
	const read = mappingSchema.safeParse(mappingOf(fields, places, name.trim() || 'Mapping'));
	if (read.success) return { mapping: read.data };
	return {
		lacks: [...new Set(read.error.issues.map(({ path, message }) => sentence(path, message)))]
	};
}

const sentence = (path: readonly PropertyKey[], message: string) =>
	path.length === 1 && path[0] === 'name'
		? `The name of the mapping ${message}.`
		: `${path.map(String).join(', ')}: ${message}.`;

/** The fields that say what is done with what is there already. */
export function readOptions(form: FormData): Options {
	const rewording = forms.text(form, 'rewording');
	return {
		rewording: REWORDING_POLICIES.find((policy) => policy === rewording) ?? 'refuse',
		withdrawMissing: form.has('withdrawMissing')
			? {
					reason: forms.text(form, 'withdrawReason'),
					expected: forms.id(forms.text(form, 'missing'))
				}
			: null
	};
}
