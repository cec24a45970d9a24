/**
 * Where the archive of a release is kept while it is made. Its stretches grow side by side, and its hash, by which its
 * parts are found, is known last: so they are stored under a name of the making first, in parts, each a change of some
 * milliseconds; and then, in their order, under the hash. Nobody looks there before a release names it.
 */
import { createHash, randomUUID } from 'node:crypto';
import { directoryOf, type Stretch } from '#lib/formats/archive.ts';
import { DAY_MS } from '#lib/domain/day.ts';
import { by, type Actor, type App } from '../../app.ts';
import { atomically, read, type Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import * as store from '../../store/releases.ts';

/** Bytes of a part. */
const PART = 256 * 1024;

/** Parts that one change moves or removes. */
const AT_ONCE = 4;

/** Some parts of an archive in a row: bytes that are there, or parts that lie under a name. */
type Piece = { bytes: Uint8Array } | { name: string; parts: number };

/** @param onStep told of how many parts of how many are done; it may throw to stop */
type OnStep = (done: number, of: number) => Promise<void>;

export class Staging {
	readonly #app: App;
	readonly #actor: Actor;
	readonly #name: string;
	readonly #kept = new Map<Stretch, { name: string; parts: number }>();

	/** @param errand whose making this is: what an earlier attempt at it has left is thrown away; null for none */
	constructor(app: App, actor: Actor, errand: string | null) {
		this.#app = app;
		this.#actor = actor;
		this.#name = `making:${errand ?? randomUUID()}`;
	}

	/** Throws away what was left by attempts at this that ended in the middle, and by others a day ago. */
	async clear(): Promise<void> {
		const before = this.#app.now() - DAY_MS;
		const left = await read(this.#app.db, (tx) => store.abandoned(tx, { before }));
		for (const { sha256 } of left) await this.#drop(sha256);
		await this.drop();
	}

	/** Stores what the stretches have grown by, as far as it fills parts. */
	async keep(stretches: readonly Stretch[]): Promise<void> {
		for (const one of stretches) await this.#keep(one, false);
	}

	/** Stores the rest of stretches that are over. */
	async keepRest(stretches: readonly Stretch[]): Promise<void> {
		for (const one of stretches) await this.#keep(one, true);
	}

	async #keep(stretch: Stretch, rest: boolean): Promise<void> {
		const known = this.#kept.get(stretch);
		const kept = known ?? { name: `${this.#name}/${this.#kept.size}`, parts: 0 };
		this.#kept.set(stretch, kept);
		for (const bytes of stretch.take(PART, rest)) {
			const content = Buffer.from(bytes);
			const { name: sha256, parts: part } = kept;
			await this.#change((tx) =>
				store.keepPart(tx, { sha256, part, createdAt: tx.by.at, content })
			);
			kept.parts += 1;
		}
	}

	/**
	 * Puts the archive together under its hash.
	 *
	 * @param cover what stands before everything else
	 * @param stretches all of which are stored
	 * @returns the hash
	 */
	async assemble(cover: Stretch, stretches: readonly Stretch[], onStep: OnStep): Promise<string> {
		const pieces: Piece[] = [cover, ...stretches].flatMap((one): Piece[] => {
			const kept = this.#kept.get(one);
			const body = kept === undefined ? [...one.take(PART, true)] : [];
			return [one.lead, ...body].map((bytes): Piece => ({ bytes })).concat(kept ?? []);
		});
		pieces.push({ bytes: directoryOf([cover, ...stretches]) });
		const filled = pieces.filter((one) => !('bytes' in one) || one.bytes.length > 0);
		const of = filled.reduce((sum, one) => sum + partsIn(one), 0);
		const sha256 = await this.#hash(filled, (done) => onStep(done, 2 * of));
		try {
			await this.#store(filled, sha256, (done) => onStep(of + done, 2 * of));
		} catch (error) {
			await this.#drop(sha256);
			throw error;
		}
		return sha256;
	}

	async #hash(pieces: readonly Piece[], onPart: (done: number) => Promise<void>): Promise<string> {
		const hash = createHash('sha256');
		let done = 0;
		for (const piece of pieces) {
			for (let part = 0; part < partsIn(piece); part += 1) {
				if ('bytes' in piece) hash.update(piece.bytes);
				else {
					const given = { sha256: piece.name, part };
					hash.update((await read(this.#app.db, (tx) => store.part(tx, given)))!.content);
				}
				done += 1;
				await onPart(done);
			}
		}
		return hash.digest('hex');
	}

	async #store(
		pieces: readonly Piece[],
		sha256: string,
		onPart: (done: number) => Promise<void>
	): Promise<void> {
		let part = 0;
		for (const piece of pieces) {
			if ('bytes' in piece) {
				const content = Buffer.from(piece.bytes);
				const at = part;
				await this.#change((tx) =>
					store.keepPart(tx, { sha256, part: at, createdAt: tx.by.at, content })
				);
			} else {
				const { name: from } = piece;
				for (let first = 0; first < piece.parts; first += AT_ONCE) {
					const given = { from, first, last: first + AT_ONCE, sha256, place: part };
					await this.#change((tx) => store.copyParts(tx, given));
					await onPart(part + first);
				}
			}
			part += partsIn(piece);
			await onPart(part);
		}
	}

	/** Throws away what is stored under the hash of an archive, unless a release came of it. */
	dropArchive(sha256: string): Promise<void> {
		return this.#drop(sha256);
	}

	/** Throws away what is stored under the name of this making. */
	async drop(): Promise<void> {
		const pattern = `${this.#name}/%`;
		const names = await read(this.#app.db, (tx) => store.namesLike(tx, { pattern }));
		for (const { sha256 } of names) await this.#drop(sha256);
	}

	async #drop(sha256: string): Promise<void> {
		const last = await read(this.#app.db, (tx) => store.lastPart(tx, { sha256 }));
		for (let first = 0; first <= (last?.part ?? -1); first += AT_ONCE) {
			const given = { sha256, first, last: first + AT_ONCE };
			await this.#change((tx) => store.dropParts(tx, given));
		}
	}

	#change(change: (tx: Change) => Steps<void>): Promise<void> {
		return atomically(this.#app.db, by(this.#app, this.#actor), change);
	}
}

const partsIn = (piece: Piece) => ('bytes' in piece ? 1 : piece.parts);
