/** What a study has that figures of it may be narrowed to. */
import { task } from '../../crew/task.ts';
import { panelOf, type StudyPanel } from '../../panel/index.ts';
import { groundOf } from './hearing.ts';

/** Numbers of its rounds, and specialties and categories by name, in order. */
export type Choices = { rounds: number[]; specialties: string[]; categories: string[] };

export function choicesIn(panel: StudyPanel): Choices {
	const { specialties, categories } = groundOf(panel);
	return {
		rounds: panel.rounds.map(({ number }) => number),
		specialties: [...new Set(specialties)].sort(),
		categories: [...categories].sort()
	};
}

export const choicesOf = task('agreeing.choices', 'figures', async (app, studyId: number) =>
	choicesIn(await panelOf(app, studyId))
);
