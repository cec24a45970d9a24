/** One option of a rubric as an action, one abstraction group as a group, and both back. */
import type { Action, Group, JsonObject, JsonValue } from '#lib/domain/case.ts';
import type { Score } from '#lib/domain/scale.ts';
import type { z } from 'zod';
import type { groupSchema, optionSchema } from './kit-schema.ts';

/**
 * True where a source is an object of a kit: a table's unknown columns are kept in the same place, under
 * `table`.
 */
export function isOfKit(source: JsonObject | null): source is JsonObject {
	return source !== null && !Object.hasOwn(source, 'table');
}

/**
 * Sets the fields in which the present values differ from what the source says, so that an unchanged
 * object leaves as it came: the same keys in the same order, missing told apart from null.
 *
 * @param source the object as it stood
 * @param asRead the values that reading it gave, by key
 * @param now the present values, by key
 */
export function overlay(source: JsonObject, asRead: JsonObject, now: JsonObject): JsonObject {
	const changed = Object.entries(now).filter(
		([key, value]) => JSON.stringify(value) !== JSON.stringify(asRead[key])
	);
	return { ...source, ...Object.fromEntries(changed) };
}

/** The action an option describes. The option must satisfy `optionSchema`. */
export function readOption(source: JsonObject): Action {
	const option = source as unknown as z.output<typeof optionSchema>;
	return {
		number: option.id,
		text: option.text,
		category: option.category,
		group: option.abstraction || null,
		groupType: option.abstractionType || null,
		dependsOn: [...new Set(option.dependsOn ?? [])],
		isHarmOfInaction: option.isHarmOfInaction ?? false,
		referenceScore: option.placement ?? option.score ?? option.grade ?? null,
		source
	};
}

/** The keys of an option that may hold its score, the one that a scorer takes first. */
const SCORES = ['placement', 'score', 'grade'] as const;

/** The scores of an option: those that stood there, and the one that was set by hand in the first of them. */
function scoresOf({ referenceScore }: Action, source: JsonObject): JsonObject {
	if (referenceScore === readOption(source).referenceScore) return {};
	const stood = SCORES.filter((key) => typeof source[key] === 'number');
	if (referenceScore === null) return Object.fromEntries(stood.map((key) => [key, null]));
	return { [stood[0] ?? 'score']: referenceScore };
}

function fieldsOf(action: Action): JsonObject {
	return {
		text: action.text,
		category: action.category,
		isHarmOfInaction: action.isHarmOfInaction,
		abstraction: action.group,
		abstractionType: action.groupType,
		dependsOn: action.dependsOn
	};
}

function build(action: Action): JsonObject {
	const option: JsonObject = {
		id: action.number,
		text: action.text,
		category: action.category,
		score: action.referenceScore,
		bestInGroup: false,
		isHarmOfInaction: action.isHarmOfInaction
	};
	if (action.group !== null) {
		option.abstraction = action.group;
		option.abstractionType = action.groupType;
	}
	if (action.dependsOn.length > 0) option.dependsOn = action.dependsOn;
	return option;
}

/**
 * The option of an action.
 *
 * @param final the score it leaves with; null keeps what the source says. It goes into `score`, and into
 *   `placement` too where the source has that key, because a scorer reads `placement` first.
 * @param isIn tells whether an action of the case leaves too: references to others are taken out
 */
export function writeOption(
	action: Action,
	final: Score | null,
	isIn: (number: number) => boolean
): JsonObject {
	const { source } = action;
	let option = isOfKit(source)
		? {
				...overlay(source, fieldsOf(readOption(source)), fieldsOf(action)),
				...scoresOf(action, source)
			}
		: build(action);
	if (final !== null) {
		option = { ...option, score: final };
		if (Object.hasOwn(option, 'placement')) option.placement = final;
	}
	if (Array.isArray(option.dependsOn) && !action.dependsOn.every(isIn)) {
		option = { ...option, dependsOn: option.dependsOn.filter((id) => isIn(Number(id))) };
	}
	return option;
}

/** The group an entry of `abstractionGroups` describes, which satisfies `groupSchema`; without a pick rule, one of it is enough. */
export function readGroup(source: JsonObject): Group {
	const group = source as unknown as z.output<typeof groupSchema>;
	return {
		name: group.name,
		pickCount: group.pickCount ?? 1,
		pickType: group.pickType ?? 'min',
		source
	};
}

/** The entry of `abstractionGroups` of a group. */
export function writeGroup(group: Group): JsonObject {
	const fields = ({ name, pickCount, pickType }: Group): JsonObject => ({
		name,
		pickCount,
		pickType
	});
	return isOfKit(group.source)
		? overlay(group.source, fields(readGroup(group.source)), fields(group))
		: fields(group);
}

/** The objects of a list that has been checked to hold only objects. */
export function objects(list: JsonValue | undefined): JsonObject[] {
	return Array.isArray(list) ? (list as JsonObject[]) : [];
}
