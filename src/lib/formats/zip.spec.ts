import { zipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '#lib/domain/refusal.ts';
import { encode, sha256, type Files } from './files.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { unpack, unzip, zip } from './zip.ts';

const segment = fc.stringMatching(/^[a-zA-Z0-9é_][a-zA-Z0-9é_.-]{0,8}$/);
const files = fc
	.array(fc.tuple(fc.array(segment, { minLength: 1, maxLength: 3 }), fc.uint8Array()), {
		minLength: 1,
		maxLength: 6
	})
	.map((all): Files => new Map(all.map(([parts, content]) => [`f/${parts.join('/')}`, content])));

async function refusal(bytes: Uint8Array, limits = DEFAULT_LIMITS): Promise<Refusal> {
	try {
		await unzip(bytes, limits);
	} catch (error) {
		if (error instanceof Refusal) return error;
		throw error;
	}
	throw new Error('the archive was taken');
}

describe('zip', () => {
	it('gives back what was packed, whatever it was', async () => {
		await fc.assert(
			fc.asyncProperty(files, async (given) => {
				const back = await unzip(zip(given));
				expect([...back].sort()).toEqual([...given].sort());
				expect([...unpack(zip(given))]).toEqual([...given].sort());
			})
		);
	});

	it('gives the bytes that the packer gives for all files at once', () => {
		fc.assert(
			fc.property(files, (given) => {
				const mtime = new Date(1980, 0, 1);
				const options = { mtime, level: 6, os: 3, attrs: 0o100644 << 16 } as const;
				const paths = [...given.keys()].sort();
				const whole = zipSync(
					Object.fromEntries(paths.map((path) => [path, [given.get(path)!, options]]))
				);
				expect(sha256(zip(given))).toBe(sha256(whole));
			})
		);
	});

	it('gives the same bytes for the same files in another order', async () => {
		const a: Files = new Map([
			['a', encode('one')],
			['b/c', encode('two')]
		]);
		expect(sha256(zip(a))).toBe(sha256(zip(new Map([...a].reverse()))));
		expect(zip(a)[10]! | (zip(a)[11]! << 8)).toBe(0);
		expect(zip(a)[12]! | (zip(a)[13]! << 8)).toBe((1 << 5) | 1);
	});
});

describe('unzip', () => {
	it('takes off one folder on top of a kit, and passes over what macOS adds', async () => {
		const bytes = zipSync({
			'my kit/dataset/items.jsonl': encode('{}'),
			'__MACOSX/my kit/._dataset': encode('x')
		});
		expect([...(await unzip(bytes)).keys()]).toEqual(['dataset/items.jsonl']);
	});

	it('leaves dataset/ itself on top', async () => {
		expect([...(await unzip(zipSync({ 'dataset/items.jsonl': encode('{}') }))).keys()]).toEqual([
			'dataset/items.jsonl'
		]);
	});

	it.each(['../evil', 'a/../../evil', '/etc/passwd', 'C:/evil', 'a//b', 'a/./b', '..\\evil'])(
		'refuses the path %s',
		async (path) => {
			expect((await refusal(zipSync({ [path]: encode('x') }))).kind).toBe('invalid');
		}
	);

	it('names every entry at fault at once', async () => {
		const bytes = zipSync({ '../a': encode('x'), '/b': encode('x'), c: encode('x') });
		expect((await refusal(bytes)).problems.map(({ where }) => where)).toEqual(['../a', '/b']);
	});

	it('refuses a name given twice', async () => {
		const bytes = zipSync({ aa: encode('x'), ab: encode('y') });
		for (let at = 0; at < bytes.length - 1; at += 1) {
			if (bytes[at] === 97 && bytes[at + 1] === 98) bytes[at + 1] = 97;
		}
		expect((await refusal(bytes)).message).toContain('twice');
	});

	it('refuses a bomb by what its directory says, and one whose directory lies', async () => {
		const bytes = zipSync({ bomb: new Uint8Array(2_000_000) }, { level: 9 });
		const limits = { ...DEFAULT_LIMITS, fileBytes: 1_000_000 };
		expect((await refusal(bytes, limits)).kind).toBe('limit');
		const view = new DataView(bytes.buffer);
		const entry = view.getUint32(bytes.length - 22 + 16, true);
		view.setUint32(entry + 24, 10, true);
		expect((await refusal(bytes, limits)).kind).toBe('invalid');
	});

	it('refuses files that are too much together', async () => {
		const bytes = zipSync({ a: new Uint8Array(600), b: new Uint8Array(600) });
		expect((await refusal(bytes, { ...DEFAULT_LIMITS, totalBytes: 1_000 })).kind).toBe('limit');
	});

	it('refuses a link', async () => {
		const bytes = zipSync({ a: [encode('/etc/passwd'), { os: 3, attrs: 0o120777 << 16 }] });
		expect((await refusal(bytes)).message).toContain('link');
	});

	it('never takes a cut or altered archive for a sound one', async () => {
		const given: Files = new Map([
			['f/a', encode('some text that is long enough to pack '.repeat(9))]
		]);
		const whole = zip(given);
		await fc.assert(
			fc.asyncProperty(
				fc.nat(whole.length - 1),
				fc.integer({ min: 1, max: 255 }),
				async (at, change) => {
					const altered = whole.slice();
					altered[at]! ^= change;
					try {
						for (const content of (await unzip(altered)).values()) {
							expect(sha256(content)).toBe(sha256(given.get('f/a')!));
						}
					} catch (error) {
						expect(error).toBeInstanceOf(Refusal);
					}
					await expect(unzip(whole.slice(0, at))).rejects.toThrow(Refusal);
				}
			)
		);
	});
});
