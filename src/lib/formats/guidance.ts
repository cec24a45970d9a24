/**
 * The guidance of a case, a YAML mapping of which Primum keeps the text. It is parsed without being made into values: these
 * can be made to grow without end, by aliases of aliases and by keys that are mappings themselves.
 */
import {
	isAlias,
	isMap,
	isScalar,
	Lexer,
	LineCounter,
	parseDocument,
	visit,
	type Document
} from 'yaml';
import type { JsonValue } from '#lib/domain/case.ts';

/** Words and signs of a file: the parser takes a moment for so many, and more time for each the more there are. */
const MOST_TOKENS = 20_000;

/** The case that guidance says it is of, or what is wrong with it and on which line. */
export type Guidance = { caseId: string | undefined } | { wrong: string; line?: number };

const NO_MAPPING = 'must be a YAML mapping with case_id, spirit, watchouts or options.';
const TOO_DEEP = 'is not YAML: it is nested too deeply, and nothing so deep is read.';

export function guidanceIn(text: string): Guidance {
	const read = documentIn(text);
	if ('wrong' in read) return read;
	return isMap(read.document.contents) ? { caseId: caseIn(read.document) } : { wrong: NO_MAPPING };
}

/**
 * What guidance says, as a value, for whoever holds it against a schema.
 *
 * @returns null where it cannot be read, or would become larger as a value than it is as a text
 */
export function guidanceValue(text: string): JsonValue {
	const read = documentIn(text);
	if ('wrong' in read || !hasPlainKeys(read.document)) return null;
	try {
		return read.document.toJS() as JsonValue;
	} catch {
		return null;
	}
}

function documentIn(text: string): { document: Document } | { wrong: string; line?: number } {
	if (isTooMuch(text)) {
		const most = MOST_TOKENS.toLocaleString('en');
		return {
			wrong: `holds more than ${most} words and signs: so much guidance is not read. Shorten it.`
		};
	}
	const lineCounter = new LineCounter();
	let document: Document;
	try {
		// A key given twice passes: the scorer's own reader takes it, and the text is kept as it is.
		const how = {
			...({ logLevel: 'error', uniqueKeys: false, prettyErrors: false } as const),
			lineCounter
		};
		document = parseDocument(text, how);
	} catch (error) {
		if (error instanceof RangeError) return { wrong: TOO_DEEP };
		throw error;
	}
	const [error] = document.errors;
	if (error === undefined) return { document };
	const { line } = lineCounter.linePos(error.pos[0]);
	if (error.message.includes('call stack')) return { wrong: TOO_DEEP, line };
	return { wrong: `is not YAML: ${error.message.split('\n')[0]!.slice(0, 200)}`, line };
}

/** Whether every key is a word: one that is a mapping is written out anew at each level above it. */
function hasPlainKeys(document: Document): boolean {
	let plain = true;
	visit(document, {
		Pair(_, { key }) {
			if (isScalar(key)) return undefined;
			plain = false;
			return visit.BREAK;
		}
	});
	return plain;
}

function isTooMuch(text: string): boolean {
	let tokens = 0;
	for (const _ of new Lexer().lex(text)) {
		tokens += 1;
		if (tokens > MOST_TOKENS) return true;
	}
	return false;
}

function caseIn(document: Document): string | undefined {
	if (!document.has('case_id')) return undefined;
	const written = document.get('case_id', true);
	const meant = isAlias(written) ? written.resolve(document) : written;
	return isScalar(meant) ? String(meant.value) : 'a list or a mapping';
}
