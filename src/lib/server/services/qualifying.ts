/** Qualification as a coordinator sets it: whether it is required, by which cases, and who is accepted without. */
import { specialtyName } from '#lib/domain/case.ts';
import { DEFAULT_PASS_MARK, hasQualified } from '#lib/domain/qualification.ts';
import {
	acceptanceSchema,
	qualificationSchema,
	type QualificationInput
} from '#lib/domain/qualification-schema.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Actor, App } from '../app.ts';
import { atomically, run, type Steps } from '../db/atomically.ts';
import type { Queries } from '../db/connect.ts';
import * as assignments from '../store/assignments.ts';
import * as audit from '../store/audit.ts';
import * as cases from '../store/cases.ts';
import * as qualifications from '../store/qualifications.ts';
import * as studies from '../store/studies.ts';
import { requireCoordinator } from './access.ts';
import { takeAway, type By } from './assignment-steps.ts';
import { catchUp, giveGoldCases } from './gold-cases.ts';

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
	/** In the order of the study. */
	cases: GoldCase[];
	/** How many cases cannot be chosen, and why: an action without a reference score, or ratings already. */
	notOffered: { withoutKey: number; rated: number };
};

type Found = cases.CaseSummary & { rated: boolean };

/** How qualification is set, with the cases there are to choose from. */
export async function settings(
	app: App,
	actor: Actor,
	slug: string
): Promise<QualificationSettings> {
	const { study } = await requireCoordinator(app, actor, slug);
	const [all, rated] = await Promise.all([
		cases.summaries(app.db, study.id, 'all'),
		cases.ratedIds(app.db, study.id)
	]);
	const found = marked(all, rated);
	const others = found.filter((item) => !item.gold);
	const offered = found.filter((item) => item.gold || whyNot(item) === null);
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
		notOffered: {
			withoutKey: others.filter((item) => !hasKey(item)).length,
			rated: others.filter((item) => hasKey(item) && item.rated).length
		}
	};
}

function marked(all: readonly cases.CaseSummary[], rated: readonly { id: number }[]): Found[] {
	const ids = new Set(rated.map(({ id }) => id));
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
 * @throws Refusal ('missing') for an unknown case, ('invalid') where qualification is required without a
 *   case or by one that cannot be gold, ('conflict') where a case is taken back that a rater has rated;
 *   ZodError for bad input
 */
export async function configure(
	app: App,
	actor: Actor,
	slug: string,
	input: QualificationInput
): Promise<void> {
	const { study } = await requireCoordinator(app, actor, slug);
	const { required, tries, cases: chosen, ...mark } = qualificationSchema.parse(input);
	if (required && chosen.length === 0) {
		throw new Refusal('invalid', 'Choose at least one case by which raters qualify.');
	}
	const passMark = required ? mark.passMark : null;
	const by = { now: app.now(), actorId: actor.id };
	await atomically(app.db, function* (tx) {
		const gold = yield* chooseGold(tx, study, chosen, by);
		const rulesChanged = passMark !== study.passMark || tries !== study.qualificationTries;
		if (gold.changed || rulesChanged) {
			yield* studies.update(tx, study.id, { passMark, qualificationTries: tries });
			yield* audit.record(tx, {
				at: by.now,
				userId: by.actorId,
				studyId: study.id,
				what: 'study.qualification',
				subject: `study:${slug}`,
				old: { passMark: study.passMark, tries: study.qualificationTries, cases: gold.before },
				new: { passMark, tries, cases: gold.after }
			});
		}
		yield* giveGoldCases(tx, study.id, by);
		for (const { memberId } of yield* run(qualifications.candidates(tx, study.id))) {
			const candidate = { studyId: study.id, memberId, passMark, tries, band: study.band };
			yield* catchUp(tx, candidate, by);
		}
	});
}

/** @returns the gold cases before and after, by external id */
function* chooseGold(
	tx: Queries,
	study: studies.Study,
	chosen: readonly string[],
	by: By
): Steps<{ before: string[]; after: string[]; changed: boolean }> {
	const all = marked(
		yield* run(cases.summaries(tx, study.id, 'all')),
		yield* run(cases.ratedIds(tx, study.id))
	);
	const wanted = new Set(chosen);
	const unknown = chosen.find((id) => all.every(({ externalId }) => externalId !== id));
	if (unknown !== undefined) {
		throw new Refusal('missing', `This study has no case ${unknown}.`);
	}
	const changing = all.filter(({ externalId, gold }) => gold !== wanted.has(externalId));
	for (const item of changing)
		yield* item.gold ? makeOrdinary(tx, study, item, by) : makeGold(tx, item);
	const names = (of: readonly Found[]) => of.map(({ externalId }) => externalId);
	return {
		before: names(all.filter(({ gold }) => gold)),
		after: names(all.filter(({ externalId }) => wanted.has(externalId))),
		changed: changing.length > 0
	};
}

function* makeGold(tx: Queries, item: Found): Steps<void> {
	const reason = whyNot(item);
	if (reason !== null) {
		throw new Refusal('invalid', `${item.externalId} cannot be a qualification case: ${reason}.`);
	}
	yield* cases.updateCase(tx, item.id, { gold: true });
}

function* makeOrdinary(tx: Queries, study: studies.Study, item: Found, by: By): Steps<void> {
	if (item.rated) {
		throw new Refusal(
			'conflict',
			`${item.externalId} was rated for qualification already, so it stays a qualification case: its ` +
				'ratings were made to be compared with the key and cannot count in the study.'
		);
	}
	for (const assignment of yield* run(assignments.ofCase(tx, item.id))) {
		yield* takeAway(tx, { assignment, studyId: study.id }, by);
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
	const { study } = await requireCoordinator(app, actor, slug);
	const { reason } = acceptanceSchema.parse(given);
	const { passMark } = study;
	const member = (await studies.members(app.db, study.id)).find(({ id }) => id === memberId);
	if (member === undefined) throw new Refusal('missing', 'There is no such member in this study.');
	if (passMark === null || member.role !== 'rater' || member.email === null) {
		throw new Refusal('invalid', `${member.name} does not have to qualify in this study.`);
	}
	const now = app.now();
	await atomically(app.db, function* (tx) {
		const attempts = yield* run(qualifications.ofMember(tx, memberId));
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
			at: now,
			waivedBy: actor.id,
			reason
		});
		yield* audit.record(tx, {
			at: now,
			userId: actor.id,
			studyId: study.id,
			what: 'qualification.accepted',
			subject: `member:${memberId}`,
			reason
		});
	});
}
