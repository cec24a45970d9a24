/** What becomes of a sound file on its way: cut off, damaged, saved otherwise, or changed by somebody who means harm. */
import { below, type Random } from '#lib/agreement/random.ts';
import { concat } from '#lib/formats/files.ts';

/** A change of a file, by chance. */
export type Mutation = { name: string; make: (sound: Uint8Array, random: Random) => Uint8Array };

const utf8 = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** Takes a part of a file away and puts something in its place. */
function spliced(bytes: Uint8Array, at: number, gone: number, put: Uint8Array): Uint8Array {
	return concat([bytes.subarray(0, at), put, bytes.subarray(at + gone)]);
}

/** Changes the file as a text. */
const asText =
	(change: (text: string, random: Random) => string) => (sound: Uint8Array, random: Random) =>
		utf8(change(textOf(sound), random));

export const pick = <T>(random: Random, list: readonly T[]): T => list[below(random, list.length)]!;

/** What nobody sees, what turns the text around, and what means something to a program. */
const SIGNS = [
	...['\u202e', '\u2066', '\u200b', '\u200d', '\ufeff', '\u2028', '\u00a0', '\u0301', '\u0000'],
	...[
		'\r',
		'\t',
		'"',
		"'",
		'\\',
		',',
		';',
		'{',
		'[',
		'&a ',
		'*a',
		'<!--',
		'\ud83d\ude00',
		'\u001b[2J'
	]
];

/** Numbers that are not the number that they look like, or none. */
const NUMBERS = [
	...['1e999', '-1e999', '9007199254740993', '-0', '-0.0', '1e-999', '0x10', '1_000', '١', '９'],
	...['NaN', 'Infinity', '4.4999999999999999999', '9.0', '10', '0', '-1', '1e5', '2147483648']
];

/** Keys and heads by which programs reach what they were not given. */
const KEYS = [
	'__proto__',
	'constructor',
	'prototype',
	'toString',
	'hasOwnProperty',
	'length',
	'then'
];

/** A word of the file, by chance: where it begins, and how long it is. */
function aWord(text: string, random: Random, words: RegExp): { at: number; length: number } {
	const found = [...text.matchAll(words)];
	if (found.length === 0) return { at: below(random, text.length + 1), length: 0 };
	const chosen = pick(random, found);
	return { at: chosen.index, length: chosen[0].length };
}

const replaceWord = (words: RegExp, by: readonly string[]) =>
	asText((text, random) => {
		const { at, length } = aWord(text, random, words);
		return text.slice(0, at) + pick(random, by) + text.slice(at + length);
	});

/** Of every file, whatever it holds. */
export const OF_BYTES: readonly Mutation[] = [
	{ name: 'cut off', make: (sound, random) => sound.subarray(0, below(random, sound.length)) },
	{ name: 'beginning lost', make: (sound, random) => sound.subarray(below(random, sound.length)) },
	{
		name: 'bytes flipped',
		make(sound, random) {
			const changed = sound.slice();
			for (let left = 1 + below(random, 8); left > 0; left -= 1) {
				changed[below(random, changed.length)]! ^= 1 << below(random, 8);
			}
			return changed;
		}
	},
	{
		name: 'a part lost',
		make: (sound, random) =>
			spliced(sound, below(random, sound.length), below(random, 200), new Uint8Array())
	},
	{
		name: 'a part twice',
		make(sound, random) {
			const at = below(random, sound.length);
			return spliced(sound, at, 0, sound.slice(at, at + below(random, 400)));
		}
	},
	{
		name: 'bytes of chance put in',
		make: (sound, random) =>
			spliced(
				sound,
				below(random, sound.length),
				0,
				Uint8Array.from({ length: 1 + below(random, 64) }, () => below(random, 256))
			)
	},
	{
		name: 'NUL bytes put in',
		make: (sound, random) => spliced(sound, below(random, sound.length), 0, new Uint8Array(9))
	}
];

/** Of a file of text. */
export const OF_TEXT: readonly Mutation[] = [
	{
		name: 'saved as UTF-16',
		make(sound, random) {
			const mark = pick(random, ['\ufeff', '']);
			const wide = Buffer.from(mark + textOf(sound), 'utf16le');
			const turned = random() < 0.5 ? wide : wide.swap16();
			// Some of them lose half of a character at the end.
			return new Uint8Array(turned.subarray(0, turned.length - below(random, 2)));
		}
	},
	{
		name: 'saved in the code page of a Windows machine',
		make: (sound) => new Uint8Array(Buffer.from(`${textOf(sound)}é`, 'latin1'))
	},
	{
		name: 'other line ends',
		make: asText((text, random) =>
			text.replaceAll('\n', pick(random, ['\r', '\r\n', '\n\n', '\u2028']))
		)
	},
	{
		name: 'a sign put in',
		make: asText((text, random) => {
			const at = below(random, text.length + 1);
			return text.slice(0, at) + pick(random, SIGNS) + text.slice(at);
		})
	},
	{ name: 'another number', make: replaceWord(/-?\d+(?:\.\d+)?/g, NUMBERS) },
	{ name: 'a key of the language', make: replaceWord(/[a-z_]{4,}/gi, KEYS) },
	{
		name: 'a long word',
		make: asText((text, random) => {
			const { at, length } = aWord(text, random, /\w+/g);
			const long = pick(random, ['x', '9', '"', ' ', '=', '\u0301']).repeat(200_000);
			return text.slice(0, at) + long + text.slice(at + length);
		})
	},
	{
		name: 'lines in another order, some twice',
		make: asText((text, random) => {
			const lines = text.split('\n');
			return lines.map(() => pick(random, lines)).join('\n');
		})
	}
];
