/** Every coefficient over the ratings of a panel. */
import { report, type Report } from '#lib/agreement/report.ts';
import type { Sparse } from '#lib/agreement/table.ts';
import {
	answerOf,
	scoreIn,
	voicesOf,
	type Heard,
	type PanelCase,
	type StudyPanel,
	type Voice
} from '../../panel/index.ts';
import * as members from '../../store/members.ts';

/**
 * @param people of the study; those who rated are named by pseudonym where they have one
 * @param heard whose answers are counted: of every round, the newest of each rater, unless something is said
 */
export function reportOf(
	panel: StudyPanel,
	people: readonly members.NamedMember[],
	heard: Heard = {}
): Report {
	const voices = panel.cases.map((item) => ({ item, of: voicesOf(item, heard) }));
	const active = new Set(
		voices
			.flatMap(({ of }) =>
				of.filter((voice) => voice.some(({ answers }) => answers.some((answer) => answer !== 0)))
			)
			.map((voice) => voice[0]!.memberId)
	);
	const raters = people.filter(({ id }) => active.has(id)).sort(members.byPseudonym);
	const table = tableOf(
		voices,
		raters.map(({ id }) => id)
	);
	return report(table, {
		names: raters.map(({ pseudonym }, index) => pseudonym ?? `r${index + 1}`),
		cases: panel.cases.flatMap(({ id, actions }) => actions.map(() => id))
	});
}

/** Actions × raters without the holes: a rater gave a score to few of the actions. */
function tableOf(
	voices: readonly { item: PanelCase; of: Voice[] }[],
	raters: readonly number[]
): Sparse {
	const columnOf = new Map(raters.map((id, at) => [id, at]));
	const [starts, who, values] = [[0], [] as number[], [] as number[]];
	for (const { item, of } of voices) {
		const ordered = of
			.flatMap((voice) => {
				const column = columnOf.get(voice[0]!.memberId);
				return column === undefined ? [] : [{ column, voice }];
			})
			.sort((a, b) => a.column - b.column);
		item.actions.forEach((_, at) => {
			for (const { column, voice } of ordered) {
				const score = scoreIn(answerOf(voice, at));
				if (score === null) continue;
				who.push(column);
				values.push(score);
			}
			starts.push(values.length);
		});
	}
	return { raters: raters.length, starts, who, values };
}
