/** Files in memory, and the text in them. */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { inWords, type Limits } from './limits.ts';
import type { Problem } from '#lib/domain/refusal.ts';

/** Relative POSIX paths and what the files hold. */
export type Files = Map<string, Uint8Array>;

/** Text as UTF-8. */
export function encode(text: string): Uint8Array {
	return new TextEncoder().encode(text);
}

/**
 * Text in parts as UTF-8. The parts are asked for twice, for their size and for their bytes, so that a file
 * takes its own size in memory and no more; it may be longer than a text can be.
 */
export function encodeParts(parts: () => Iterable<string>): Uint8Array {
	let size = 0;
	for (const part of parts()) size += Buffer.byteLength(part);
	const bytes = Buffer.alloc(size);
	let at = 0;
	for (const part of parts()) at += bytes.write(part, at);
	return new Uint8Array(bytes.buffer, bytes.byteOffset, size);
}

/** SHA-256 as 64 small hexadecimal digits. */
export function sha256(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex');
}

/** True for a zip archive, which every workbook is too: each begins with these letters. */
export const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b;

/** Bytes, one after the other. */
export function concat(parts: readonly Uint8Array[]): Uint8Array {
	const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}

/** The same files in the order of their paths, by code unit, so that no locale changes it. */
export function sorted<T>(files: ReadonlyMap<string, T>): Map<string, T> {
	return new Map([...files].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

/** The text without a byte order mark at its head. */
export function withoutMark(text: string): string {
	return text.startsWith('\ufeff') ? text.slice(1) : text;
}

function firstBadLine(bytes: Uint8Array): number {
	let line = 1;
	// No byte of a character of several bytes is a line feed, so lines can be tried one by one.
	for (let start = 0; start < bytes.length; line += 1) {
		const feed = bytes.indexOf(10, start);
		const end = feed === -1 ? bytes.length : feed;
		if (!isUtf8(bytes.subarray(start, end))) return line;
		start = end + 1;
	}
	return line;
}

/** How a text is saved as UTF-8, for messages. */
const HOW_TO_SAVE =
	'Save it as UTF-8 (in Excel: Save As, "CSV UTF-8 (Comma delimited)") and try again.';

/** UTF-16, where a mark at the head says so. */
const WIDE = new Map([
	[0xfffe, 'utf-16le'],
	[0xfeff, 'utf-16be']
]);

/**
 * Reads UTF-8, or UTF-16 with a mark of its byte order.
 *
 * @param problems gets one more where the bytes are neither, with the first line at fault and what they may be
 * @returns the text, in UTF-8 with its byte order mark if it has one; null where it cannot be read
 */
export function decode(bytes: Uint8Array, where: string, problems: Problem[]): string | null {
	const wide = WIDE.get(((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0));
	if (wide !== undefined) return new TextDecoder(wide).decode(bytes);
	const isWide = isWideWithoutMark(bytes);
	if (!isWide && isUtf8(bytes)) return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
	problems.push({
		where,
		...(isWide ? {} : { line: firstBadLine(bytes) }),
		message: `is not UTF-8; it looks like ${likelyEncoding(bytes)}. ${HOW_TO_SAVE}`
	});
	return null;
}

/**
 * The text of a file, unless it is larger than what is read.
 *
 * @param problems gets one more where it is, or as `decode`
 * @returns as `decode`
 */
export function textIn(
	bytes: Uint8Array,
	{ where, limits }: { where: string; limits: Limits },
	problems: Problem[]
): string | null {
	const fault = sizeFault(where, bytes, limits);
	if (fault === null) return decode(bytes, where, problems);
	problems.push(fault);
	return null;
}

/** As many bytes as a guess goes by. */
const SAMPLE = 65_536;

/** Every other byte of UTF-16 is 0 in most languages of Europe; to UTF-8 these are characters like any. */
function isWideWithoutMark(bytes: Uint8Array): boolean {
	const sample = bytes.subarray(0, SAMPLE);
	// Hardly any other text holds one.
	if (!sample.includes(0)) return false;
	return sample.filter((byte) => byte === 0).length > sample.length / 4;
}

/** The name of the encoding that bytes beyond UTF-8 are most likely in: a guess, for a message. */
function likelyEncoding(bytes: Uint8Array): string {
	if (isWideWithoutMark(bytes)) return 'UTF-16 without a byte order mark';
	const sample = bytes.subarray(0, SAMPLE);
	// Letters with accents: the upper half in Windows' code page, 80 to 9f in that of old Macs.
	const windows = sample.filter((byte) => byte >= 0xc0).length;
	const mac = sample.filter((byte) => byte >= 0x80 && byte <= 0x9f && !WINDOWS_SIGNS.has(byte));
	return mac.length > windows ? 'Mac OS Roman' : 'Windows-1252';
}

/** Quotes, dashes, dots and the euro, where Windows has them. */
const WINDOWS_SIGNS = new Set([0x80, 0x85, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x99]);

/** Why a text cannot be kept by every database, as the end of a sentence; null where it can. */
export function unstorable(text: string): string | null {
	if (text.includes('\0')) return 'holds a NUL character: remove it.';
	if (!text.isWellFormed()) return 'holds half of a character (a lone surrogate): correct it.';
	return null;
}

function sizeFault(where: string, { length }: Uint8Array, { fileBytes }: Limits): Problem | null {
	if (length <= fileBytes) return null;
	const message = `has ${inWords(length)}: at most ${inWords(fileBytes)} a file are read. Split it, or raise the limit.`;
	return { where, message };
}

/**
 * Holds files against the limits of size.
 *
 * @returns a problem for each file that is too large, or one for all together; none where they fit
 */
export function tooLarge(files: Files, limits: Limits): Problem[] {
	const problems: Problem[] = [];
	let total = 0;
	for (const [where, bytes] of files) {
		total += bytes.length;
		const fault = sizeFault(where, bytes, limits);
		if (fault !== null) problems.push(fault);
	}
	if (total > limits.totalBytes) {
		problems.push({
			where: '',
			message: `all files have ${inWords(total)} together: at most ${inWords(limits.totalBytes)} are read at once. Import in parts, or raise the limit.`
		});
	}
	return problems;
}
