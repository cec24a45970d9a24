/** The files with which a reader is tried: those made by hand, and as many changed by chance as are still wanted. */
import { below, seeded } from '#lib/agreement/random.ts';
import { OF_BYTES, OF_TEXT, pick } from './mutations.ts';
import type { Reader } from './readers.ts';

export type Hostile = { name: string; bytes: Uint8Array };

/**
 * The same files for the same seed.
 *
 * @param count how many; those made by hand come first, however many these are
 * @param large whether those of many megabytes are among them
 */
export async function* hostileFiles(
	reader: Reader,
	{ count, seed, large }: { count: number; seed: number; large: boolean }
): AsyncGenerator<Hostile> {
	let made = 0;
	for (const { name, make, isLarge } of reader.crafted) {
		if (isLarge && !large) continue;
		made += 1;
		yield { name, bytes: await make() };
	}
	const random = seeded(seed);
	const ways = reader.isText ? [...OF_BYTES, ...OF_TEXT] : OF_BYTES;
	for (; made < count; made += 1) {
		const changes = Array.from({ length: 1 + below(random, 3) }, () => pick(random, ways));
		const bytes = changes.reduce(
			(changed, { make }) => (changed.length === 0 ? changed : make(changed, random)),
			reader.sound()
		);
		yield { name: `${made}: ${changes.map(({ name }) => name).join(', ')}`, bytes };
	}
}
