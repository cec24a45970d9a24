/** What a study has that figures of it may be narrowed to. */
import { specialtyName } from '#lib/domain/case.ts';
import { task } from '../../crew/task.ts';
import { panelOf, type StudyPanel } from '../../panel/index.ts';

/** Numbers of its rounds, and specialties and categories by name, in order. */
export type Choices = { rounds: number[]; specialties: string[]; categories: string[] };

export function choicesIn({ cases, rounds }: StudyPanel): Choices {
	const specialties = new Set(cases.map(({ specialty }) => specialtyName(specialty)));
	const categories = new Set(cases.flatMap(({ actions }) => actions.map((one) => one.category)));
	return {
		rounds: rounds.map(({ number }) => number),
		specialties: [...specialties].sort(),
		categories: [...categories].sort()
	};
}

export const choicesOf = task('watching.choices', 'figures', async (app, studyId: number) =>
	choicesIn(await panelOf(app, studyId))
);
