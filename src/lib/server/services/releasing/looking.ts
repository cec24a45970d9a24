/** One release, as its page shows it. */
import { MANIFEST_HASH } from '#lib/domain/manifest-names.ts';
import type { Manifest } from '#lib/domain/release.ts';
import { cut, type Page } from '#lib/domain/page.ts';
import { termsOf, type Term } from '#lib/domain/release-terms.ts';
import type { HeadlineFigure } from '#lib/formats/agreement-headline.ts';
import { bytesOf } from '#lib/formats/archive-read.ts';
import type { Actor, App } from '../../app.ts';
import { watcherOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import * as store from '../../store/releases.ts';
import * as users from '../../store/users.ts';
import { archive, fileIn, type Archive } from './archives.ts';
import { headline } from './headline.ts';
import { releaseIn } from './missing.ts';
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
		const found = yield* releaseIn(tx, study, number);
		const maker =
			named && found.createdBy !== null
				? yield* users.byId(tx, { id: found.createdBy })
				: undefined;
		const numbers = yield* store.numbers(tx, { studyId: study.id });
		const earlier = numbers.find((one) => one.number < number);
		return { release: found, by: maker?.name ?? null, before: earlier?.number ?? null };
	});
	const { manifest } = release;
	const whole = await archive(app, actor, slug, number);
	const [agreement, manifestHash] = await Promise.all([headline(whole), hashOf(whole)]);
	return {
		...summaryOf(release),
		...{ by, before, bytes: whole.bytes, agreement, manifestHash },
		terms: termsOf(manifest),
		files: cut(manifest.files, asked.page, PAGE)
	};
});

/** What manifest.sha256 says. */
async function hashOf(release: Archive): Promise<string> {
	const { read: pieces } = await fileIn(release, MANIFEST_HASH);
	return (await bytesOf(pieces())).toString().slice(0, 64);
}
