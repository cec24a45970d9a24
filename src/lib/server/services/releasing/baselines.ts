/**
 * Whether the set that a release would hold tells good answers from bad ones: what systems that know no medicine reach
 * on it, and what its raters do. It takes long, so it is computed where somebody asks, and kept until the release would
 * hold something else.
 */
import type { Case } from '#lib/domain/case.ts';
import type { ReleaseChoices } from '#lib/domain/release-choices.ts';
import type { Opinion } from '#lib/scoring/ceiling.ts';
import type { Figure } from '#lib/scoring/score.ts';
import type { Actor, App } from '../../app.ts';
import { keeperOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import { answerOf, scoreIn } from '../../panel/index.ts';
import * as cases from '../../store/cases.ts';
import { caseValue } from '../cases/index.ts';
import type { CheckedCase } from './check-case.ts';
import { judged, type Judged, type JudgingOf } from './judged.ts';

/** Who answers: systems without sense, a rater held against the others, and whoever does all that is appropriate. */
export const ANSWERERS = [
	'nothing',
	'everything',
	'referrals',
	'reassurance',
	'random half',
	'rater',
	'appropriate'
] as const;
export type Answerer = (typeof ANSWERERS)[number];

/** What an answerer reaches. */
export type Reached = Pick<Figure, 'value' | 'ci95'> & {
	/** Actions recommended, of all items together; null for raters, each of whom has cases of their own. */
	recommended: number | null;
};

export type Baselines = {
	scheme: string;
	/** The metric, by its name in the scheme. */
	headline: string;
	/** Null where nobody can be held against others. */
	figures: Record<Answerer, Reached | null>;
	/** What to look at, in the scheme's own kinds, with the cases that cause it most. */
	warnings: { baseline: string; kind: string; value: number; cases: string[]; of: number }[];
};

const CASES_SHOWN = 5;
const MOST_KEPT = 8;
const kept = new Map<string, Baselines>();

type Asking = { actor: Actor; slug: string; choices: ReleaseChoices; seen: string };

/**
 * What was computed of this before.
 *
 * @param asking `seen` is what the check list was read of
 * @param computes whether to compute it where it was not; it may take a minute
 * @returns null where nobody has yet
 */
export async function baselines(
	app: App,
	{ actor, slug, choices, seen }: Asking,
	{ computes }: { computes: boolean }
): Promise<Baselines | null> {
	const { id: studyId } = await read(app.db, (tx) => keeperOf(tx, actor, slug));
	const key = `${studyId} ${seen}`;
	const known = kept.get(key);
	if (known !== undefined || !computes) return known ?? null;
	const found = await app.crew.ask(computed, { studyId, userId: actor.id, choices });
	kept.set(key, found);
	if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
	return found;
}

const computed = task('releasing.baselines', 'work', async (app, given: JudgingOf) => {
	const found = await judged(app, given);
	const whole = await read(app.db, (tx) => cases.wholeStudy(tx, given.studyId));
	const values = new Map(whole.map((item) => [item.row.id, caseValue(item)]));
	return baselinesOf(found, values);
});

async function baselinesOf(
	{ rule, choices, cases: checked }: Judged,
	values: ReadonlyMap<number, Case>
): Promise<Baselines> {
	const [{ sanity }, { DEFAULT_SCHEME }, { setOf }, { rubricsOf }, { ofOthers }] =
		await Promise.all([
			import('#lib/scoring/sanity.ts'),
			import('#lib/scoring/score.ts'),
			import('#lib/scoring/rubric.ts'),
			import('#lib/formats/kit-rubrics.ts'),
			import('#lib/formats/annotation-set.ts')
		]);
	const keeps = choices.unresolved === 'keep';
	const scored = checked.map((one) => withFinals(values.get(one.item.id)!, one, keeps));
	const opinions = checked.flatMap(opinionsIn);
	const panel = opinions.length === 0 ? null : { opinions, consensus: ofOthers(rule) };
	const found = sanity(setOf(rubricsOf(scored).rubrics), DEFAULT_SCHEME, panel);
	const { headline } = found;
	const of = (answerer: Answerer): Reached | null => {
		const known = found.baselines.find(({ baseline }) => baseline === answerer);
		const result = known?.result ?? found.ceiling?.together;
		if (result === undefined) return null;
		const { value, ci95 } = result.aggregate[headline]!;
		return { value, ci95, recommended: known?.recommended ?? null };
	};
	const figures = ANSWERERS.map((answerer) => [answerer, of(answerer)]);
	return {
		...{ scheme: found.scheme, headline },
		figures: Object.fromEntries(figures) as Baselines['figures'],
		warnings: found.warnings.map(({ baseline, kind, value, cases: causes }) => ({
			...{ baseline, kind, value, of: causes.length },
			cases: causes.slice(0, CASES_SHOWN).map((cause) => cause.case)
		}))
	};
}

/** The case as the kit of the release would have it: with final scores, without what has none. */
function withFinals(value: Case, { item, finals }: CheckedCase, keeps: boolean): Case {
	const actions = value.actions.flatMap((action) => {
		const at = item.actions.findIndex(({ number }) => number === action.number);
		const final = finals[at];
		const score = final?.score ?? (keeps ? final?.provisional : null) ?? null;
		return score === null ? [] : [{ ...action, referenceScore: score }];
	});
	return { ...value, actions };
}

function opinionsIn({ item, voices }: CheckedCase): Opinion[] {
	return voices.flatMap((voice) =>
		item.actions.flatMap(({ number }, at): Opinion[] => {
			const score = scoreIn(answerOf(voice, at));
			if (score === null) return [];
			return [{ rater: String(voice[0]!.memberId), case: item.externalId, action: number, score }];
		})
	);
}
