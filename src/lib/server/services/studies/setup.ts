/** The setup list of a study: what stands between it and its first rating. */
import { specialtyName } from '#lib/domain/case.ts';
import { fitOf } from '#lib/domain/fit.ts';
import { stepsOf, type SetupStep, type StepState } from '#lib/domain/setup.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf, keeperOf, deskOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { atomically, read } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Steps } from '../../db/steps.ts';
import * as members from '../../store/members.ts';
import * as plans from '../../store/plans.ts';
import * as rounds from '../../store/rounds.ts';
import * as standings from '../../store/standings.ts';
import type { Study } from '../../store/studies.ts';
import * as users from '../../store/users.ts';
import * as assigning from '../assigning/index.ts';

export type Setup = {
	steps: Record<SetupStep, StepState>;
	/** Ratings wanted an action. */
	k: number;
	cases: { ordinary: number; gold: number; actions: number };
	people: {
		/** Raters who can be given cases, and those of them who have joined. */
		raters: number;
		joined: number;
		/** Raters whose own specialty it is, of those specialties that cases have; fewest first. */
		specialties: { name: string; cases: number; own: number; suits: boolean }[];
	};
	words: {
		/** Characters of the guidelines. */
		guidelines: number;
		version: number;
		/** Who that runs the study has read this version; names. */
		readBy: string[];
		/** Whether whoever looks can say that they were read. */
		mayRead: boolean;
	};
	plan: 'none' | plans.StoredPlan['state'];
	open: {
		/** Assignments of the present round, who has one, and the cases that have one. */
		assignments: number;
		people: number;
		cases: number;
		/** People told by mail; null where no mail can be sent. */
		told: number | null;
		dueAt: number | null;
		begun: boolean;
	};
};

/** Where somebody who opens a study is led: to its setup list, until cases are with raters. */
export function beginning(
	app: App,
	actor: Actor,
	slug: string
): Promise<'setup' | 'coverage' | 'adjudicate'> {
	return read(app.db, function* (tx) {
		const { study, role } = yield* deskOf(tx, actor, slug);
		if (role === 'adjudicator') return 'adjudicate';
		if (role === 'observer' || study.archivedAt !== null) return 'coverage';
		return (yield* standings.isUnderWay(tx, study.id)) ? 'coverage' : 'setup';
	});
}

/** The setup list, for those who run the study. */
export function setup(app: App, actor: Actor, slug: string): Promise<Setup> {
	return app.crew.ask(counted, { actor, slug });
}

type Asked = { actor: Actor; slug: string };

const counted = task('studies.setup', 'figures', (app, { actor, slug }: Asked) =>
	read(app.db, function* (tx): Steps<Setup> {
		const study = yield* keeperOf(tx, actor, slug);
		const studyId = study.id;
		const everyone = yield* members.ofStudy(tx, { studyId });
		const round = yield* rounds.present(tx, studyId);
		const cases = (yield* standings.present(tx, { studyId }))!;
		const people = yield* peopleOf(tx, study, everyone);
		const plan = yield* plans.ofRound(tx, { roundId: round.id });
		const given = (yield* standings.given(tx, { roundId: round.id }))!;
		const told = (yield* standings.told(tx, { studyId }))!;
		const begun = yield* standings.isBegun(tx, studyId);
		const runs = everyone.filter(({ role, leftAt }) => role === 'coordinator' && leftAt === null);
		const readers = runs.filter(({ wordsRead }) => wordsRead === study.wordsVersion);
		const mayRead = runs.some(({ userId }) => userId === actor.id);
		const isGiven = given.assignments > 0;
		return {
			steps: stepsOf({
				cases: cases.ordinary,
				raters: people.raters,
				unsuited: people.specialties.filter(({ suits }) => !suits).length,
				read: readers.length > 0,
				reads: mayRead,
				...{ given: isGiven, begun }
			}),
			k: study.ratersPerCase,
			cases,
			people,
			words: {
				guidelines: study.guidelines.length,
				version: study.wordsVersion,
				readBy: readers.map(({ name }) => name),
				mayRead
			},
			plan: plan?.state ?? 'none',
			open: {
				...given,
				told: app.mail === null ? null : told.people,
				...{ dueAt: round.dueAt, begun }
			}
		};
	})
);

function* peopleOf(
	tx: Queries,
	study: Study,
	everyone: readonly members.NamedMember[]
): Steps<Setup['people']> {
	const able = everyone.filter((one) => members.canRate(one));
	const ids = able.map(({ userId }) => userId);
	const codes = yield* users.specialties(tx, ids);
	const rules = yield* assigning.readRules(tx, study);
	const wanted = yield* standings.casesBySpecialty(tx, { studyId: study.id });
	const specialties = wanted.map(({ specialty, cases }) => {
		const fits = ids.map((id) => fitOf(codes.get(id) ?? [], specialty, rules));
		return {
			...{ name: specialtyName(specialty), cases },
			own: fits.filter((fit) => fit === 'own').length,
			suits: fits.some((fit) => fit !== 'other')
		};
	});
	specialties.sort((a, b) => a.own - b.own || (a.name < b.name ? -1 : 1));
	return { raters: able.length, joined: able.filter(({ joined }) => joined).length, specialties };
}

/**
 * Says that whoever asks has read guidelines and rules through, as they are now.
 *
 * @throws Refusal ('forbidden') for an administrator who is no coordinator of the study
 */
export async function markWordsRead(app: App, actor: Actor, slug: string): Promise<void> {
	await atomically(app.db, by(app, actor), function* (tx) {
		const { id: studyId, wordsVersion } = yield* coordinatorOf(tx, actor, slug);
		const member =
			actor.id === null ? undefined : yield* members.find(tx, { studyId, userId: actor.id });
		if (member?.role !== 'coordinator') {
			throw new Refusal(
				'forbidden',
				'A coordinator of the study says that they were read through.'
			);
		}
		yield* members.update(tx, member.id, { wordsRead: wordsVersion });
	});
}
