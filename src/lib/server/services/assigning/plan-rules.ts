/** The rules of a plan: who may stand in for whom, how many cases each takes, and what is shown twice. */
import { z } from 'zod';
import { SPECIALTY_NAMES, specialtyName } from '#lib/domain/case.ts';
import { cut, type Page } from '#lib/domain/page.ts';
import { codeOf, planRulesSchema } from '#lib/domain/plan-rules.ts';
import { finder } from '#lib/domain/search.ts';
import { asTyped } from '#lib/domain/wrong-field.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { atomically, read } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as heads from '../../store/case-heads.ts';
import * as members from '../../store/members.ts';
import * as neighbours from '../../store/neighbours.ts';
import * as plans from '../../store/plans.ts';
import * as rounds from '../../store/rounds.ts';
import * as studies from '../../store/studies.ts';
import * as trail from '../../store/trail.ts';
import * as users from '../../store/users.ts';

export type PlanRulesPage = {
	k: number;
	/** Of each specialty that cases have: names of those whose raters may be given them. */
	near: { code: string; name: string; neighbours: string[] }[];
	generalists: string[];
	generalistsPerCase: number | null;
	repeatShare: number;
	repeatGapDays: number;
	seed: number | null;
	/** Names to choose from. */
	known: string[];
	caps: Page<{ memberId: number; name: string; loadCap: number | null }>;
};

const CAPS_SHOWN = 40;

/** @param look which page of the caps, and part of a name, or one rater */
export function planRules(
	app: App,
	actor: Actor,
	slug: string,
	look: { page: number; search: string; rater: number }
): Promise<PlanRulesPage> {
	return read(app.db, function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		const near = yield* neighbours.ofStudy(tx, { studyId: study.id });
		const everyone = yield* members.ofStudy(tx, { studyId: study.id });
		const round = yield* rounds.present(tx, study.id);
		const plan = yield* plans.ofRound(tx, { roundId: round.id });
		const finds = finder(look.search);
		const raters = everyone
			.filter((member) => members.canRate(member))
			.filter(({ id, name }) => (look.rater === 0 ? finds(name) : id === look.rater))
			.sort((a, b) => (a.name < b.name ? -1 : 1));
		const { generalists, generalistsPerCase, repeatShare, repeatGapDays } = study;
		return {
			k: study.ratersPerCase,
			near: (yield* specialtiesOf(tx, study.id)).map((code) => ({
				...{ code, name: specialtyName(code) },
				neighbours: near
					.filter(({ specialty }) => specialty === code)
					.map(({ neighbour }) => specialtyName(neighbour))
			})),
			generalists: generalists.map(specialtyName),
			...{ generalistsPerCase, repeatShare, repeatGapDays },
			seed: plan?.seed ?? null,
			known: (yield* knownIn(tx, study, everyone)).map(specialtyName),
			caps: cut(
				raters.map(({ id, name, loadCap }) => ({ memberId: id, name, loadCap })),
				look.page,
				CAPS_SHOWN
			)
		};
	});
}

function* specialtiesOf(tx: Queries, studyId: number): Steps<string[]> {
	return (yield* heads.specialties(tx, { studyId })).map(({ code }) => code).sort();
}

/** Codes of the specialties that the field knows, and those of this study: other studies keep theirs to themselves. */
function* knownIn(
	tx: Queries,
	study: studies.Study,
	everyone: readonly members.NamedMember[]
): Steps<string[]> {
	const ofPeople = yield* users.specialties(
		tx,
		everyone.map(({ userId }) => userId)
	);
	const codes = new Set([
		...SPECIALTY_NAMES.keys(),
		...(yield* specialtiesOf(tx, study.id)),
		...(yield* neighbours.ofStudy(tx, { studyId: study.id })).map(({ neighbour }) => neighbour),
		...[...ofPeople.values()].flat(),
		...study.generalists
	]);
	return [...codes].sort();
}

export type RulesInput = {
	/** Codes of the cases' specialties, and beside each the names of those near it. */
	specialty: readonly string[];
	near: readonly (readonly string[])[];
	generalists: readonly string[];
	generalistsPerCase: string;
	repeatShare: string;
	repeatGapDays: string;
	seed: string;
};

/**
 * Sets the rules.
 *
 * @returns the seed of the next plan
 * @throws ZodError for all that cannot be used, by field
 */
export async function changePlanRules(
	app: App,
	actor: Actor,
	slug: string,
	input: RulesInput
): Promise<number> {
	const asked = planRulesSchema.safeParse(input);
	return atomically(app.db, by(app, actor), function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		const everyone = yield* members.ofStudy(tx, { studyId: study.id });
		const known = yield* knownIn(tx, study, everyone);
		const cases = yield* specialtiesOf(tx, study.id);
		const old = yield* neighbours.ofStudy(tx, { studyId: study.id });
		const near = input.specialty.flatMap((code, at) =>
			cases.includes(code) ? [{ code, ...codesOf(input.near[at] ?? [], known, 'near') }] : []
		);
		const { codes: generalists, issues } = codesOf(input.generalists, known, 'generalists');
		// Whatever is wrong is said at once, also what only the list of specialties can tell.
		const wrong = [...(asked.error?.issues ?? []), ...near.flatMap((one) => one.issues), ...issues];
		if (!asked.success || wrong.length > 0) throw new z.ZodError(wrong);
		const { seed, ...numbers } = asked.data;
		const pairs = near.flatMap(({ code, codes }) =>
			codes
				.filter((neighbour) => neighbour !== code)
				.map((neighbour) => ({ specialty: code, neighbour }))
		);
		yield* neighbours.replace(tx, study.id, pairs);
		yield* studies.update(tx, study, { ...numbers, generalists });
		yield* trail.record(tx, {
			studyId: study.id,
			what: 'study.planning',
			subject: `study:${slug}`,
			old: { ...before(study), neighbours: told(old) },
			new: { ...numbers, generalists, neighbours: told(pairs) }
		});
		return seed;
	});
}

function before({ generalists, generalistsPerCase, repeatShare, repeatGapDays }: studies.Study) {
	return { generalistsPerCase, repeatShare, repeatGapDays, generalists };
}

const told = (pairs: readonly neighbours.Neighbour[]) =>
	pairs.map(({ specialty, neighbour }) => `${neighbour} for ${specialty}`);

/** The codes that are meant, and what is wrong with a name that means no specialty. */
function codesOf(names: readonly string[], known: readonly string[], field: string) {
	const codes = new Set<string>();
	const issues: z.core.$ZodIssue[] = [];
	for (const name of names) {
		const code = codeOf(name, known);
		if (code !== undefined) {
			codes.add(code);
			continue;
		}
		const message = `there is no specialty "${asTyped(name)}" here; write it as on the list of cases, with commas between several`;
		issues.push({ code: 'custom', path: [field], message, input: name });
	}
	return { codes: [...codes], issues };
}
