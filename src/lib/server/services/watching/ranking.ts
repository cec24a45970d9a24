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
	const all = panel.cases.map((item) => ofCase(item, settings, rulings, key));
	return {
		actions: all.flatMap(({ actions }) => actions),
		rated: all.reduce((sum, { rated }) => sum + rated, 0)
	};
}

function ofCase(
	item: PanelCase,
	settings: ConsensusSettings,
	rulings: ReadonlyMap<number, Ruling>,
	rest: string
): OfCase {
	const key = `${item.stamp} ${rest}`;
	const before = kept.get(item);
	if (before?.key === key) return before.of;
	const voices = voicesOf(item);
	const of: OfCase = { actions: [], rated: 0 };
	item.actions.forEach((action, at) => {
		const said = voices.flatMap((voice) => saidIn(voice, at));
		if (said.length > 0) of.rated += 1;
		const scores = said
			.flatMap(({ score }) => (score === null ? [] : [score]))
			.sort((a, b) => a - b);
		const final = resolve(scores, settings, rulings.get(action.id) ?? null);
		const concerns = concernsOf(said, final, settings.ratersPerCase);
		if (concerns.length === 0) return;
		of.actions.push({
			caseId: item.id,
			externalId: item.externalId,
			specialty: specialtyName(item.specialty),
			actionId: action.id,
			scores,
			spread: spreadOf(scores),
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
