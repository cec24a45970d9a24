/** Coverage: which of the wanted ratings exist, case by case and rater by rater. */
import { isOpen } from '#lib/domain/assignment.ts';
import { specialtyName } from '#lib/domain/case.ts';
import type { Cell } from '#lib/domain/coverage.ts';
import type { Attempt } from '#lib/domain/qualification.ts';
import type { Actor, App } from '../app.ts';
import * as assignments from '../store/assignments.ts';
import * as cases from '../store/cases.ts';
import * as qualifications from '../store/qualifications.ts';
import * as studies from '../store/studies.ts';
import { requireCoordinator } from './access.ts';
import { standingIn } from './members.ts';

export type CoverageRow = {
	externalId: string;
	specialty: string;
	actions: number;
	/** One a rater, in the order of `raters`; null where the case is not the rater's. */
	cells: (Cell | null)[];
	submitted: number;
	wanted: number;
};

export type Coverage = {
	raters: { memberId: number; name: string; rated: number; actions: number }[];
	rows: CoverageRow[];
	/** Ratings that exist and that are wanted: k for every action. */
	ratings: { done: number; wanted: number };
	/** Cases that have k submitted ratings, of all. */
	cases: { done: number; of: number };
	/** What a coordinator should look at first, in sentences. */
	needs: { kind: Need; text: string }[];
};

export type Need = 'not qualified' | 'short of raters' | 'not started' | 'no cases' | 'no raters';

/** The whole matrix of a study, without its qualification cases. */
export async function ofStudy(app: App, actor: Actor, slug: string): Promise<Coverage> {
	const { study } = await requireCoordinator(app, actor, slug);
	const [all, members, progress, attempts] = await Promise.all([
		cases.summaries(app.db, study.id),
		studies.members(app.db, study.id),
		assignments.progress(app.db, study.id),
		qualifications.ofStudy(app.db, study.id)
	]);
	const raters = members.filter(({ role }) => role === 'rater');
	const byCase = Map.groupBy(progress, ({ caseId }) => caseId);
	const rows = all.map((item) => row(item, byCase.get(item.id) ?? [], raters, study.ratersPerCase));
	return {
		raters: raters.map(({ id, name }) => {
			const theirs = progress.filter(({ memberId }) => memberId === id);
			return {
				memberId: id,
				name,
				rated: theirs.reduce((sum, { rated }) => sum + rated, 0),
				actions: theirs.reduce((sum, { actions }) => sum + actions, 0)
			};
		}),
		rows,
		ratings: {
			done: progress.reduce((sum, { rated }) => sum + rated, 0),
			wanted: all.reduce((sum, { actions }) => sum + actions * study.ratersPerCase, 0)
		},
		cases: {
			done: rows.filter(({ submitted, wanted }) => submitted >= wanted).length,
			of: rows.length
		},
		needs: [...notQualified(study, raters, attempts), ...needs(rows, raters, progress)]
	};
}

function row(
	item: cases.CaseSummary,
	theirs: readonly assignments.Progress[],
	raters: readonly studies.NamedMember[],
	wanted: number
): CoverageRow {
	const byMember = new Map(theirs.map((assignment) => [assignment.memberId, assignment]));
	return {
		externalId: item.externalId,
		specialty: specialtyName(item.specialty),
		actions: item.actions,
		cells: raters.map(({ id }) => {
			const assignment = byMember.get(id);
			if (assignment === undefined) return null;
			const { id: assignmentId, state, rated, actions } = assignment;
			return { assignmentId, state, rated, actions };
		}),
		submitted: theirs.filter(({ state }) => !isOpen(state)).length,
		wanted
	};
}

/** The raters who have used every try. */
function notQualified(
	study: studies.Study,
	raters: readonly studies.NamedMember[],
	attempts: ReadonlyMap<number, readonly Attempt[]>
): Coverage['needs'] {
	return raters.flatMap((rater) => {
		const standing = standingIn(study, rater, attempts.get(rater.id) ?? []);
		if (standing.kind !== 'not-passed' || standing.triesLeft > 0) return [];
		const { agreed, of, triesUsed } = standing;
		const tries = `${triesUsed} ${triesUsed === 1 ? 'try' : 'tries'}`;
		const text =
			`${rater.name}: not passed in ${tries}, ${agreed} of ${of} answers agree with the key. ` +
			'Accept the rater, or allow another try.';
		return [{ kind: 'not qualified' as const, text }];
	});
}

function needs(
	rows: readonly CoverageRow[],
	raters: readonly studies.NamedMember[],
	progress: readonly assignments.Progress[]
): Coverage['needs'] {
	if (rows.length === 0) {
		return [{ kind: 'no cases', text: 'This study has no cases yet. Import a kit or tables.' }];
	}
	if (raters.length === 0) {
		return [{ kind: 'no raters', text: 'Nobody rates in this study yet. Add people.' }];
	}
	const short = rows.flatMap(({ externalId, specialty, cells, wanted }) => {
		const assigned = cells.filter((cell) => cell !== null).length;
		if (assigned >= wanted) return [];
		const text = `${externalId} (${specialty}) has ${assigned} of ${wanted} raters.`;
		return [{ kind: 'short of raters' as const, text }];
	});
	const silent = raters.flatMap(({ id, name }) => {
		const theirs = progress.filter(({ memberId }) => memberId === id);
		if (theirs.length === 0 || theirs.some(({ rated }) => rated > 0)) return [];
		const left = theirs.reduce((sum, { actions }) => sum + actions, 0);
		const count = `${theirs.length} ${theirs.length === 1 ? 'case' : 'cases'}`;
		return [
			{ kind: 'not started' as const, text: `${name}: ${count}, ${left} actions, none rated.` }
		];
	});
	return [...silent, ...short];
}
