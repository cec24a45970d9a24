/** The cases that a release would hold under some choices, each as it stands: what is checked, seen and scored. */
import type { ConsensusSettings } from '#lib/domain/consensus.ts';
import type { ReleaseChoices } from '#lib/domain/release-choices.ts';
import { caseScope, ruleIn } from '#lib/domain/release-scope.ts';
import type { App } from '../../app.ts';
import { read } from '../../db/atomically.ts';
import { panelOf, type StudyPanel } from '../../panel/index.ts';
import { checkedCase, type CheckedCase, type Judging } from './check-case.ts';
import { factsOf, type Facts } from './check-facts.ts';

/** `userId`: whoever looks; see `factsOf`. */
export type JudgingOf = { studyId: number; userId: number | null; choices: ReleaseChoices };

export type Judged = {
	panel: StudyPanel;
	known: Facts;
	choices: ReleaseChoices;
	rule: ConsensusSettings;
	cases: CheckedCase[];
};

/** The cases that would leave, each as it stands under the choices. */
export async function judged(
	app: App,
	{ studyId, userId, choices: asked }: JudgingOf
): Promise<Judged> {
	const panel = await panelOf(app, studyId);
	const { throughRound } = asked;
	const known = await read(app.db, (tx) => factsOf(tx, { studyId, panel, userId, throughRound }));
	const choices = normal(asked, known.ofStudy);
	const rule = ruleIn(choices, known.ofStudy);
	const all = panel.cases.filter(caseScope(choices)).map((item) =>
		checkedCase(item, {
			...{ rule, throughRound },
			standings: known.standings.get(item.id) ?? NO_STANDINGS,
			reworded: known.reworded.get(item.id) ?? NO_IDS
		})
	);
	const cases = choices.completeOnly ? all.filter((one) => one.isComplete) : all;
	return { panel, known, choices, rule, cases };
}

const NO_STANDINGS: Judging['standings'] = new Map();
const NO_IDS: Judging['reworded'] = new Set();

/** The rule of the study, chosen by name, is no other one. */
export function normal(choices: ReleaseChoices, ofStudy: ConsensusSettings): ReleaseChoices {
	const { consensus } = choices;
	const isOfStudy = consensus?.rule === ofStudy.rule && consensus.band === ofStudy.band;
	return isOfStudy ? { ...choices, consensus: null } : choices;
}
