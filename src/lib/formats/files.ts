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

/**
 * Reads UTF-8.
 *
 * @param problems gets one more where the bytes are not UTF-8, with the first line at fault
 * @returns the text, with its byte order mark if it has one; null where it is not UTF-8
 */
export function decode(bytes: Uint8Array, where: string, problems: Problem[]): string | null {
	const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
	if (wide) {
		problems.push({ where, message: 'is UTF-16: save it as UTF-8 and try again.' });
		return null;
	}
	if (!isUtf8(bytes)) {
		problems.push({
			where,
			line: firstBadLine(bytes),
			message: 'is not UTF-8: save the file as UTF-8 and try again.'
		});
		return null;
	}
	return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/** Why a text cannot be kept by every database, as the end of a sentence; null where it can. */
export function unstorable(text: string): string | null {
	if (text.includes('\0')) return 'holds a NUL character: remove it.';
	if (!text.isWellFormed()) return 'holds half of a character (a lone surrogate): correct it.';
	return null;
}

/**
 * Holds files against the limits of size.
 *
 * @returns a problem for each file that is too large, or one for all together; none where they fit
 */
export function tooLarge(files: Files, limits: Limits): Problem[] {
	const problems: Problem[] = [];
	let total = 0;
	for (const [where, { length }] of files) {
		total += length;
		if (length > limits.fileBytes) {
			problems.push({
				where,
				message: `has ${inWords(length)}: at most ${inWords(limits.fileBytes)} a file are read. Split it, or raise the limit.`
			});
		}
	}
	if (total > limits.totalBytes) {
		problems.push({
			where: '',
			message: `all files have ${inWords(total)} together: at most ${inWords(limits.totalBytes)} are read at once. Import in parts, or raise the limit.`
		});
	}
	return problems;
}
