/** What a study knows of how it was made, for the methods of a paper. */
import { specialtyName } from '#lib/domain/case.ts';
import type { MethodsFacts } from '#lib/domain/methods-facts.ts';
import type { Actor, App } from '../../app.ts';
import { watcherOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import { panelOf } from '../../panel/index.ts';
import * as adjudications from '../../store/adjudications.ts';
import * as members from '../../store/members.ts';
import * as qualifications from '../../store/qualifications.ts';
import * as rounds from '../../store/rounds.ts';
import type { Study } from '../../store/studies.ts';
import * as studyWords from '../../store/study-words.ts';
import * as trail from '../../store/trail.ts';
import * as users from '../../store/users.ts';
import { VERSION } from '../../version.ts';
import { agreement } from './agreement.ts';
import type { OfPanel } from './methods-panel.ts';

/** Everything that a methods paragraph and a GRRAS sheet can be filled in with. */
export async function methods(app: App, actor: Actor, slug: string): Promise<MethodsFacts> {
	const { study } = await read(app.db, (tx) => watcherOf(tx, actor, slug));
	const [panel, first, newest] = await Promise.all([
		app.crew.ask(counted, { studyId: study.id, hasVersions: study.wordsVersion > 1 }),
		agreement(app, actor, slug, { round: 1 }),
		agreement(app, actor, slug)
	]);
	const known = await read(app.db, (tx) => knownOf(tx, study, new Set(panel.raters)));
	const { rounds: dated, ...rest } = known;
	const { cases, actions, specialties, categories, underWords } = panel;
	return {
		...{ at: app.now(), version: VERSION, name: study.name, synthetic: study.synthetic },
		...{ cases, actions, specialties, categories },
		...{ k: study.ratersPerCase, rule: study.consensusRule, band: study.band },
		...{ generalistsPerCase: study.generalistsPerCase, showsReference: study.showReference },
		...rest,
		words: {
			...{ version: study.wordsVersion, isOwn: study.scaleWords !== null },
			...{ hasGuidelines: study.guidelines !== '', ratings: underWords }
		},
		rounds: dated.map(({ number, openedAt, closedAt, sharesComments, asksReason }) => ({
			...{ number, openedAt, closedAt, sharesComments, asksReason },
			...panel.rounds.find((one) => one.number === number)!
		})),
		repeats:
			study.repeatShare === 0 ? null : { share: study.repeatShare, gapDays: study.repeatGapDays },
		rulingsWanted: study.rulingsWanted,
		figures: { first: first.figures, newest: dated.length > 1 ? newest.figures : null }
	};
}

type Wanted = {
	studyId: number;
	/** With one version of the words alone there is nothing to count. */
	hasVersions: boolean;
};

type Counted = OfPanel & { underWords: MethodsFacts['words']['ratings'] };

const counted = task(
	'agreeing.methods',
	'figures',
	async (app, { studyId, hasVersions }: Wanted): Promise<Counted> => {
		const { ofPanel } = await import('./methods-panel.ts');
		const underWords = hasVersions
			? await read(app.db, (tx) => studyWords.ratingsByVersion(tx, { studyId }))
			: [];
		return { ...ofPanel(await panelOf(app, studyId)), underWords };
	}
);

/** What stands in the database beside the panel. @param rated members who have signed a case */
function* knownOf(tx: Queries, study: Study, rated: ReadonlySet<number>) {
	const { id: studyId } = study;
	const everyone = yield* members.ofStudy(tx, { studyId });
	const raters = everyone.filter(({ role }) => role === 'rater');
	const theirs = raters.filter(({ id }) => rated.has(id));
	return {
		raters: {
			invited: raters.length,
			rated: theirs.length,
			imported: theirs.filter(({ email }) => email === null).length,
			specialties: yield* specialtiesOf(tx, theirs)
		},
		plans: (yield* trail.ofKind(tx, { studyId, what: 'plan.applied' })).map(planOf),
		rounds: yield* rounds.ofStudy(tx, { studyId }),
		qualification: yield* qualificationOf(tx, study, theirs),
		ruled: (yield* adjudications.holding(tx, study)).size
	};
}

/** The specialties that some people have named, the most frequent first. */
function* specialtiesOf(
	tx: Queries,
	people: readonly members.NamedMember[]
): Steps<MethodsFacts['raters']['specialties']> {
	const codes = yield* users.specialties(
		tx,
		people.map(({ userId }) => userId)
	);
	const counts = new Map<string, number>();
	for (const code of [...codes.values()].flat()) counts.set(code, (counts.get(code) ?? 0) + 1);
	return [...counts]
		.map(([code, of]) => ({ name: specialtyName(code), raters: of }))
		.sort((a, b) => b.raters - a.raters || a.name.localeCompare(b.name, 'en'));
}

type Told = Pick<trail.AuditEvent, 'at' | 'new'>;

function planOf({ at, new: said }: Told): MethodsFacts['plans'][number] {
	const { seed, made, byHand } = said as { seed: number; made: number; byHand: number };
	return { at, seed, made, byHand };
}

function* qualificationOf(
	tx: Queries,
	{ id, passMark, qualificationTries: tries }: Study,
	raters: readonly members.NamedMember[]
): Steps<MethodsFacts['qualification']> {
	if (passMark === null) return null;
	const records = yield* qualifications.ofStudy(tx, id);
	const last = raters.map((member) => records.get(member.id)?.at(-1));
	return {
		...{ passMark, tries },
		passed: last.filter((one) => one !== undefined && one.passed && one.reason === null).length,
		accepted: last.filter((one) => one !== undefined && one.reason !== null).length
	};
}
