import { describe, expect, it } from 'vitest';
import { mappingSchema, type Mapping } from '#lib/domain/mapping.ts';
import { fieldsOf, mappingOf, turnedOver, type Place } from './mapping-fields.ts';

const place = (columns: string[], more: Partial<Place> = {}): Place => ({
	...{ file: 'a.xlsx', sheet: null, header: 1, columns, ...more }
});

const cases = (...tables: object[]): Mapping =>
	mappingSchema.parse({ mapping: 1, name: 'Mine', purpose: 'cases', tables });
const ratings = (...tables: object[]): Mapping =>
	mappingSchema.parse({ mapping: 1, name: 'Mine', purpose: 'ratings', tables });

/** The mapping that comes of a form that shows one. */
const again = (mapping: Mapping, places: Place[]) =>
	mappingSchema.parse(mappingOf(fieldsOf(mapping, places), places, mapping.name));

const at = { file: 'a.xlsx', sheet: null, header: 1 };

describe('a mapping as fields', () => {
	it('says what each column holds', () => {
		const mapping = cases({
			...at,
			case: { case: { column: 'Fall' }, specialty: { value: 'Card' } },
			actions: [{ text: { column: 'Maßnahme' }, category: { value: 'Diagnostic' } }],
			keep: { case: ['Notiz'], action: [] },
			fillDown: ['case']
		});
		const [fields] = fieldsOf(mapping, [place(['Fall', 'Maßnahme', 'Notiz', 'Kürzel'])]);
		expect(fields).toMatchObject({
			holds: 'cases',
			means: ['case.case', 'actions.0.text', 'keep.case', ''],
			fixed: { 'case.specialty': 'Card', 'actions.*.category': 'Diagnostic' },
			fillDown: true
		});
	});

	it('finds a column by a name that is written otherwise, as applying it does', () => {
		const mapping = cases({
			case: { case: { column: 'FALL' }, specialty: { column: 'fach gebiet' } },
			keep: { case: ['notiz'], action: [] }
		});
		const [fields] = fieldsOf(mapping, [place(['Fall', 'Fach-Gebiet', 'Notiz'])]);
		expect(fields!.means).toEqual(['case.case', 'case.specialty', 'keep.case']);
	});

	it('finds its table where it leaves out the name of the file or of the first sheet', () => {
		const mapping = cases({ actions: [{ text: { column: 'B' } }] });
		const places = ['Eins', 'Zwei'].map((sheet) => place(['A', 'B'], { sheet }));
		expect(fieldsOf(mapping, places).map(({ holds }) => holds)).toEqual(['actions', 'nothing']);
		const second = cases({ sheet: 'Zwei', actions: [{ text: { column: 'B' } }] });
		expect(fieldsOf(second, places).map(({ holds }) => holds)).toEqual(['nothing', 'actions']);
	});
});

describe('a mapping, shown and taken again', () => {
	it.each<[string, Mapping, Place[]]>([
		[
			'cases with their actions, with words, several columns and fixed values',
			cases({
				...at,
				case: {
					case: { column: 'Fall' },
					specialty: { column: 'Fach', words: { Herz: 'Card' } },
					presentation: { columns: ['Anamnese', 'Befund'] },
					question: { value: 'What now?' }
				},
				actions: [
					{
						number: { column: 'Nr' },
						text: { column: 'Maßnahme' },
						category: { value: 'Diagnostic' },
						reference_score: { column: 'Punkte', points: true }
					}
				],
				keep: { case: ['Notiz'], action: ['Quelle'] },
				fillDown: ['case']
			}),
			[place(['Fall', 'Fach', 'Anamnese', 'Befund', 'Nr', 'Maßnahme', 'Punkte', 'Notiz', 'Quelle'])]
		],
		[
			'several actions in a row, with a category for all and one of their own',
			cases({
				...at,
				case: { case: { numbered: 'by-row' }, presentation: { column: 'Text' } },
				actions: [
					{ text: { column: 'A1' }, category: { column: 'Art' }, group: { column: 'G1' } },
					{ text: { column: 'A2' }, category: { column: 'Art' }, group: { column: 'G2' } }
				]
			}),
			[place(['Text', 'A1', 'A2', 'Art', 'G1', 'G2'])]
		],
		[
			'cases on one sheet and actions on another',
			cases(
				{
					...at,
					sheet: 'Fälle',
					case: { case: { column: 'Fall' }, presentation: { column: 'Text' } }
				},
				{
					...at,
					sheet: 'Aktionen',
					header: 2,
					case: { case: { column: 'Fall' } },
					actions: [{ text: { column: 'Maßnahme' }, category: { column: 'Art' } }]
				}
			),
			[
				place(['Fall', 'Text'], { sheet: 'Fälle' }),
				place(['Fall', 'Maßnahme', 'Art'], { sheet: 'Aktionen', header: 2 })
			]
		],
		[
			'ratings, one a row',
			ratings({
				...at,
				place: { case: { column: 'Fall' }, action: { column: 'Nr' } },
				ratings: [
					{
						rater: { column: 'Wer' },
						round: { value: '1' },
						score: { column: 'Note', words: { gut: '8' } }
					}
				],
				fillDown: ['case', 'action'],
				cannotRate: { 'k. A.': 'not-enough-information' }
			}),
			[place(['Fall', 'Nr', 'Wer', 'Note'])]
		],
		[
			'ratings, one column a rater, with a comment beside each',
			ratings({
				...at,
				place: { unit: { column: 'Einheit' } },
				ratings: [
					{
						rater: { value: 'Ada Osei' },
						score: { column: 'Osei' },
						comment: { column: 'Osei dazu' },
						round: { value: '1' }
					},
					{
						rater: { value: 'Lee' },
						score: { column: 'Lee' },
						comment: { column: 'Lee dazu' },
						round: { value: '1' }
					}
				]
			}),
			[place(['Einheit', 'Osei', 'Osei dazu', 'Lee', 'Lee dazu'])]
		]
	])('is the same: %s', (_, mapping, places) => {
		expect(again(mapping, places)).toEqual(mapping);
	});
});

describe('turnedOver', () => {
	const fields = fieldsOf(
		ratings({
			...at,
			place: { unit: { column: 'Einheit' } },
			ratings: [{ rater: { column: 'Wer' }, score: { column: 'Note' } }]
		}),
		[place(['Einheit', 'Wer', 'Note'])]
	)[0]!;

	it('makes the column of scores that of one rater, and back', () => {
		const wide = turnedOver({ ...fields, holds: 'ratings-wide' });
		expect(wide.means).toEqual(['place.unit', '', 'scores']);
		const long = turnedOver({ ...wide, words: ['', '', 'Lee'], holds: 'ratings-long' });
		expect(long).toMatchObject({
			means: ['place.unit', '', 'rating.score'],
			words: ['', '', '']
		});
	});
});
