/** Making a token, and ending one. */
import {
	MOST_TOKENS,
	newTokenSchema,
	type NewTokenInput,
	type TokenScope
} from '#lib/domain/api-token.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { by, type Actor, type App } from '../../app.ts';
import {
	assertInUse,
	coordinatorOf,
	keeperOf,
	programOwnerOf,
	submitterOf,
	watcherOf
} from '../../auth/guards.ts';
import { newApiToken } from '../../auth/tokens.ts';
import { atomically, type Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import type { Study } from '../../store/studies.ts';
import * as store from '../../store/tokens.ts';
import * as trail from '../../store/trail.ts';
import * as users from '../../store/users.ts';

/** A token that was made. */
export type Made = {
	id: number;
	name: string;
	scope: TokenScope;
	expiresAt: number;
	/** What the program sends: shown now, and never again. */
	secret: string;
};

/**
 * Makes a token of a study for whoever asks, who may do there what the token may.
 *
 * @param ownerEmail whose token it is, where the command line asks, which is nobody
 * @throws Refusal as the guards of what the token lets a program do; ('missing') where nobody has the address;
 *   ('limit') where the study has as many as it may; ZodError for what cannot be used
 */
export async function make(
	app: App,
	actor: Actor,
	slug: string,
	input: NewTokenInput,
	ownerEmail?: string
): Promise<Made> {
	const { name, scope, expiresAt } = newTokenSchema(app.now()).parse(input);
	const { secret, tokenHash, hint } = newApiToken();
	return atomically(app.db, by(app, actor), function* (tx) {
		const owner = actor.id === null ? yield* ownerWith(tx, ownerEmail ?? '') : actor;
		const study = yield* studyFor(tx, owner, slug, scope);
		if ((yield* store.countOpen(tx, study.id, tx.by.at)) >= MOST_TOKENS) {
			throw new Refusal(
				'limit',
				`"${study.name}" has ${MOST_TOKENS} tokens already. Revoke one that nobody uses first.`
			);
		}
		const userId = owner.id!;
		const stored = { studyId: study.id, userId, name, scope, hint, expiresAt };
		const { id } = yield* store.insert(tx, { ...stored, tokenHash, createdAt: tx.by.at });
		yield* trail.record(tx, {
			studyId: study.id,
			what: 'token.made',
			subject: `token:${id}`,
			new: { name, scope, owner: userId, expiresAt }
		});
		return { id, name, scope, expiresAt, secret };
	});
}

/** The study, where its owner may do what the token is to do. */
function* studyFor(tx: Change, owner: Actor, slug: string, scope: TokenScope): Steps<Study> {
	if (scope === 'submit') return (yield* submitterOf(tx, owner, slug)).study;
	if (scope !== 'read') return yield* coordinatorOf(tx, owner, slug);
	const { study } = yield* watcherOf(tx, owner, slug);
	assertInUse(study);
	return study;
}

function* ownerWith(tx: Change, email: string): Steps<Actor> {
	const user = yield* users.byEmail(tx, { email: users.normalise(email) });
	if (user === undefined || user.disabledAt !== null) {
		throw new Refusal(
			'missing',
			`Nobody who can sign in has the address "${email}". A token stands for a person.`
		);
	}
	return { id: user.id, name: user.name, isAdmin: user.isAdmin };
}

/**
 * Ends a token: the next request with it is refused. Everybody may end their own, and whoever runs the study all of
 * them; also in a study that is archived.
 *
 * @returns its name
 * @throws Refusal ('missing') for none of this study; ('conflict') where it was revoked before
 */
export async function revoke(app: App, actor: Actor, slug: string, id: number): Promise<string> {
	return atomically(app.db, by(app, actor), function* (tx) {
		const { study } = yield* programOwnerOf(tx, actor, slug);
		const token = yield* store.byId(tx, { id });
		const isOwn = token?.studyId === study.id && token.userId === actor.id;
		if (!isOwn) yield* keeperOf(tx, actor, slug);
		if (token?.studyId !== study.id) {
			throw new Refusal('missing', 'There is no such token in this study.');
		}
		const { name, userId: owner } = token;
		if ((yield* store.revoke(tx, id, tx.by.at)) === undefined) {
			throw new Refusal('conflict', `The token "${name}" was revoked before.`);
		}
		yield* trail.record(tx, {
			studyId: study.id,
			what: 'token.revoked',
			subject: `token:${id}`,
			old: { name, owner }
		});
		return name;
	});
}
