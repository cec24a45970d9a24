/** A release for whoever fetches it: first by what it is known by, and only then what is in it. */
import { Refusal } from '#lib/domain/refusal.ts';
import { MANIFEST, MANIFEST_HASH } from '#lib/domain/manifest-names.ts';
import type { Actor, App } from '../../app.ts';
import { watcherOf } from '../../auth/guards.ts';
import { sha256 } from '../../auth/secrets.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import * as store from '../../store/releases.ts';
import { noFile, noRelease } from './missing.ts';
import { show, type ReleaseSummary } from './releases.ts';

/** A release by its number, or the newest that stands. */
export type Which = number | 'latest';

/** What a release is known by. */
export type Head = { number: number; sha256: string; withdrawnAt: number | null };

/** A file of a release, by what it is known by. */
export type Entry = {
	path: string;
	/** Of its bytes; of the few that the manifest cannot list, a word that is as good. */
	tag: string;
	/** Null where the manifest does not list it. */
	bytes: number | null;
};

type InStudy = { actor: Actor; slug: string };
type OneRelease = InStudy & { number: number };
type OneFile = OneRelease & { path: string };

/**
 * Finds a release, and reads no more of it than it is known by.
 *
 * @throws Refusal ('missing') where there is none
 */
export function head(app: App, actor: Actor, slug: string, which: Which): Promise<Head> {
	return read(app.db, function* (tx) {
		const { study } = yield* watcherOf(tx, actor, slug);
		const found =
			which === 'latest'
				? yield* store.newestHead(tx, { studyId: study.id })
				: yield* store.headByNumber(tx, { studyId: study.id, number: which });
		if (found !== undefined) return found;
		if (which !== 'latest') throw noRelease(study, which || 'of this number');
		throw new Refusal('missing', `The study "${study.name}" has no release that stands.`);
	});
}

/** A release, and its manifest as JSON: of a large study it names so many files that only the crew takes it apart. */
export function described(
	app: App,
	actor: Actor,
	slug: string,
	number: number
): Promise<{ summary: ReleaseSummary; manifest: string }> {
	return app.crew.ask(describing, { actor, slug, number });
}

const describing = task(
	'releasing.described',
	'figures',
	async (app, { actor, slug, number }: OneRelease) => {
		const { manifest, ...summary } = await show(app, actor, slug, number);
		return { summary, manifest: JSON.stringify(manifest) };
	}
);

/** Files that the manifest cannot list: itself, and its hash. */
const UNLISTED: readonly string[] = [MANIFEST, MANIFEST_HASH];

/**
 * Finds a file of a release, and reads nothing of it.
 *
 * @throws Refusal ('missing') where the release has no such file
 */
export function entry(
	app: App,
	actor: Actor,
	slug: string,
	{ number, path }: { number: number; path: string }
): Promise<Entry> {
	return app.crew.ask(finding, { actor, slug, number, path });
}

const finding = task(
	'releasing.entry',
	'figures',
	async (app, { actor, slug, number, path }: OneFile): Promise<Entry> => {
		const release = await show(app, actor, slug, number);
		if (UNLISTED.includes(path)) {
			return { path, tag: sha256(`${release.sha256} ${path}`), bytes: null };
		}
		const listed = release.manifest.files.find((file) => file.path === path);
		if (listed === undefined) throw noFile(number, path);
		return { path, tag: listed.sha256, bytes: listed.bytes };
	}
);
