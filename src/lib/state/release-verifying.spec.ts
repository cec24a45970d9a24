// @vitest-environment node
import { createHash } from 'node:crypto';
import { zipSync, type Zippable } from 'fflate';
import { describe, expect, it, vi } from 'vitest';
import { isWhole, NoRelease, verifyArchive } from './release-verifying.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Longer than what is unpacked at once, and not to be packed. */
const NOISE = new Uint8Array(200_000);
let seed = 7;
for (let at = 0; at < NOISE.length; at += 1) {
	seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
	NOISE[at] = seed >>> 16;
}

const CONTENTS = {
	'README.md': encode('a card'),
	'tables/noise.parquet': NOISE,
	'kit/a.json': encode('{}')
};

function aRelease(change: Record<string, Uint8Array | null> = {}): Zippable {
	const files = Object.entries(CONTENTS).map(([path, bytes]) => ({
		...{ path, bytes: bytes.length },
		sha256: sha256(bytes)
	}));
	const manifest = encode(
		JSON.stringify({
			format: 'primum-release',
			study: { slug: 'a', name: 'A study' },
			release: 4,
			files
		})
	);
	const all: Record<string, Uint8Array | null> = {
		...CONTENTS,
		'manifest.json': manifest,
		'manifest.sha256': encode(`${sha256(manifest)}  manifest.json\n`),
		...change
	};
	return Object.fromEntries(Object.entries(all).filter(([, bytes]) => bytes !== null)) as Zippable;
}

async function* pieces(bytes: Uint8Array, size: number) {
	for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const verify = (
	bytes: Uint8Array,
	{ size = 50_000, signal = new AbortController().signal, onProgress = (_: number) => {} } = {}
) => verifyArchive(pieces(bytes, size), { onProgress, signal });

const GOOD = { same: 3, listed: 3, different: [], missing: [], unlisted: [], manifest: true };

describe('verifying an archive', () => {
	it.each([1, 997, 1_000_000])(
		'finds every file as listed, in pieces of %i bytes',
		async (size) => {
			const small = size === 1 ? aRelease({ 'tables/noise.parquet': null }) : aRelease();
			const found = await verify(zipSync(small), { size });
			if (size === 1) expect(found.missing).toEqual(['tables/noise.parquet']);
			else expect(found).toMatchObject({ ...GOOD, study: 'A study', release: 4 });
			expect(isWhole(found)).toBe(size !== 1);
		}
	);

	it('looks into a folder that all of it lies in, and at nothing beside it', async () => {
		const inside = Object.fromEntries(
			Object.entries(aRelease()).map(([path, bytes]) => [`release 4/${path}`, bytes])
		);
		const found = await verify(zipSync({ ...inside, '__MACOSX/x': encode('x') }));
		expect(found).toMatchObject(GOOD);
	});

	it('names what is otherwise, what is missing and what is not listed', async () => {
		const found = await verify(
			zipSync(
				aRelease({ 'README.md': encode('a cart'), 'kit/a.json': null, 'kit/b.json': encode('') })
			)
		);
		expect(found).toMatchObject({
			...{ same: 1, listed: 3, manifest: true },
			...{ different: ['README.md'], missing: ['kit/a.json'], unlisted: ['kit/b.json'] }
		});
		expect(isWhole(found)).toBe(false);
	});

	it('does not take a manifest that its hash does not fit, or that has none', async () => {
		const wrong = aRelease({ 'manifest.sha256': encode(`${'0'.repeat(64)}  manifest.json\n`) });
		const [other, none] = [
			await verify(zipSync(wrong)),
			await verify(zipSync(aRelease({ 'manifest.sha256': null })))
		];
		expect([other.manifest, none.manifest]).toEqual([false, null]);
		expect([isWhole(other), isWhole(none)]).toEqual([false, false]);
	});

	it('misses what an archive that was cut off no longer has', async () => {
		const { 'manifest.json': manifest, 'manifest.sha256': hash, ...rest } = aRelease();
		const first = { 'manifest.json': manifest!, 'manifest.sha256': hash!, ...rest };
		const found = await verify(zipSync(first).subarray(0, 100_000));
		expect(found).toMatchObject({ missing: ['tables/noise.parquet', 'kit/a.json'], same: 1 });
		const before = verify(zipSync(aRelease()).subarray(0, 100_000));
		await expect(before).rejects.toThrow(NoRelease);
	});

	it('says of a file whose packed bytes are damaged that it is otherwise', async () => {
		const bytes = zipSync({
			'manifest.json': aRelease()['manifest.json'] as Uint8Array,
			'manifest.sha256': aRelease()['manifest.sha256'] as Uint8Array,
			...(CONTENTS as Zippable)
		});
		const at = bytes.length - 50_000;
		bytes[at] = bytes[at]! ^ 0xff;
		const found = await verify(bytes);
		expect([...found.different, ...found.missing]).toContain('tables/noise.parquet');
	});

	it.each([
		['an empty file', new Uint8Array()],
		['words', encode('not a zip at all, only words')],
		['another zip', zipSync({ 'a.txt': encode('a') })],
		['another manifest', zipSync({ 'manifest.json': encode('{"format":"npm"}') })],
		['a manifest that is none', zipSync({ 'manifest.json': encode('no json') })]
	])('does not take %s for a release', async (_, bytes) => {
		await expect(verify(bytes)).rejects.toThrow(NoRelease);
	});

	it('says how far it is, and stops when it is told to', async () => {
		const onProgress = vi.fn();
		const bytes = zipSync(aRelease());
		await verify(bytes, { onProgress });
		expect(onProgress).toHaveBeenLastCalledWith(bytes.length);
		const signal = AbortSignal.abort(new Error('stopped'));
		await expect(verify(bytes, { signal })).rejects.toThrow('stopped');
	});
});
