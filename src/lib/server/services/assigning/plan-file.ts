/** Who gets what, as a table. */
import { specialtyName } from '#lib/domain/case.ts';
import { textOf, type Cell } from '#lib/formats/csv.ts';
import type { Actor, App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import { lookAt } from './plan-look.ts';
import type { Sitting } from './plan-state.ts';

/** Who gets what, as a table: what is given already, and what the plan would add. */
export async function planFile(app: App, actor: Actor, slug: string): Promise<string> {
	const study = await read(app.db, (tx) => coordinatorOf(tx, actor, slug));
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
