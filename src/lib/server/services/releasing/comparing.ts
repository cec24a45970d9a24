/** Two releases of a study, compared. */
import { Refusal } from '#lib/domain/refusal.ts';
import type { Manifest } from '#lib/domain/release.ts';
import { cut, type Page } from '#lib/domain/page.ts';
import {
	CHANGES,
	Comparing,
	inOrder,
	type Change,
	type ChangedAction,
	type Differences
} from '#lib/domain/release-comparison.ts';
import { differingTerms, type TermChange } from '#lib/domain/release-terms.ts';
import type { HeadlineFigure } from '#lib/formats/agreement-headline.ts';
import type { Actor, App } from '../../app.ts';
import { watcherOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as store from '../../store/releases.ts';
import { archive } from './archives.ts';
import { headline } from './headline.ts';
import { releaseIn } from './missing.ts';
import { releasedCases } from './released-cases.ts';

/** What a list of changed actions can be narrowed to: `score` is `label` and `severity`. */
export const SHOWN = [...CHANGES, 'score'] as const;
export type Shown = (typeof SHOWN)[number];

/** `number` against `against`: null for the newest before it. */
export type ComparedReleases = { number: number; against: number | null };

/** A figure of agreement in both. */
export type AgreementChange = {
	words: string;
	from: HeadlineFigure;
	to: HeadlineFigure;
	/** Null where either is not defined. */
	difference: number | null;
};

export type ReleaseComparison = Differences & {
	from: Side;
	to: Side;
	terms: TermChange[];
	agreement: AgreementChange[];
};

/** `withdrawn`: it stands no more. */
export type Side = {
	number: number;
	createdAt: number;
	withdrawn: boolean;
	counts: Manifest['counts'];
};

/** The same with some of the changed actions, and the numbers of all releases, the newest first. */
export type ComparisonPage = ReleaseComparison & {
	shown: Shown | null;
	changed: Page<ChangedAction>;
	numbers: number[];
};

type Asked = ComparedReleases & { actor: Actor; slug: string };
type Narrowed = Asked & { shown: Shown | null; page: number };

const PAGE = 50;

/**
 * Compares a release with another, and shows a page of the actions that changed.
 *
 * @param shown which of them; null for all
 * @throws Refusal ('missing') where the study lacks one of them, or ('invalid') where there is none before it
 */
export function compare(
	app: App,
	actor: Actor,
	slug: string,
	given: ComparedReleases & { shown: Shown | null; page: number }
): Promise<ComparisonPage> {
	return app.crew.ask(comparing, { actor, slug, ...given });
}

/** The same with every action that changed, in order. */
export function compareWhole(
	app: App,
	actor: Actor,
	slug: string,
	given: ComparedReleases
): Promise<ReleaseComparison & { changed: ChangedAction[] }> {
	return app.crew.ask(comparingWhole, { actor, slug, ...given });
}

const comparing = task('releasing.compare', 'figures', async (app, asked: Narrowed) => {
	const { shown, page } = asked;
	const { numbers, changed, ...found } = await compared(app, asked);
	const isShown = ({ changes }: ChangedAction) =>
		shown === null || changes.some((change) => isOf(change, shown));
	return { ...found, numbers, shown, changed: cut(changed.filter(isShown), page, PAGE) };
});

const isOf = (change: Change, shown: Shown) =>
	shown === 'score' ? change === 'label' || change === 'severity' : change === shown;

const comparingWhole = task('releasing.compare-whole', 'figures', async (app, asked: Asked) => {
	const { numbers: _, ...found } = await compared(app, asked);
	return found;
});

type Whole = ReleaseComparison & { changed: ChangedAction[] };

/** What of a comparison never changes: either release may still be withdrawn. */
type Held = Omit<Whole, 'from' | 'to'>;

/** The newest comparison, which is asked for page by page. */
let kept: { of: string; found: Promise<Held> } | null = null;

async function compared(app: App, asked: Asked): Promise<Whole & { numbers: number[] }> {
	const { from, to, numbers } = await read(app.db, (tx) => find(tx, asked));
	const of = `${from.id}:${from.sha256} ${to.id}:${to.sha256}`;
	if (kept?.of !== of) {
		const own = { of, found: hold(app, asked, { from, to }) };
		kept = own;
		own.found.catch(() => {
			if (kept === own) kept = null;
		});
	}
	const found = await kept.found;
	return { ...found, from: sideOf(from), to: sideOf(to), numbers };
}

type Pair = { from: store.Release; to: store.Release };

function* find(
	tx: Queries,
	{ actor, slug, number, against }: Asked
): Steps<Pair & { numbers: number[] }> {
	const { study } = yield* watcherOf(tx, actor, slug);
	const numbers = (yield* store.numbers(tx, { studyId: study.id })).map((one) => one.number);
	const to = yield* releaseIn(tx, study, number);
	const other = against ?? numbers.find((one) => one < number);
	if (other === undefined) {
		throw new Refusal(
			'invalid',
			`Release ${number} is the first of "${study.name}": there is none before it to compare with.`
		);
	}
	const from = yield* releaseIn(tx, study, other);
	return { from, to, numbers };
}

async function hold(app: App, { actor, slug }: Asked, { from, to }: Pair): Promise<Held> {
	const changed: ChangedAction[] = [];
	const opened = (release: store.Release) => archive(app, actor, slug, release.number);
	const [earlier, later] = [await opened(from), await opened(to)];
	const comparing = new Comparing(await releasedCases(earlier), (action) => changed.push(action));
	for (const one of await releasedCases(later)) comparing.add(one);
	const [then, now] = [await headline(earlier), await headline(later)];
	return {
		...comparing.end(),
		terms: differingTerms(from.manifest, to.manifest),
		agreement: then.map((figure, at) => agreementChange(figure, now[at]!)),
		changed: inOrder(changed)
	};
}

const sideOf = ({ number, createdAt, withdrawnAt, manifest }: store.Release): Side => ({
	...{ number, createdAt, withdrawn: withdrawnAt !== null },
	counts: manifest.counts
});

function agreementChange(from: HeadlineFigure, to: HeadlineFigure): AgreementChange {
	const isDefined = from.value !== null && to.value !== null;
	return { words: from.words, from, to, difference: isDefined ? to.value! - from.value! : null };
}
