/** Which actions of a study give reason to look at them again, worst first: from the panel, without a text. */
import { specialtyName } from '#lib/domain/case.ts';
import { resolve, type ConsensusSettings, type Final } from '#lib/domain/consensus.ts';
import {
	concernsOf,
	spreadOf,
	whyOpen,
	worstFirst,
	type Concern,
	type Said,
	type Spread,
	type Why
} from '#lib/domain/disagreements.ts';
import {
	answeredIn,
	asked,
	isAmbiguous,
	isCommented,
	isFlaggedOtherwise,
	isReason,
	scoreIn,
	voicesOf,
	type PanelAction,
	type PanelCase,
	type StudyPanel,
	type Voice
} from '../../panel/index.ts';
import type { Mark, Marks } from './marks.ts';

export type RankedAction = {
	/** Its case, and its place in there. */
	item: PanelCase;
	at: number;
	specialty: string;
	/** In ascending order. */
	scores: readonly number[];
	/** Raters who could not rate it. */
	unable: number;
	spread: Spread;
	final: Final;
	/** Why it is unresolved; null where it is not, or scores are still coming in. */
	why: Why | null;
	concerns: Concern[];
	mark: Mark | null;
};

/** `rated`: how many actions anybody has said anything of; `awaited`: unresolved ones whose scores still come in. */
export type Ranking = { actions: RankedAction[]; rated: number; awaited: number };

const keptOfCase = new WeakMap<PanelCase, { key: string; of: Ranking }>();
const keptOfStudy = new WeakMap<StudyPanel, { key: string; of: Ranking }>();

/**
 * The actions with a reason or a concern, and those that were sent somewhere, worst first; counted case by case, and
 * kept until something of it changes.
 */
export function rankingOf(panel: StudyPanel, settings: ConsensusSettings, marks: Marks): Ranking {
	const rest = JSON.stringify(settings);
	const key = `${panel.stamp} ${rest} ${[...marks.values()].map(inWords).join()}`;
	const known = keptOfStudy.get(panel);
	if (known?.key === key) return known.of;
	const context = { settings, patternOf: patterns(settings), present: panel.present };
	const all = panel.cases.map((item) => {
		const mark = marks.get(item.id);
		const keyOfCase = `${item.stamp} ${rest} ${mark === undefined ? '' : inWords(mark)}`;
		const before = keptOfCase.get(item);
		if (before?.key === keyOfCase) return before.of;
		const of = ofCase(item, mark, context);
		keptOfCase.set(item, { key: keyOfCase, of });
		return of;
	});
	const sum = (of: (one: Ranking) => number) => all.reduce((total, one) => total + of(one), 0);
	const of: Ranking = {
		actions: worstFirst(all.flatMap(({ actions }) => actions)),
		rated: sum(({ rated }) => rated),
		awaited: sum(({ awaited }) => awaited)
	};
	keptOfStudy.set(panel, { key, of });
	return of;
}

/** What of the marks of a case the ranking depends on, or shows. */
const inWords = (marks: ReadonlyMap<number, Mark>) =>
	[...marks].map(([id, { rulings, sent }]) => `${id}${JSON.stringify(rulings)}${sent?.id}`).join();

/** What some scores say, in ascending order; `final` where nobody has ruled. */
type Pattern = Pick<RankedAction, 'scores' | 'spread' | 'final'>;

/** Scores come in few patterns, 165 of three, however large the study is: each is looked at once. */
function patterns(settings: ConsensusSettings): (scores: number[]) => Pattern {
	const known = new Map<string, Pattern>();
	return (scores) => {
		const key = scores.join();
		const before = known.get(key);
		if (before !== undefined) return before;
		const pattern = { scores, spread: spreadOf(scores), final: resolve(scores, settings, null) };
		known.set(key, pattern);
		return pattern;
	};
}

type Context = {
	settings: ConsensusSettings;
	patternOf: ReturnType<typeof patterns>;
	present: StudyPanel['present'];
};

function ofCase(
	item: PanelCase,
	marks: ReadonlyMap<number, Mark> | undefined,
	{ settings, patternOf, present }: Context
): Ranking {
	const voices = voicesOf(item);
	const open = item.assignments.filter(
		(one) => one.round === present && one.releasedAt === null && one.state !== 'submitted'
	);
	const isAwaited = (action: PanelAction, at: number) =>
		asked(present, action) && open.some(({ answers }) => answers[at] === 0);
	const specialty = specialtyName(item.specialty);
	const of: Ranking = { actions: [], rated: 0, awaited: 0 };
	item.actions.forEach((action, at) => {
		const given = voices.flatMap((voice) => saidIn(voice, at));
		if (given.length > 0) of.rated += 1;
		const scores = given
			.flatMap(({ score }) => (score === null ? [] : [score]))
			.sort((a, b) => a - b);
		const pattern = patternOf(scores);
		const mark = marks?.get(action.id) ?? null;
		const rulings = mark?.rulings ?? null;
		const final =
			rulings?.state === 'holds' ? resolve(scores, settings, rulings.ruling) : pattern.final;
		const standing = { given, final, rulings, isAwaited: isAwaited(action, at) };
		const why = given.length === 0 ? null : whyOpen(standing, settings.ratersPerCase);
		const concerns = concernsOf(standing);
		if (why === null && final.basis === 'unresolved') of.awaited += 1;
		if (why === null && concerns.length === 0 && (mark?.sent ?? null) === null) return;
		const unable = given.filter(({ cannotRate }) => cannotRate).length;
		of.actions.push({ item, at, specialty, ...pattern, final, unable, why, concerns, mark });
	});
	return of;
}

/** What a rater says of an action; nothing where it was taken back altogether. */
function saidIn(voice: Voice, at: number): Said[] {
	const { answers, remarks } = answeredIn(voice, at) ?? voice[0]!;
	const [answer, bits] = [answers[at]!, remarks[at]!];
	if (answer === 0 && bits === 0) return [];
	return [
		{
			score: scoreIn(answer),
			cannotRate: isReason(answer),
			wording: isAmbiguous(answer, bits),
			flagged: isFlaggedOtherwise(bits),
			commented: isCommented(bits)
		}
	];
}
