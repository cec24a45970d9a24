/** Puts the people of the demonstration into a database. */
import type { Role } from '#lib/domain/study.ts';
import { TERMINAL, by, type App } from '../app.ts';
import * as passwords from '../auth/passwords.ts';
import { atomically, type Change } from '../db/atomically.ts';
import type { Steps } from '../db/steps.ts';
import { DEMO_PASSWORD } from '../services/accounts/index.ts';
import * as people from '../services/people/index.ts';
import * as specialties from '../store/specialties.ts';
import * as trail from '../store/trail.ts';
import * as users from '../store/users.ts';
import { ADJUDICATOR, ADMIN, COORDINATOR, type Persona } from './seed-people.ts';

type Newcomer = {
	persona: Persona;
	passwordHash: string;
	/** Null for the administrator, who has no part in the study. */
	role: Role | null;
	/** False for the one person to whom the practice case is offered. */
	practised: boolean;
};

/** Adds the administrator, the coordinator, the raters and the adjudicator, all with the published password. */
export async function addPeople(
	app: App,
	studyId: number,
	panel: readonly Persona[]
): Promise<void> {
	const passwordHash = await passwords.hash(DEMO_PASSWORD);
	await atomically(app.db, by(app, TERMINAL), function* (tx) {
		yield* specialties.ensure(
			tx,
			panel.flatMap((persona) => persona.specialties)
		);
		const add = (persona: Persona, role: Role | null, practised = true) =>
			addPerson(tx, studyId, { persona, passwordHash, role, practised });
		yield* add(ADMIN, null);
		yield* add(COORDINATOR, 'coordinator');
		for (const persona of panel) yield* add(persona, 'rater', persona !== panel[0]);
		yield* add(ADJUDICATOR, 'adjudicator');
	});
}

function* addPerson(
	tx: Change,
	studyId: number,
	{ persona, passwordHash, role, practised }: Newcomer
): Steps<void> {
	const { specialties: codes, ...rest } = persona;
	const isAdmin = role === null;
	const user = yield* users.insert(tx, {
		...rest,
		passwordHash,
		isAdmin,
		createdAt: tx.by.at,
		practisedAt: practised ? tx.by.at : null
	});
	yield* users.setSpecialties(tx, user.id, codes);
	yield* trail.record(tx, {
		what: 'user.added',
		subject: `user:${user.id}`,
		new: { name: user.name, isAdmin, specialties: codes }
	});
	if (role !== null) yield* people.join(tx, { studyId, userId: user.id, role });
}
