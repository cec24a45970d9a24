/** JSONL as tables: a line is a row, or, where it holds a list, each member of the list is one. */
import type { JsonObject, JsonValue } from '#lib/domain/case.ts';
import type { Problem } from '#lib/domain/refusal.ts';
import { textIn, withoutMark } from '../files.ts';
import type { Grid, Line } from '../grid.ts';
import { isObject, linesIn, readJson } from '../json.ts';
import type { Limits } from '../limits.ts';

/** So deep are objects taken apart; what lies deeper is a value of its own. */
const DEPTH = 4;

/** A list in the lines whose members are rows, and the columns there are. */
export type LinesTable = { list: string | null; columns: string[] };

/** A file of JSON objects, each on a line. */
export class JsonLines {
	readonly #text: string;
	readonly #where: string;
	readonly #limits: Limits;

	private constructor(text: string, where: string, limits: Limits) {
		this.#text = text;
		this.#where = where;
		this.#limits = limits;
	}

	/** @returns null where it cannot be read, with the problem added */
	static open(
		bytes: Uint8Array,
		where: string,
		limits: Limits,
		problems: Problem[]
	): JsonLines | null {
		const text = textIn(bytes, { where, limits }, problems);
		return text === null ? null : new JsonLines(withoutMark(text), where, limits);
	}

	/**
	 * The tables in it: one for each list of objects, and for each list of texts whose name is that of an action; or one
	 * of the lines themselves.
	 *
	 * @param isAction whether a name is that of an action
	 */
	tables(isAction: (name: string) => boolean, problems: Problem[]): LinesTable[] {
		const { own, lists } = this.#survey(isAction, problems);
		if (lists.size === 0) return [{ list: null, columns: [...own] }];
		return [...lists].map(([list, columns]) => ({ list, columns: [...own, ...columns] }));
	}

	/** The table of a list, or of the lines; null, with a problem, where no line can be read or there is no such list. */
	table(list: string | null, problems: Problem[]): LinesTable | null {
		const before = problems.length;
		const { own, lists } = this.#survey((name) => name === list, problems);
		if (problems.length > before) return null;
		if (list === null) return { list, columns: [...own, ...lists.keys()] };
		const columns = lists.get(list);
		if (columns !== undefined) return { list, columns: [...own, ...columns] };
		const known = [...lists.keys()].join(', ') || 'none';
		const message = `has no list that is called ${list}. Its lists: ${known}.`;
		problems.push({ where: this.#where, message });
		return null;
	}

	/** The names in all lines: of what stands in a line by itself, and by list of what its members hold. */
	#survey(isAction: (name: string) => boolean, problems: Problem[]) {
		const own = new Set<string>();
		const lists = new Map<string, Set<string>>();
		// There are few names, and many lines.
		const actions = new Map<string, boolean>();
		for (const { value } of this.#objects(problems)) {
			for (const [name, leaf] of leavesOf(value)) {
				const isOfActions = actions.get(name) ?? isAction(name);
				actions.set(name, isOfActions);
				if (!isList(leaf, isOfActions)) {
					// An empty list may be one of objects in another line.
					if (!isEmptyList(leaf)) own.add(name);
					continue;
				}
				const columns = lists.get(name) ?? new Set();
				lists.set(name, columns);
				for (const member of leaf)
					for (const [inner] of membersOf(name, member)) columns.add(inner);
			}
		}
		for (const list of lists.keys()) own.delete(list);
		return { own, lists };
	}

	/** The rows of a table, without a line for the header. */
	grid({ list, columns }: LinesTable): Grid {
		const broken: Problem[] = [];
		// What cannot be kept is refused where JSON is read.
		return { lines: this.#lines(list, columns, broken), broken, isStorable: true };
	}

	*#lines(
		list: string | null,
		columns: readonly string[],
		broken: Problem[]
	): Generator<Line, void> {
		for (const { line, value } of this.#objects(broken)) {
			const leaves = new Map(leavesOf(value));
			const found = list === null ? undefined : leaves.get(list);
			const members = Array.isArray(found) && found.length > 0 ? found : [null];
			for (const member of members) {
				const own = new Map(list === null || member === null ? [] : membersOf(list, member));
				const values = columns.map((name) => own.get(name) ?? leaves.get(name));
				yield { line, cells: values.map(textOf), values };
			}
		}
	}

	*#objects(problems: Problem[]): Generator<{ line: number; value: JsonObject }> {
		for (const { line, content } of linesIn(this.#text)) {
			const value = readJson(content, this.#where, this.#limits, problems, line);
			if (isObject(value)) yield { line, value };
			else if (value !== undefined) {
				const message = 'must be one JSON object, in braces.';
				problems.push({ where: this.#where, line, message });
			}
		}
	}
}

/** What is in an object, by the way to it: `{"a": {"b": 1}}` has `a.b`. */
function* leavesOf(value: JsonObject, way = '', depth = 1): Generator<[string, JsonValue]> {
	for (const [key, inner] of Object.entries(value)) {
		const name = way === '' ? key : `${way}.${key}`;
		if (isObject(inner) && depth < DEPTH) yield* leavesOf(inner, name, depth + 1);
		else yield [name, inner];
	}
}

/** What is in a member of a list: a text goes by the name of the list. */
function* membersOf(list: string, member: JsonValue): Generator<[string, JsonValue]> {
	if (isObject(member)) yield* leavesOf(member, list);
	else yield [list, member];
}

function isList(value: JsonValue, isAction: boolean): value is JsonValue[] {
	if (!Array.isArray(value) || value.length === 0 || isChat(value)) return false;
	return value.every((member) => isObject(member)) || (isAction && value.every(isText));
}

const isEmptyList = (value: JsonValue) => Array.isArray(value) && value.length === 0;

const isText = (value: JsonValue) => typeof value === 'string';

type Message = { role: string; content: string };

/** Messages of a conversation, as chat models take them. */
function isChat(value: readonly JsonValue[]): boolean {
	return value.every(
		(member) =>
			isObject(member) && typeof member.role === 'string' && typeof member.content === 'string'
	);
}

/** A value as a cell: of one message its content, of several who says what. */
function textOf(value: JsonValue | undefined): string {
	if (value === undefined || value === null) return '';
	if (!Array.isArray(value)) return isObject(value) ? JSON.stringify(value) : String(value);
	if (value.length > 0 && isChat(value)) return conversation(value as unknown as Message[]);
	const isPlain = value.every((member) => typeof member !== 'object');
	return isPlain ? value.join(';') : JSON.stringify(value);
}

function conversation(messages: readonly Message[]): string {
	if (messages.length === 1) return messages[0]!.content;
	const named = (role: string) => `${role.slice(0, 1).toUpperCase()}${role.slice(1)}`;
	return messages.map(({ role, content }) => `${named(role)}: ${content}`).join('\n\n');
}
