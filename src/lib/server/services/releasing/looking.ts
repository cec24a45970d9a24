/** One release, as its page shows it. */
import { MANIFEST_HASH } from '#lib/domain/manifest-names.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Manifest } from '#lib/domain/release.ts';
import { cut, type Page } from '#lib/domain/page.ts';
import { termsOf, type Term } from '#lib/domain/release-terms.ts';
import type { HeadlineFigure } from '#lib/formats/agreement-headline.ts';
import type { Actor, App } from '../../app.ts';
import { watcherOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import * as store from '../../store/releases.ts';
import * as users from '../../store/users.ts';
import { archive, file } from './archives.ts';
import { headline } from './headline.ts';
import { summaryOf, type ReleaseSummary } from './releases.ts';

export type ReleaseLook = ReleaseSummary & {
	/** Who made it; null for an observer, for the command line, and where the account is gone. */
	by: string | null;
	/** Bytes of the zip. */
	bytes: number;
	/** SHA-256 of manifest.json. */
	manifestHash: string;
	terms: Term[];
	agreement: HeadlineFigure[];
	files: Page<Manifest['files'][number]>;
	/** Of the newest release before it; null for the first. */
	before: number | null;
};

type Asked = { actor: Actor; slug: string; number: number; page: number };

/** Files a page. */
const PAGE = 50;

/**
 * Looks at a release.
 *
 * @param page of its files
 * @throws Refusal ('missing') where the study has none of this number
 */
export function look(
	app: App,
	actor: Actor,
	slug: string,
	given: { number: number; page: number }
): Promise<ReleaseLook> {
	return app.crew.ask(looking, { actor, slug, ...given });
}

const looking = task('releasing.look', 'figures', async (app, asked: Asked) => {
	const { actor, slug, number } = asked;
	const { release, by, before } = await read(app.db, function* (tx) {
		const { study, named } = yield* watcherOf(tx, actor, slug);
		const found = yield* store.byNumber(tx, { studyId: study.id, number });
		if (found === undefined) {
			throw new Refusal('missing', `The study "${study.name}" has no release ${number}.`);
		}
		const maker =
			named && found.createdBy !== null
				? yield* users.byId(tx, { id: found.createdBy })
				: undefined;
		const numbers = yield* store.numbers(tx, { studyId: study.id });
		const earlier = numbers.find((one) => one.number < number);
		return { release: found, by: maker?.name ?? null, before: earlier?.number ?? null };
	});
	const { manifest } = release;
	const [{ bytes }, agreement, manifestHash] = await Promise.all([
		archive(app, actor, slug, number),
		headline(app, asked),
		hashOf(app, asked)
	]);
	return {
		...summaryOf(release),
		...{ by, before, bytes, agreement, manifestHash },
		terms: termsOf(manifest),
		files: cut(manifest.files, asked.page, PAGE)
	};
});

/** What manifest.sha256 says. */
async function hashOf(app: App, { actor, slug, number }: Asked): Promise<string> {
	const { read: pieces } = await file(app, actor, slug, { number, path: MANIFEST_HASH });
	return Buffer.concat(await Array.fromAsync(pieces()))
		.toString()
		.slice(0, 64);
}
