/** Looking into files that were sent, before anything of them is imported. */
import { lacks, PURPOSES, type Mapping, type Purpose } from '#lib/domain/mapping.ts';
import type { Problem } from '#lib/domain/refusal.ts';
import type { Files } from '#lib/formats/files.ts';
import type * as formats from '#lib/formats/mapping/index.ts';
import type { Guess, LookedTable, Preview, Why } from '#lib/formats/mapping/index.ts';
import type { KnownCodes } from '#lib/formats/tables.ts';

export type { Guess, Why };
import type { Actor, App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import { fitted, reach } from './fitting.ts';
import { codesOf } from './incoming.ts';
import { usable, type KeptMapping } from './mappings.ts';
import type { Own } from './own-names.ts';
import { openUpload, type UploadHead } from './uploading.ts';

/** What a mapping would make of files. */
export type Shown = {
	/** What the mapping must say before anything can be made of it, in sentences. */
	lacks: string[];
	/** The first rows; null where the mapping lacks something. */
	preview: Preview | null;
};

/** A mapping that is kept and fits the files. */
export type Fitting = Pick<KeptMapping, 'id' | 'name' | 'updatedAt' | 'from'>;

/** What files hold that were sent. */
export type LookedUpload = {
	upload: UploadHead;
	/** What is imported as it is; null for what has to be mapped. */
	own: Own;
	/** Of files that have to be mapped: their tables, and how they are read. */
	tables: LookedTable[];
	read: Guess | null;
	shown: Shown | null;
	/** The mapping by which they are read, where it is one that is kept. */
	used: Fitting | null;
	/** Those that fit. */
	fitting: Fitting[];
	/** Files that cannot be read, and those that are no tables. */
	problems: Problem[];
	ignored: string[];
};

/** Which mapping: the one that is kept and fits best, one by its id, or what is guessed, even where none is needed. */
export type Wish = 'best' | 'guess' | number;

type Given = Opening & { wish: Wish };

/** As many rows as a preview shows. */
const PREVIEWED = 10;

/**
 * Looks into files that were sent.
 *
 * @throws Refusal ('missing') where the study has no such upload; ('invalid') or ('limit') where it cannot be unpacked
 */
export function look(
	app: App,
	actor: Actor,
	slug: string,
	{ upload, wish = 'best' }: { upload: string; wish?: Wish }
): Promise<LookedUpload> {
	return app.crew.ask(looking, { actor, slug, upload, wish });
}

const looking = task(
	'importing.look',
	'work',
	async (app, { actor, slug, upload, wish }: Given): Promise<LookedUpload> => {
		const { head, files } = await openUpload(app, actor, slug, upload);
		const { sha256: _, ...sent } = head;
		const { isKit, ownOf } = await import('./own-names.ts');
		const none = {
			...{ tables: [], read: null, shown: null, used: null, fitting: [] },
			...{ problems: [], ignored: [] }
		};
		if (isKit(files)) return { upload: sent, own: 'cases', ...none };
		const formats = await import('#lib/formats/mapping/index.ts');
		const { tables, problems, ignored } = await formats.look(files, app.limits);
		const own = problems.length === 0 && wish !== 'guess' ? ownOf(files, tables) : null;
		if (own !== null) return { upload: sent, own, ...none };
		const { kept, codes } = await read(app.db, function* (tx) {
			const { id } = yield* coordinatorOf(tx, actor, slug);
			return { kept: yield* usable(tx, actor, id), codes: yield* codesOf(tx, id) };
		});
		const fits = kept.flatMap((one) => {
			const mapping = fitted(one.mapping, tables);
			return mapping === null ? [] : [{ ...one, mapping }];
		});
		const used = chosen(fits, wish);
		const guessed = () =>
			tables.length === 0 ? null : best(tables, formats.titleOf(head.name), formats.guess);
		const found = used === undefined ? guessed() : { mapping: used.mapping, why: [] };
		return {
			...{ upload: sent, own, tables, problems, ignored, read: found },
			shown: found === null ? null : await shownOf(app, found.mapping, files, codes),
			used: used === undefined ? null : headOf(used),
			fitting: fits.map(headOf)
		};
	}
);

/** The mapping that is meant; of several that fit the one that uses most columns, and of those the newest. */
function chosen(fits: readonly KeptMapping[], wish: Wish): KeptMapping | undefined {
	if (wish === 'guess') return undefined;
	if (wish !== 'best') return fits.find(({ id }) => id === wish);
	return fits.toSorted(
		(a, b) =>
			reach(b.mapping) - reach(a.mapping) ||
			Number(a.from !== null) - Number(b.from !== null) ||
			b.updatedAt - a.updatedAt
	)[0];
}

const headOf = ({ id, name, updatedAt, from }: KeptMapping): Fitting => ({
	...{ id, name, updatedAt, from }
});

/**
 * Shows what a mapping would make of files that were sent.
 *
 * @throws Refusal ('missing') where the study has no such upload; ('invalid') or ('limit') where it cannot be unpacked
 */
export function preview(
	app: App,
	actor: Actor,
	slug: string,
	asked: { upload: string; mapping: Mapping }
): Promise<Shown> {
	return app.crew.ask(previewing, { actor, slug, ...asked });
}

const previewing = task(
	'importing.preview',
	'work',
	async (app, { actor, slug, upload, mapping }: Opening & { mapping: Mapping }) => {
		const { files } = await openUpload(app, actor, slug, upload);
		const codes = await read(app.db, function* (tx) {
			const { id } = yield* coordinatorOf(tx, actor, slug);
			return yield* codesOf(tx, id);
		});
		return shownOf(app, mapping, files, codes);
	}
);

/** Guesses anew how files that were sent are read, as cases or as ratings. @throws Refusal as `preview` */
export function guessAs(
	app: App,
	actor: Actor,
	slug: string,
	asked: { upload: string; purpose: Purpose }
): Promise<Guess> {
	return app.crew.ask(guessing, { actor, slug, ...asked });
}

const guessing = task(
	'importing.guess',
	'work',
	async (app, { actor, slug, upload, purpose }: Opening & { purpose: Purpose }): Promise<Guess> => {
		const { head, files } = await openUpload(app, actor, slug, upload);
		const formats = await import('#lib/formats/mapping/index.ts');
		return formats.guess(
			(await formats.look(files, app.limits)).tables,
			purpose,
			formats.titleOf(head.name)
		);
	}
);

async function shownOf(
	{ limits }: App,
	mapping: Mapping,
	files: Files,
	codes: KnownCodes
): Promise<Shown> {
	const lacking = lacks(mapping);
	if (lacking.length > 0) return { lacks: lacking, preview: null };
	const formats = await import('#lib/formats/mapping/index.ts');
	return { lacks: [], preview: await formats.preview(mapping, files, PREVIEWED, codes, limits) };
}

type Opening = { actor: Actor; slug: string; upload: string };

/** The guess that has least left to say: files hold cases or ratings. */
function best(tables: readonly LookedTable[], name: string, guess: typeof formats.guess): Guess {
	const guesses = PURPOSES.map((purpose) => guess(tables, purpose, name));
	return guesses.toSorted((a, b) => lacks(a.mapping).length - lacks(b.mapping).length)[0]!;
}
