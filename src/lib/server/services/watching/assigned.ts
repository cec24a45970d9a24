/** Who has which case, in the order of the study: what a page of assignments shows. */
import type { Cell } from '#lib/domain/coverage.ts';
import { cut, type Page } from '#lib/domain/page.ts';
import type { Actor, App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import { COVERAGE_ROWS } from './coverage.ts';
import { surveyOf, type CaseRow } from './survey.ts';

/** A case with those who have it. */
export type AssignedCase = {
	externalId: string;
	specialty: string;
	actions: number;
	wanted: number;
	places: (Cell & { memberId: number; name: string })[];
};

export type Assigned = {
	/** The cases of one page. */
	rows: Page<AssignedCase>;
	/** Some cases that lack raters. */
	short: { externalId: string; specialty: string; assigned: number }[];
};

/** As many as a field can suggest. */
const SHORT_SHOWN = 100;

export async function assigned(app: App, actor: Actor, slug: string, page = 1): Promise<Assigned> {
	const study = await read(app.db, (tx) => coordinatorOf(tx, actor, slug));
	return app.crew.ask(counted, { studyId: study.id, page });
}

const counted = task(
	'watching.assigned',
	'figures',
	async (app, { studyId, page }: { studyId: number; page: number }): Promise<Assigned> => {
		const { rows } = await surveyOf(app, studyId);
		const short = rows.filter(({ empty }) => empty > 0).slice(0, SHORT_SHOWN);
		const shown = cut(rows, page, COVERAGE_ROWS);
		return {
			rows: { ...shown, rows: shown.rows.map(assignedCase) },
			short: short.map(({ externalId, specialty, wanted, empty }) => ({
				...{ externalId, specialty, assigned: wanted - empty }
			}))
		};
	}
);

function assignedCase({ externalId, specialty, actions, wanted, places }: CaseRow): AssignedCase {
	return {
		...{ externalId, specialty, actions, wanted },
		places: places.map(({ assignmentId, memberId, name, assignment, rated, actions: of }) => ({
			...{ assignmentId, memberId, name, rated, actions: of },
			state: assignment
		}))
	};
}
