/**
 * The panels of an installation, each caught up from the histories since it last looked: what raters changed
 * stands in the revisions, everything else in the trail.
 */
import { read } from '../db/atomically.ts';
import type { Database, Queries } from '../db/connect.ts';
import type { Steps } from '../db/steps.ts';
import * as panels from '../store/panels.ts';
import { answerCode, remarkBits } from './answers.ts';
import { load } from './load.ts';
import { Reader } from './reader.ts';
import type { StudyPanel } from './study-panel.ts';

/** Changes that move single assignments. */
const OF_ASSIGNMENTS = /^assignment\.(made|removed|released|returned|submitted|reopened)$/;

/** Changes that no figure of a panel depends on. After any other, the panel of the study is read anew. */
const OF_NO_FIGURE =
	/^(user|member|assignment|release|qualification|installation|mail)\.|^study\.(notice|reminders|planning|words)$|^(ratings\.viewed|raters\.named)$|^action\.(ruled|referred|called-back)$|^round\.(due|locked|unlocked)$/;

const changesFigures = ({ what }: Pick<panels.Event, 'what'>) =>
	OF_ASSIGNMENTS.test(what) || !OF_NO_FIGURE.test(what);

/** Studies kept at once; the one asked for longest ago makes room. */
const MOST_KEPT = 8;

export class Panel {
	readonly #db: Database;
	readonly #kept = new Map<number, StudyPanel>();
	#readers: { revisions: Reader; events: Reader } | undefined;
	#turn: Promise<unknown> = Promise.resolve();

	constructor(db: Database) {
		this.#db = db;
	}

	/** The panel of a study, with everything that was committed before this was asked. */
	study(studyId: number): Promise<StudyPanel> {
		// One after the other: two who catch up at once would note the same changes twice.
		const found = this.#turn.then(() => read(this.#db, (tx) => this.#present(tx, studyId)));
		this.#turn = found.catch(() => {});
		return found;
	}

	/**
	 * Whether a panel of a study still is all there is to know at this moment: a step of a change that relies on it.
	 *
	 * @returns false where anything that a figure depends on was changed since the panel was asked for
	 */
	*isAsItStands(tx: Queries, studyId: number, panel: StudyPanel): Steps<boolean> {
		if (this.#readers === undefined || this.#kept.get(studyId) !== panel) return false;
		const { events, revisions } = this.#readers;
		const lines = yield* panels.events(tx, events.newest, events.missing);
		const changed = yield* panels.changed(tx, revisions.newest, revisions.missing);
		return (
			!lines.some((line) => line.studyId === studyId && changesFigures(line)) &&
			!changed.some((rating) => rating.studyId === studyId && rating.isInPanel)
		);
	}

	*#present(tx: Queries, studyId: number): Steps<StudyPanel> {
		if (this.#readers === undefined) {
			const { revision, event } = yield* panels.newest(tx);
			this.#readers = { revisions: new Reader(revision), events: new Reader(event) };
		} else {
			yield* this.#followTrail(tx, this.#readers.events);
			yield* this.#followRevisions(tx, this.#readers.revisions);
		}
		const panel = this.#kept.get(studyId) ?? (yield* load(tx, studyId));
		this.#keep(studyId, panel);
		return panel;
	}

	*#followTrail(tx: Queries, reader: Reader): Steps<void> {
		const lines = yield* panels.events(tx, reader.newest, reader.missing);
		for (const line of lines) yield* this.#follow(tx, line);
		reader.saw(
			lines.map(({ id }) => id),
			performance.now()
		);
	}

	*#follow(tx: Queries, event: panels.Event): Steps<void> {
		const { studyId, what } = event;
		// Of people and of the installation: it may stand on any page.
		if (studyId === null) for (const one of this.#kept.values()) one.touch();
		const panel = studyId === null ? undefined : this.#kept.get(studyId);
		if (panel === undefined || studyId === null) return;
		if (OF_ASSIGNMENTS.test(what)) {
			if (!(yield* follow(tx, panel, event))) this.#kept.delete(studyId);
		} else if (OF_NO_FIGURE.test(what)) panel.touch();
		else this.#kept.delete(studyId);
	}

	*#followRevisions(tx: Queries, reader: Reader): Steps<void> {
		const changed = yield* panels.changed(tx, reader.newest, reader.missing);
		for (const { studyId, assignmentId, actionId, ...value } of changed) {
			if (!value.isInPanel) continue;
			const rating = {
				answer: answerCode(value.score, value.cannotRate),
				remarks: remarkBits(value.comment, value.flags),
				createdAt: value.createdAt,
				updatedAt: value.updatedAt,
				activeMs: value.activeMs,
				untimed: value.untimed
			};
			const panel = this.#kept.get(studyId);
			// What is in no panel of its study yet came in some other way than one by one.
			if (panel?.note(assignmentId, actionId, rating) === false) this.#kept.delete(studyId);
		}
		reader.saw(
			changed.map(({ revisionId }) => revisionId),
			performance.now()
		);
	}

	#keep(studyId: number, panel: StudyPanel): void {
		this.#kept.delete(studyId);
		this.#kept.set(studyId, panel);
		if (this.#kept.size <= MOST_KEPT) return;
		const [oldest] = this.#kept.keys();
		this.#kept.delete(oldest!);
	}
}

/**
 * Brings one assignment of a panel up to date.
 *
 * @returns false where only reading the panel anew can do that
 */
function* follow(
	tx: Queries,
	panel: StudyPanel,
	{ at, what, subject }: panels.Event
): Steps<boolean> {
	const id = panels.assignmentOf(subject);
	const now = yield* panels.assignment(tx, { id });
	if (now === undefined) {
		panel.remove(id);
		return true;
	}
	const { caseId, memberId, roundId, state, releasedAt, submittedAt } = now;
	const known = panel.find(id);
	const again = what === 'assignment.reopened' ? at : (known?.reopenedAt ?? null);
	const reopenedAt = state === 'reopened' ? again : null;
	const standing = { state, releasedAt, signedAt: submittedAt, reopenedAt };
	if (known !== undefined) panel.setStanding(id, standing);
	// What was left out comes back with its ratings, which no revision since then tells of.
	else if (what === 'assignment.returned') return false;
	else panel.add({ id, caseId, memberId, roundId, givenAt: now.createdAt, ...standing });
	return true;
}
