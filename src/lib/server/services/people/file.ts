/** The list of people as a file: everyone within a view, in its order. */
import type { Footing } from '#lib/domain/care.ts';
import { dayOf } from '#lib/domain/round.ts';
import * as csv from '#lib/formats/csv.ts';
import type { Actor, App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import { everyone, type AskedPeople, type PersonRow, type PeopleView } from './overview.ts';

const HEADER = [
	'name',
	'email',
	'role',
	'adjudicates',
	'specialties',
	'state',
	'silent_days',
	'last_active',
	'cases',
	'cases_signed',
	'actions',
	'actions_rated',
	'finishes',
	'reminded',
	'paused_until',
	'left'
];

/** @returns bytes of CSV, and a name such as `consult-100-people.csv` */
export async function peopleFile(
	app: App,
	actor: Actor,
	slug: string,
	view: PeopleView
): Promise<{ name: string; bytes: Uint8Array }> {
	const { id: studyId } = await read(app.db, (tx) => coordinatorOf(tx, actor, slug));
	const bytes = await app.crew.ask(written, { studyId, view });
	return { name: `${slug}-people.csv`, bytes };
}

const written = task('people.file', 'figures', async (app, asked: AskedPeople) =>
	csv.write(HEADER, (await everyone(app, asked)).map(cellsOf))
);

/** A word each, so that a program need not know more than these. */
const STATES: Record<Footing, string> = {
	invited: 'invited',
	joined: 'joined',
	active: 'active',
	late: 'active',
	silent: 'silent',
	paused: 'paused',
	left: 'left',
	disabled: 'disabled',
	done: 'done'
};

function cellsOf(row: PersonRow): csv.Cell[] {
	const { name, email, role, adjudicates, specialties, footing, silentDays } = row;
	return [
		...[name, email, role, adjudicates, specialties.join('; '), STATES[footing]],
		silentDays === 0 ? null : silentDays,
		dayOf(row.activeAt),
		...[row.cases, row.signed, row.actions, row.rated],
		...[row.finishesAt, row.remindedAt, row.pausedUntil, row.leftAt].map(dayOf)
	];
}
