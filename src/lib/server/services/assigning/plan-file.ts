/** Who gets what, as a table. */
import { specialtyName } from '#lib/domain/case.ts';
import { textOf, type Cell } from '#lib/formats/csv.ts';
import type { Actor, App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import * as rounds from '../../store/rounds.ts';
import { assertFirst } from './assignment-steps.ts';
import { lookAt } from './plan-look.ts';
import type { Sitting } from './plan-state.ts';

/**
 * Who gets what, as a table: what is given already, and what the plan would add.
 *
 * @throws Refusal ('conflict') in a later round, which has no plan
 */
export async function planFile(app: App, actor: Actor, slug: string): Promise<string> {
	const study = await read(app.db, function* (tx) {
		const of = yield* coordinatorOf(tx, actor, slug);
		assertFirst(yield* rounds.present(tx, of.id));
		return of;
	});
	return app.crew.ask(filed, { studyId: study.id });
}

const HEADER = ['case', 'specialty', 'actions', 'place', 'rater', 'fit', 'is'];

const filed = task(
	'assigning.plan-file',
	'figures',
	async (app, { studyId }: { studyId: number }) => {
		const { basis, state } = await lookAt(app, studyId);
		const lines = state.cases.flatMap(({ externalId, specialty, actions, places }) =>
			places.map((place, at): Cell[] => [
				...[externalId, specialtyName(specialty), actions, at + 1],
				place.memberId === null ? '' : (basis.names.get(place.memberId) ?? ''),
				place.fit ?? '',
				isWhat(place)
			])
		);
		return textOf([HEADER, ...lines]);
	}
);

function isWhat({ memberId, assignmentId, begun, byHand }: Sitting): string {
	if (memberId === null) return byHand ? 'left empty by hand' : 'empty';
	if (assignmentId !== null) return begun ? 'begun' : 'assigned';
	return byHand ? 'planned by hand' : 'planned';
}
