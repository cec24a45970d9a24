/** The panel: how figures read ratings. */
import type { App } from '../app.ts';
import type { Queries } from '../db/connect.ts';
import type { Steps } from '../db/steps.ts';
import { Panel } from './panel.ts';
import type { StudyPanel } from './study-panel.ts';

export {
	isAmbiguous,
	isCommented,
	isFlagged,
	isFlaggedOtherwise,
	isReason,
	reasonIn,
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

export { hourOf, NO_HOUR } from './ledger.ts';
export { answeredIn, answerOf, voicesOf, wordIn, type Heard, type Voice } from './voices.ts';

const opened = new WeakMap<App['db'], Panel>();

function panelsOf({ db }: Pick<App, 'db'>): Panel {
	const panel = opened.get(db) ?? new Panel(db);
	opened.set(db, panel);
	return panel;
}

/** The panel of a study as it is now, in the thread that asks: for tasks only. */
export function panelOf(app: Pick<App, 'db'>, studyId: number): Promise<StudyPanel> {
	return panelsOf(app).study(studyId);
}

/**
 * A step of a change that relies on a panel: whether it still is the study as it stands, in the change.
 *
 * @returns false where it has to be asked for anew
 */
export function isAsItStands(
	app: Pick<App, 'db'>,
	tx: Queries,
	{ studyId, panel }: { studyId: number; panel: StudyPanel }
): Steps<boolean> {
	return panelsOf(app).isAsItStands(tx, studyId, panel);
}
