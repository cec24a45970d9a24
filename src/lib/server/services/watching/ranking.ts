/** Which actions of a study give reason to look at them again, worst first: from the panel, without a text. */
import { specialtyName } from '#lib/domain/case.ts';
import { resolve, type ConsensusSettings, type Final, type Ruling } from '#lib/domain/consensus.ts';
import {
	concernsOf,
	spreadOf,
	type Concern,
	type Said,
	type Spread
} from '#lib/domain/disagreements.ts';
import {
	answeredIn,
	voicesOf,
	type Voice,
	isCommented,
	isFlagged,
	isReason,
	scoreIn,
	type PanelCase,
	type StudyPanel
} from '../../panel/index.ts';

export type RankedAction = {
	caseId: number;
	externalId: string;
	specialty: string;
	actionId: number;
	/** In ascending order. */
	scores: number[];
	spread: Spread;
	final: Final;
	concerns: Concern[];
};

/** The actions with a concern, and how many anybody has said anything of. */
type OfCase = { actions: RankedAction[]; rated: number };

const kept = new WeakMap<PanelCase, { key: string; of: OfCase }>();

/**
 * @param rulings that count now, by action
 * @returns the actions with a concern in the order of the study
 */
export function concerning(
	panel: StudyPanel,
	settings: ConsensusSettings,
	rulings: ReadonlyMap<number, Ruling>
): OfCase {
	const ruled = [...rulings].map(([id, { score }]) => `${id}:${score}`).join();
	const key = JSON.stringify([settings, ruled]);
	const patternOf = patterns(settings);
	const all = panel.cases.map((item) => ofCase(item, settings, rulings, { key, patternOf }));
	return {
		actions: all.flatMap(({ actions }) => actions),
		rated: all.reduce((sum, { rated }) => sum + rated, 0)
	};
}

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

function ofCase(
	item: PanelCase,
	settings: ConsensusSettings,
	rulings: ReadonlyMap<number, Ruling>,
	{ key: rest, patternOf }: { key: string; patternOf: ReturnType<typeof patterns> }
): OfCase {
	const key = `${item.stamp} ${rest}`;
	const before = kept.get(item);
	if (before?.key === key) return before.of;
	const voices = voicesOf(item);
	const specialty = specialtyName(item.specialty);
	const of: OfCase = { actions: [], rated: 0 };
	item.actions.forEach((action, at) => {
		const said = voices.flatMap((voice) => saidIn(voice, at));
		if (said.length > 0) of.rated += 1;
		const scores = said
			.flatMap(({ score }) => (score === null ? [] : [score]))
			.sort((a, b) => a - b);
		const pattern = patternOf(scores);
		const ruling = rulings.get(action.id);
		const final = ruling === undefined ? pattern.final : resolve(scores, settings, ruling);
		const concerns = concernsOf(said, final, settings.ratersPerCase);
		if (concerns.length === 0) return;
		of.actions.push({
			caseId: item.id,
			externalId: item.externalId,
			specialty,
			actionId: action.id,
			...pattern,
			final,
			concerns
		});
	});
	kept.set(item, { key, of });
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
			flagged: isFlagged(bits),
			commented: isCommented(bits)
		}
	];
}
