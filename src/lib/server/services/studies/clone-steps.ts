/** The last change of a clone: its settings, words, people and cases become a study. */
import type { Clone } from '#lib/domain/clone.ts';
import { keeperOf } from '../../auth/guards.ts';
import type { Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import * as heads from '../../store/case-heads.ts';
import * as imports from '../../store/imports.ts';
import * as templates from '../../store/mail-templates.ts';
import * as members from '../../store/members.ts';
import * as neighbours from '../../store/neighbours.ts';
import * as rounds from '../../store/rounds.ts';
import * as store from '../../store/studies.ts';
import * as trail from '../../store/trail.ts';
import type { Making } from './cloning.ts';

/** Makes the clone a study like every other. Nothing is assigned in it, and nobody is told. */
export function* settle(
	tx: Change,
	{ importId, studyId, from, asked, actor }: Making
): Steps<void> {
	const source = yield* keeperOf(tx, actor, from);
	yield* imports.landCases(tx, { id: importId });
	const clone = yield* store.bear(tx, studyId, {
		...(asked.settings ? settingsOf(source, asked) : {}),
		...(asked.words ? { guidelines: source.guidelines, scaleWords: source.scaleWords } : {}),
		synthetic: asked.cases && source.synthetic
	});
	yield* rounds.open(tx, { studyId, number: 1, openedAt: tx.by.at });
	if (asked.settings) {
		yield* neighbours.replace(tx, studyId, yield* neighbours.ofStudy(tx, { studyId: source.id }));
		for (const words of yield* templates.ofStudy(tx, { studyId: source.id })) {
			const { kind, language, subject, body } = words;
			yield* templates.set(tx, { studyId, kind, language }, { subject, body });
		}
	}
	if (asked.people) yield* takePeople(tx, source.id, studyId);
	const { length: people } = yield* members.ofStudy(tx, { studyId });
	const { cases } = (yield* heads.counted(tx, { studyId }))!;
	yield* trail.record(tx, {
		studyId,
		what: 'study.cloned',
		subject: `study:${clone.slug}`,
		new: { from, people, cases, settings: asked.settings }
	});
}

/** What was set about a study; a qualification needs the cases by which raters qualify. */
function settingsOf(source: store.Study, { cases }: Clone) {
	const { ratersPerCase, consensusRule, band, rulingsWanted, showReference } = source;
	const { generalists, generalistsPerCase, repeatShare, repeatGapDays } = source;
	const { silentDays, remindsItself, remindEveryDays } = source;
	const { sharesComments, asksReason, qualificationTries, passMark } = source;
	return {
		...{ ratersPerCase, consensusRule, band, rulingsWanted, showReference },
		...{ generalists, generalistsPerCase, repeatShare, repeatGapDays },
		...{ silentDays, remindsItself, remindEveryDays },
		...{ sharesComments, asksReason, qualificationTries },
		passMark: cases ? passMark : null
	};
}

/**
 * Takes over whoever takes part: not those who left, whose account is shut, or whose ratings came from a file. Who
 * makes the clone coordinates it already.
 */
function* takePeople(tx: Change, from: number, studyId: number): Steps<void> {
	const [maker] = yield* members.ofStudy(tx, { studyId });
	for (const one of yield* members.ofStudy(tx, { studyId: from })) {
		if (one.leftAt !== null || one.disabledAt !== null || one.email === null) continue;
		const { userId, role, adjudicates, loadCap, pausedAt, pausedUntil, pauseReason } = one;
		const duties = { adjudicates, loadCap };
		if (userId === maker?.userId) {
			if (role === 'coordinator') yield* members.update(tx, maker.id, duties);
			continue;
		}
		const pause = { pausedAt, pausedUntil, pauseReason };
		const joining = { studyId, userId, role, ...duties, ...pause, createdAt: tx.by.at };
		yield* members.insert(tx, joining);
	}
}
