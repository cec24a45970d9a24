/** What a column can hold, in words, by what its table holds. */
import type { ActionFieldName, Holds, TableFields } from './mapping-fields.ts';
import type { CaseField, PlaceField, RatingField } from '#lib/domain/mapping.ts';

export const HOLDS_WORDS: Record<Holds, string> = {
	cases: 'Cases with their actions',
	actions: 'Actions only; the cases are in another table',
	'ratings-long': 'Ratings, one a row',
	'ratings-wide': 'Ratings, one column a rater',
	nothing: 'Nothing that is imported'
};

const CASE_WORDS: Record<CaseField, string> = {
	case: 'Id of the case',
	specialty: 'Specialty',
	presentation: 'Presentation: what raters read',
	question: 'Question asked',
	reference: 'Reference recommendation',
	held_out: 'Held out of open releases'
};

const ACTION_WORDS: Record<ActionFieldName, string> = {
	number: 'Number of the action',
	text: 'Text of the action',
	category: 'Category',
	group: 'Group',
	group_type: 'Pick rule of the group',
	depends_on: 'Depends on actions',
	is_harm_of_inaction: 'Is harm of inaction',
	reference_score: 'Reference score, 1 to 9',
	points: 'Reference score, as points for or against'
};

const PLACE_WORDS: Record<PlaceField, string> = {
	unit: 'Case and action in one, as Card001#3',
	case: 'Id of the case',
	action: 'Number of the action'
};

const RATING_WORDS: Record<RatingField, string> = {
	rater: 'Rater',
	round: 'Round',
	score: 'Score, 1 to 9',
	cannot_rate: 'Why it cannot be rated',
	comment: 'Comment',
	flags: 'Flags',
	active_seconds: 'Seconds spent on it',
	rated_at: 'When it was rated'
};

export type Option = { value: string; text: string };
export type Group = { label: string; options: Option[] };

const options = <Field extends string>(
	prefix: string,
	words: Readonly<Record<Field, string>>,
	but: readonly string[] = []
): Option[] =>
	Object.entries<string>(words)
		.filter(([field]) => !but.includes(field))
		.map(([field, text]) => ({ value: `${prefix}.${field}`, text }));

/** The number of actions in a row, as the fields have them. */
export function actionsIn({ means }: Pick<TableFields, 'means'>): number {
	const numbers = means.flatMap((what) => /^actions\.(\d+)\./.exec(what)?.[1] ?? []);
	return Math.max(0, ...numbers.map((number) => Number(number) + 1));
}

/**
 * What can be chosen for a column.
 *
 * @param column its place
 * @param names of all columns
 */
export function choicesFor(
	fields: Pick<TableFields, 'holds' | 'means' | 'words'>,
	column: number,
	names: readonly string[]
): Group[] {
	const { holds, means } = fields;
	const groups = holds === 'cases' || holds === 'actions' ? ofCases(fields) : ofRatings(holds);
	const chosen = means[column]!;
	const isThere = groups.some((group) => group.options.some(({ value }) => value === chosen));
	// What is said of one rater's scores, or of one action of many, is offered where it is chosen already.
	if (chosen === '' || isThere) return groups;
	return [
		...groups,
		{ label: 'As it is', options: [{ value: chosen, text: meaningInWords(fields, chosen, names) }] }
	];
}

function ofCases(fields: Pick<TableFields, 'holds' | 'means'>): Group[] {
	const actions = actionsIn(fields);
	const own = { label: 'The case', options: options('case', CASE_WORDS) };
	const first = { label: 'The action', options: options('actions.0', ACTION_WORDS) };
	const kept = {
		label: 'Kept beside it',
		options: [
			{ value: 'keep.case', text: 'Kept with the case, as it is' },
			{ value: 'keep.action', text: 'Kept with the action, as it is' }
		]
	};
	if (actions === 0) return [own, first, kept];
	const texts = Array.from({ length: actions + 1 }, (_, at) => ({
		value: `actions.${at}.text`,
		text: at === 0 ? 'Text of the action' : `Text of action ${at + 1} of the row`
	}));
	const rest = actions === 1 ? 'actions.0' : 'actions.*';
	return [
		own,
		{
			label: 'The action',
			options: [...options(rest, ACTION_WORDS, ['text']), ...texts]
		},
		kept
	];
}

function ofRatings(holds: Holds): Group[] {
	const place = { label: 'What is rated', options: options('place', PLACE_WORDS) };
	if (holds === 'ratings-long') {
		return [place, { label: 'The rating', options: options('rating', RATING_WORDS) }];
	}
	return [
		place,
		{
			label: 'The ratings',
			options: [
				{ value: 'scores', text: 'Scores of one rater' },
				...options('rating', RATING_WORDS, ['rater', 'score'])
			]
		}
	];
}

/** What a column holds, in words. */
export function meaningInWords(
	{ words }: Pick<TableFields, 'words'>,
	what: string,
	names: readonly string[]
): string {
	if (what === '') return 'Not used';
	if (what === 'scores') return 'Scores of one rater';
	const [kind, place = '', name = ''] = what.split('.');
	if (kind === 'keep') return `Kept with the ${place}`;
	if (kind === 'case') return CASE_WORDS[place as CaseField] ?? what;
	if (kind === 'place') return PLACE_WORDS[place as PlaceField] ?? what;
	if (kind === 'rating') return RATING_WORDS[place as RatingField] ?? what;
	if (kind === 'of') {
		const rater = words[Number(place)] || names[Number(place)];
		return `${RATING_WORDS[name as RatingField] ?? name}: ${rater}`;
	}
	const said = ACTION_WORDS[name as ActionFieldName] ?? name;
	return place === '*' || place === '0' ? said : `${said}, action ${Number(place) + 1} of the row`;
}

/** What can be given once for all rows, where no column holds it. */
export function fixedFor(fields: TableFields): Option[] {
	const { holds, means, fixed } = fields;
	const offered: Record<Holds, readonly string[]> = {
		cases: ['case.specialty', 'case.question', 'actions.*.category'],
		actions: ['actions.*.category'],
		'ratings-long': ['place.case', 'rating.rater', 'rating.round'],
		'ratings-wide': ['place.case', 'rating.round'],
		nothing: []
	};
	const given = Object.keys(fixed).filter((what) => fixed[what] !== '');
	const isHeld = (what: string) =>
		means.some((one) => one === what || one.replace(/^actions\.\d+\./, 'actions.*.') === what);
	return [...new Set([...offered[holds], ...(holds === 'nothing' ? [] : given)])]
		.filter((what) => !isHeld(what) && !(what === 'place.case' && means.includes('place.unit')))
		.map((value) => ({ value, text: meaningInWords(fields, value, []) }));
}
