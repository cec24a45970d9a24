/** Qualification as a coordinator sets it: whether it is required, by which cases, and who is accepted without. */
import { specialtyName } from '#lib/domain/case.ts';
import { DEFAULT_PASS_MARK, hasQualified } from '#lib/domain/qualification.ts';
import {
	acceptanceSchema,
	qualificationSchema,
	type QualificationInput
} from '#lib/domain/qualification-schema.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { asTyped } from '#lib/domain/wrong-field.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf, memberIn } from '../../auth/guards.ts';
import { assertFieldsUnmoved } from '../../auth/unmoved.ts';
import { task } from '../../crew/task.ts';
import { atomically, read, type Change } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as assignments from '../../store/assignments.ts';
import * as heads from '../../store/case-heads.ts';
import * as cases from '../../store/cases.ts';
import * as qualifications from '../../store/qualifications.ts';
import * as studies from '../../store/studies.ts';
import * as trail from '../../store/trail.ts';
import { takeAway } from '../assigning/index.ts';
import { bringUpToDate } from './gold-cases.ts';

/** A case that is for qualification or could be. */
export type GoldCase = {
	externalId: string;
	specialty: string;
	actions: number;
	gold: boolean;
	/** True where a rater has rated it: it then stays what it is. */
	rated: boolean;
};

export type QualificationSettings = {
	required: boolean;
	/** In per cent; what a form begins with where none is required. */
	passMark: number;
	tries: number;
	/** Points by which an answer may differ from the key: the study's band. */
	band: number;
	/** Those for qualification and the first that could be, in the order of the study. */
	cases: GoldCase[];
	/** How many more could be: they are chosen by their ids. */
	more: number;
	/** How many cases cannot be chosen, and why: an action without a reference score, or ratings already. */
	notOffered: { withoutKey: number; rated: number };
};

type Found = heads.CaseSummary & { rated: boolean };

/** Cases to tick; of more than these nobody reads the list. */
const MOST_OFFERED = 100;

/** How qualification is set, with the cases there are to choose from. */
export function settings(app: App, actor: Actor, slug: string): Promise<QualificationSettings> {
	return app.crew.ask(listed, { actor, slug });
}

// Whether a case has a key is a matter of all of its actions: they are counted in the crew.
const listed = task('qualifying.settings', 'figures', (app, { actor, slug }: InStudy) =>
	read(app.db, function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		return settingsOf(study, yield* marked(tx, study.id));
	})
);

type InStudy = { actor: Actor; slug: string };

function settingsOf(study: studies.Study, found: readonly Found[]): QualificationSettings {
	const others = found.filter((item) => !item.gold);
	const candidates = others.filter((item) => whyNot(item) === null);
	const shown = new Set(candidates.slice(0, MOST_OFFERED));
	const offered = found.filter((item) => item.gold || shown.has(item));
	return {
		required: study.passMark !== null,
		passMark: study.passMark ?? DEFAULT_PASS_MARK,
		tries: study.qualificationTries,
		band: study.band,
		cases: offered.map(({ externalId, specialty, actions, gold, rated: isRated }) => ({
			externalId,
			specialty: specialtyName(specialty),
			actions,
			gold,
			rated: isRated
		})),
		more: candidates.length - shown.size,
		notOffered: {
			withoutKey: others.filter((item) => !hasKey(item)).length,
			rated: others.filter((item) => hasKey(item) && item.rated).length
		}
	};
}

function* marked(tx: Queries, studyId: number): Steps<Found[]> {
	const all = yield* heads.allSummaries(tx, { studyId });
	const ids = new Set((yield* cases.ratedIds(tx, { studyId })).map(({ id }) => id));
	return all.map((item) => ({ ...item, rated: ids.has(item.id) }));
}

const hasKey = ({ actions, keyed }: Found) => actions > 0 && keyed === actions;

/** Why an ordinary case cannot be for qualification, as the end of a sentence; null where it can. */
function whyNot(item: Found): string | null {
	if (!hasKey(item)) return 'not each of its actions has a reference score';
	return item.rated ? 'raters have rated it already' : null;
}

/**
 * Sets qualification. Where it is required, every rater who signs in and has not qualified is given the gold
 * cases; a case that is gold no longer loses its assignments. Results that exist stay as they are, whatever
 * the pass mark is now; a rater who has used every try gets another where more are allowed. The same settings
 * again change nothing.
 *
 * @param shown what whoever asks saw of these settings; none for one who saw none
 * @throws Refusal ('conflict') where one of them was changed by somebody else meanwhile, ('missing') for an unknown case, ('invalid') where qualification is required without a
 *   case or by one that cannot be gold, ('conflict') where a case is taken back that a rater has rated;
 *   ZodError for bad input
 */
export async function configure(
	app: App,
	actor: Actor,
	slug: string,
	input: QualificationInput,
	shown: Partial<Record<'passMark' | 'tries' | 'cases', unknown>> = {}
): Promise<void> {
	const { required, tries, cases: chosen, ...mark } = qualificationSchema.parse(input);
	if (required && chosen.length === 0) {
		throw new Refusal('invalid', 'Choose at least one case by which raters qualify.');
	}
	const passMark = required ? mark.passMark : null;
	await atomically(app.db, by(app, actor), function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		yield* assertUntouched(tx, study, shown, { passMark, tries, cases: chosen });
		const gold = yield* chooseGold(tx, study, chosen);
		const rulesChanged = passMark !== study.passMark || tries !== study.qualificationTries;
		if (gold.changed || rulesChanged) {
			yield* studies.update(tx, study, { passMark, qualificationTries: tries });
			yield* trail.record(tx, {
				studyId: study.id,
				what: 'study.qualification',
				subject: `study:${slug}`,
				old: { passMark: study.passMark, tries: study.qualificationTries, cases: gold.before },
				new: { passMark, tries, cases: gold.after }
			});
		}
		yield* bringUpToDate(tx, { id: study.id, passMark, tries, band: study.band });
	});
}

/** Refuses settings that somebody else has changed since they were shown. */
function* assertUntouched(
	tx: Change,
	study: studies.Study,
	shown: Partial<Record<'passMark' | 'tries' | 'cases', unknown>>,
	wanted: { passMark: number | null; tries: number; cases: readonly string[] }
): Steps<void> {
	const { id: studyId, slug, passMark, qualificationTries: tries } = study;
	const gold = yield* heads.goldSummaries(tx, { studyId });
	const cases = gold.map(({ externalId }) => externalId);
	// The same cases in another order are the same choice.
	const chosen =
		cases.length === wanted.cases.length && cases.every((id) => wanted.cases.includes(id));
	yield* assertFieldsUnmoved(
		tx,
		{ studyId, subject: `study:${slug}` },
		{
			names: { passMark: 'The pass mark', tries: 'Tries', cases: 'The qualification cases' },
			shown,
			present: { passMark, tries, cases },
			wanted: { ...wanted, cases: chosen ? cases : wanted.cases }
		}
	);
}

/** @returns the gold cases before and after, by external id */
function* chooseGold(
	tx: Change,
	study: studies.Study,
	chosen: readonly string[]
): Steps<{ before: string[]; after: string[]; changed: boolean }> {
	const before = yield* heads.goldSummaries(tx, { studyId: study.id });
	const after = yield* heads.named(tx, study.id, chosen);
	const names = (of: readonly heads.CaseSummary[]) => of.map(({ externalId }) => externalId);
	const known = new Set(names(after));
	const unknown = chosen.find((id) => !known.has(id));
	if (unknown !== undefined) {
		throw new Refusal('missing', `This study has no case ${asTyped(unknown)}.`);
	}
	const going = before.filter(({ externalId }) => !known.has(externalId));
	const coming = after.filter(({ gold }) => !gold);
	for (const item of [...going, ...coming]) {
		const found = { ...item, rated: yield* cases.isRated(tx, item.id) };
		yield* item.gold ? makeOrdinary(tx, study, found) : makeGold(tx, found);
	}
	return {
		before: names(before),
		after: names(after),
		changed: going.length + coming.length > 0
	};
}

function* makeGold(tx: Change, item: Found): Steps<void> {
	const reason = whyNot(item);
	if (reason !== null) {
		throw new Refusal('invalid', `${item.externalId} cannot be a qualification case: ${reason}.`);
	}
	yield* cases.updateCase(tx, item.id, { gold: true });
}

function* makeOrdinary(tx: Change, study: studies.Study, item: Found): Steps<void> {
	if (item.rated) {
		throw new Refusal(
			'conflict',
			`${item.externalId} was rated for qualification already, so it stays a qualification case: its ` +
				'ratings were made to be compared with the key and cannot count in the study.'
		);
	}
	for (const assignment of yield* assignments.ofCase(tx, { caseId: item.id })) {
		yield* takeAway(tx, { assignment, studyId: study.id });
	}
	yield* cases.updateCase(tx, item.id, { gold: false });
}

/**
 * Accepts a rater who has not passed: the cases of the study open, and the reason stays on record.
 *
 * @throws Refusal ('missing') for an unknown member, ('invalid') for one who does not have to qualify,
 *   ('conflict') for one who has qualified; ZodError without a reason
 */
export async function accept(
	app: App,
	actor: Actor,
	slug: string,
	memberId: number,
	given: { reason: string }
): Promise<void> {
	const { reason } = acceptanceSchema.parse(given);
	await atomically(app.db, by(app, actor), function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		const { passMark } = study;
		const member = yield* memberIn(tx, study.id, memberId);
		if (passMark === null || member.role !== 'rater' || member.email === null) {
			throw new Refusal('invalid', `${member.name} does not have to qualify in this study.`);
		}
		const attempts = yield* qualifications.ofMember(tx, { memberId });
		if (hasQualified(attempts)) {
			throw new Refusal('conflict', `${member.name} has qualified already.`);
		}
		yield* qualifications.insert(tx, {
			memberId,
			attempt: attempts.length + 1,
			agreed: 0,
			of: 0,
			passMark,
			passed: false,
			at: tx.by.at,
			waivedBy: actor.id,
			reason
		});
		yield* trail.record(tx, {
			studyId: study.id,
			what: 'qualification.accepted',
			subject: `member:${memberId}`,
			reason
		});
	});
}
