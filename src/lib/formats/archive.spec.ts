import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { archiveOf, Stretch, stretchOf } from './archive.ts';
import { placeOf, unpacked } from './archive-read.ts';
import { concat, encode, sha256, type Files } from './files.ts';
import { unzip } from './zip.ts';

/** Bytes that pack neither very well nor very badly, so many of them. */
function bytesOf(length: number): Uint8Array {
	let seed = 7;
	return Uint8Array.from({ length }, (_, at) => {
		seed = (seed * 1103515245 + 12345) % 2 ** 31;
		return at % 3 === 0 ? seed % 7 : 65;
	});
}

/** The archive of one large file in pieces of these sizes, and of two small ones. */
function archive(content: Uint8Array, sizes: readonly number[]): Uint8Array {
	const large = new Stretch('tables/large.csv');
	let at = 0;
	for (const size of sizes) {
		large.write(content.subarray(at, at + size));
		at += size;
	}
	large.write(content.subarray(at));
	large.end();
	const small: Files = new Map([
		['kit/ä.json', encode('{}')],
		['empty.txt', new Uint8Array()]
	]);
	return archiveOf([stretchOf(small), large]);
}

const ranges = (whole: Uint8Array) =>
	async function* (from: number, to: number) {
		for (let at = from; at < to; at += 1000) yield whole.subarray(at, Math.min(at + 1000, to));
	};

describe('an archive that is written as it comes', () => {
	const content = bytesOf(300_000);

	it('is a zip with its files in the order of their paths', async () => {
		const files = await unzip(archive(content, []));
		expect([...files.keys()]).toEqual(['empty.txt', 'kit/ä.json', 'tables/large.csv']);
		expect(sha256(files.get('tables/large.csv')!)).toBe(sha256(content));
		expect(files.get('empty.txt')).toHaveLength(0);
	});

	it('has the same bytes in whichever pieces a file comes', () => {
		const whole = sha256(archive(content, []));
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 0, max: 150_000 }), { maxLength: 6 }), (sizes) => {
				expect(sha256(archive(content, sizes))).toBe(whole);
			}),
			{ numRuns: 20 }
		);
	});

	it('has the bytes it always had', () => {
		expect(sha256(archive(content, []))).toBe(
			'e162259be3ada838fb95f8ce36fc1832c48a39964864e17c398a953750625ea6'
		);
	});

	it('says of each file how long it is and what its hash is', () => {
		const stretch = new Stretch('a.txt');
		stretch.write(encode('some'));
		stretch.write(encode(' text'));
		stretch.end();
		expect(stretch.files[0]!.file).toMatchObject({
			...{ path: 'a.txt', bytes: 9 },
			// printf 'some text' | sha256sum
			sha256: 'b94f6f125c79e3a5ffaa826f584c10d52ada669e6762051b826b55776d05aed2'
		});
	});

	it('gives its bytes away in pieces of one size, and no byte twice', () => {
		const stretch = new Stretch('large');
		const taken: Uint8Array[] = [];
		for (let at = 0; at < content.length; at += 50_000) {
			stretch.write(content.subarray(at, at + 50_000));
			taken.push(...[...stretch.take(10_000, false)].map((piece) => piece.slice()));
		}
		expect(taken.length).toBeGreaterThan(1);
		expect(taken.every(({ length }) => length === 10_000)).toBe(true);
		stretch.end();
		taken.push(...stretch.take(10_000, true));
		expect(concat(taken)).toHaveLength(stretch.length);
		expect([...stretch.take(10_000, true)]).toEqual([]);
	});
});

describe('one file of an archive', () => {
	const content = bytesOf(200_000);
	const whole = archive(content, []);

	it.each([
		['tables/large.csv', content],
		['kit/ä.json', encode('{}')],
		['empty.txt', new Uint8Array()]
	])('%s is read by itself', async (path, expected) => {
		const placed = (await placeOf(path, whole.length, ranges(whole)))!;
		const found = concat(await Array.fromAsync(unpacked(placed, ranges(whole))));
		expect(sha256(found)).toBe(sha256(expected));
	});

	it('that is not there is none', async () => {
		expect(await placeOf('tables/large', whole.length, ranges(whole))).toBeNull();
	});

	it('fails where its bytes cannot be had', async () => {
		const placed = (await placeOf('tables/large.csv', whole.length, ranges(whole)))!;
		const broken = async function* () {
			yield whole.subarray(placed.from, placed.from + 10);
			throw new Error('No more.');
		};
		await expect(Array.fromAsync(unpacked(placed, broken))).rejects.toThrow('No more.');
	});
});
