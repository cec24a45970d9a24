/** One record in the shape of the public judge: is it what it should be? */
import type { Fault } from './check.ts';
import { IN_PART, NOT_DONE, UNSAID, WHOLLY, type Judged, type ResponseAction } from './record.ts';
import type { AnnotationSet, Layout } from './rubric.ts';

type Misfit = Omit<Fault, 'line'>;
type Fields = Record<string, unknown>;

/** Names that are listed in a sentence; of more, how many. */
const MOST_NAMED = 5;

/** Reads a record, or says everything that is wrong with it. */
export function readJudged(
	set: AnnotationSet,
	value: unknown
): { record: Judged } | { faults: Misfit[] } {
	if (!isFields(value)) {
		return { faults: [{ message: 'must be an object in braces, one a line.' }] };
	}
	const faults: Misfit[] = [];
	const fault = (field: string, message: string) => void faults.push({ field, message });
	const id = idOf(value, fault);
	const layout = id === null ? undefined : set.ofItem.get(id);
	if (id !== null && layout === undefined) {
		fault('id', `"${shortly(id)}" is no case of this set: use the ids of its items.`);
	}
	const trial = wholeOf(value, 'trial', fault) ?? 1;
	const judge = judgeOf(value, fault);
	const length = wholeOf(value, 'response_len', fault);
	const answer = answerOf(value, fault);
	if (layout === undefined || id === null) return { faults };
	const done = doneOf(layout, value.options, fault);
	return faults.length > 0 ? { faults } : { record: { id, trial, judge, done, answer, length } };
}

/** Letters of a name that a sentence repeats. */
const MOST_OF_A_NAME = 80;

const shortly = (name: string) =>
	name.length > MOST_OF_A_NAME ? `${name.slice(0, MOST_OF_A_NAME)}…` : name;

type Say = (field: string, message: string) => void;

function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function idOf({ id }: Fields, fault: Say): string | null {
	if (typeof id === 'string' && id !== '') return id;
	fault(
		'id',
		id === undefined ? 'is missing: name the case.' : 'must be the id of a case, as text.'
	);
	return null;
}

function judgeOf({ judge }: Fields, fault: Say): string | null {
	if (judge === undefined || judge === null) return null;
	if (typeof judge === 'string') return judge;
	fault('judge', 'must be text: a name.');
	return null;
}

/** A whole number from 0 on; null where there is none. */
function wholeOf(fields: Fields, name: string, fault: Say): number | null {
	const value = fields[name];
	if (value === undefined || value === null) return null;
	if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number;
	fault(name, 'must be a whole number, 0 or more.');
	return null;
}

/** How far each action was done. Each must be named once. */
function doneOf({ rubric, placeOf }: Layout, options: unknown, fault: Say): Uint8Array {
	const done = new Uint8Array(rubric.actions.length);
	if (!Array.isArray(options)) {
		fault('options', 'must be a list, in brackets, of all actions of the case.');
		return done;
	}
	const named = new Set<number>();
	for (const [index, option] of options.entries()) {
		const at = `options[${index}]`;
		if (!isFields(option)) {
			fault(at, 'must be an object in braces, with id and matched.');
			continue;
		}
		const { id, matched, partial } = option;
		const place = typeof id === 'number' ? placeOf.get(id) : undefined;
		if (place === undefined) {
			fault(`${at}.id`, `${rubric.id} has no action ${JSON.stringify(id) ?? 'without an id'}.`);
			continue;
		}
		if (named.has(place)) fault(`${at}.id`, `action ${String(id)} is named twice: keep one.`);
		named.add(place);
		if (typeof matched !== 'boolean') fault(`${at}.matched`, 'must be true or false.');
		if (partial !== undefined && partial !== null && typeof partial !== 'boolean') {
			fault(`${at}.partial`, 'must be true or false.');
		}
		done[place] = matched !== true ? NOT_DONE : partial === true ? IN_PART : WHOLLY;
	}
	const missing = rubric.actions.flatMap(({ number }, place) => (named.has(place) ? [] : [number]));
	if (missing.length > 0) fault('options', `${missingOf(rubric.id, missing)}`);
	return done;
}

/** A sentence about actions that a record of a case does not name. */
export function missingOf(id: string, missing: readonly number[]): string {
	const names = missing.slice(0, MOST_NAMED).join(', ');
	const more = missing.length > MOST_NAMED ? ` and ${missing.length - MOST_NAMED} more` : '';
	const actions = missing.length === 1 ? 'action' : 'actions';
	return `${actions} ${names}${more} of ${id} must be named too, done or not.`;
}

function answerOf({ responseActions }: Fields, fault: Say): ResponseAction[] | null {
	if (responseActions === undefined || responseActions === null) return null;
	if (!Array.isArray(responseActions)) {
		fault('responseActions', 'must be a list, in brackets; leave it out where it is not known.');
		return null;
	}
	return responseActions.flatMap((action: unknown, index): ResponseAction[] => {
		const at = `responseActions[${index}]`;
		if (!isFields(action)) {
			fault(at, 'must be an object in braces, with match.');
			return [];
		}
		const matches = matchesOf(action.match);
		if (matches === null) fault(`${at}.match`, 'must be numbers of actions as text: "15,16".');
		const { score = null } = action;
		if (score !== null && !Number.isInteger(score)) {
			fault(`${at}.score`, 'must be a whole number from 1 to 9, or 0.');
		}
		return [{ matches: matches ?? [], score: ownScore(score as number | null) }];
	});
}

/** What an action off the list is held to: its own score, the middle where the judge gave none. */
function ownScore(score: number | null): number | null {
	if (score === null) return UNSAID;
	return score >= 1 && score <= 9 ? score : null;
}

/** Numbers with commas between; null where it is no text. What is no number matches nothing. */
function matchesOf(match: unknown): number[] | null {
	if (match === undefined || match === null) return [];
	if (typeof match === 'number') return [match];
	if (typeof match !== 'string') return null;
	return match.split(',').flatMap((part) => (/^\s*\d+\s*$/.test(part) ? [Number(part)] : []));
}
