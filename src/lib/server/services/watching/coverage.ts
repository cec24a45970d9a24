/** Coverage: which of the wanted ratings exist, case by case. */
import { isOpen } from '#lib/domain/assignment.ts';
import { specialtyName } from '#lib/domain/case.ts';
import type { Cell } from '#lib/domain/coverage.ts';
import { cut, type Page } from '#lib/domain/page.ts';
import type { Actor, App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import { panelOf, progressOf, type PanelCase, type StudyPanel } from '../../panel/index.ts';
import * as members from '../../store/members.ts';
import * as qualifications from '../../store/qualifications.ts';
import * as studies from '../../store/studies.ts';
import { wholeOf, type WholeFigures } from './figures.ts';
import { loadsOf } from './loads.ts';
import { needsOf, type Needs } from './needs.ts';

/** One rater's place in a case. */
export type Place = Cell & {
	memberId: number;
	name: string;
	/** False where it waits for somebody whose account is disabled: it does not count. */
	counts: boolean;
};

export type CoverageRow = {
	externalId: string;
	specialty: string;
	actions: number;
	/** Those furthest first: the last one is what the case waits for. */
	places: Place[];
	submitted: number;
	wanted: number;
};

export type Coverage = {
	/** Raters of the study, and those of them who have begun. */
	raters: { active: number; of: number };
	/** Ratings that exist and that are wanted: k for every action. */
	ratings: { done: number; wanted: number };
	/** Cases that have k submitted ratings, of all. */
	cases: { done: number; of: number };
	/** The cases of one page, in the order of the study. */
	rows: Page<CoverageRow>;
	/** Some cases that lack raters. */
	short: { externalId: string; specialty: string; assigned: number }[];
	/** What a coordinator should look at first. */
	needs: Needs;
	agreement: WholeFigures['alpha'];
};

/** Cases on one page. */
export const COVERAGE_ROWS = 40;

type Asked = { studyId: number; page: number };

/** The present round of a study, without its qualification cases: a page of cases, and what there is in all. */
export async function coverage(app: App, actor: Actor, slug: string, page = 1): Promise<Coverage> {
	const study = await read(app.db, (tx) => coordinatorOf(tx, actor, slug));
	return app.crew.ask(counted, { studyId: study.id, page });
}

const counted = task('watching.coverage', 'figures', async (app, { studyId, page }: Asked) => {
	const { study, people, attempts } = await read(app.db, function* (tx) {
		return {
			study: (yield* studies.byId(tx, { id: studyId }))!,
			people: yield* members.ofStudy(tx, { studyId }),
			attempts: yield* qualifications.ofStudy(tx, studyId)
		};
	});
	const panel = await panelOf(app, studyId);
	return counts(study, panel, people, attempts, page);
});

function counts(
	study: studies.Study,
	panel: StudyPanel,
	people: readonly members.NamedMember[],
	attempts: ReadonlyMap<number, qualifications.Qualification[]>,
	page: number
): Coverage {
	const k = study.ratersPerCase;
	const raters = people.filter(({ role }) => role === 'rater');
	const byId = new Map(raters.map((rater) => [rater.id, rater]));
	const rows = panel.cases.map((item) => rowOf(item, panel, byId, k));
	const loads = loadsOf(panel);
	return {
		raters: {
			active: raters.filter(({ id }) => (loads.get(id)?.rated ?? 0) > 0).length,
			of: raters.length
		},
		ratings: {
			done: sum([...loads.values()].map(({ rated }) => rated)),
			wanted: k * sum(rows.map(({ actions }) => actions))
		},
		cases: {
			done: rows.filter(({ submitted, wanted }) => submitted >= wanted).length,
			of: rows.length
		},
		rows: cut(rows, page, COVERAGE_ROWS),
		short: rows.flatMap(shortOf).slice(0, SHORT_SHOWN),
		needs: needsOf({ study, rows, raters, loads, attempts }),
		agreement: wholeOf(panel).alpha
	};
}

/** As many as a field can suggest. */
const SHORT_SHOWN = 100;

function shortOf({ externalId, specialty, places, wanted }: CoverageRow): Coverage['short'] {
	const assigned = places.filter(({ counts: does }) => does).length;
	return assigned < wanted ? [{ externalId, specialty, assigned }] : [];
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

function rowOf(
	item: PanelCase,
	panel: StudyPanel,
	raters: ReadonlyMap<number, members.NamedMember>,
	wanted: number
): CoverageRow {
	const places = item.assignments.flatMap((assignment): Place[] => {
		const rater = raters.get(assignment.memberId);
		if (rater === undefined || assignment.round !== panel.present) return [];
		const { id: assignmentId, memberId, state } = assignment;
		const counting = state === 'submitted' || rater.disabledAt === null;
		const progress = progressOf(item, assignment);
		return [{ assignmentId, memberId, name: rater.name, state, ...progress, counts: counting }];
	});
	return {
		externalId: item.externalId,
		specialty: specialtyName(item.specialty),
		actions: item.actions.length,
		places: places.sort(furthestFirst),
		submitted: places.filter(({ state }) => !isOpen(state)).length,
		wanted
	};
}

function furthestFirst(a: Place, b: Place): number {
	return (
		Number(isOpen(a.state)) - Number(isOpen(b.state)) ||
		b.rated - a.rated ||
		a.memberId - b.memberId
	);
}
