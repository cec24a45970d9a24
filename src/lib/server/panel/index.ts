/** The panel: how figures read ratings. */
import type { App } from '../app.ts';
import { Panel } from './panel.ts';
import type { StudyPanel } from './study-panel.ts';

export {
	isAmbiguous,
	isCommented,
	isFlagged,
	isFlaggedOtherwise,
	isReason,
	scoreIn
} from './answers.ts';
export {
	asked,
	isFirst,
	progressOf,
	SPENT_MS,
	type PanelAction,
	type PanelAssignment,
	type PanelCase,
	type PanelRound,
	type StudyPanel
} from './study-panel.ts';

export { hourOf } from './ledger.ts';
export { load as readPanel } from './load.ts';
export { answeredIn, answerOf, voicesOf, type Heard, type Voice } from './voices.ts';

const opened = new WeakMap<App['db'], Panel>();

/** The panel of a study as it is now, in the thread that asks: for tasks only. */
export function panelOf({ db }: Pick<App, 'db'>, studyId: number): Promise<StudyPanel> {
	const panel = opened.get(db) ?? new Panel(db);
	opened.set(db, panel);
	return panel.study(studyId);
}
