/** What the page of a one-time link says before it is used, or why it opens nothing. */
import type { Role } from '#lib/domain/study.ts';
import { by, INSTALLATION, type App } from '../../app.ts';
import { sha256 } from '../../auth/secrets.ts';
import { atomically, read } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { InvitationPurpose } from '../../db/schema/access.ts';
import type { Steps } from '../../db/steps.ts';
import * as store from '../../store/invitations.ts';
import * as members from '../../store/members.ts';
import * as users from '../../store/users.ts';

export type Opened = {
	purpose: InvitationPurpose;
	/** Whose link it is; '' for the one that sets Primum up. */
	name: string;
	email: string;
	/** True where there is a password, which another is to replace. */
	hasPassword: boolean;
	/** Who made it; null for the installation, its command line and the person. */
	from: string | null;
	/** Until when it works. */
	until: number;
	/** What the person is asked to do, and in which studies. */
	studies: { name: string; role: Role }[];
};

/** `unknown` also where a link was cut off on its way. */
export type Closed = { why: 'used' | 'expired' | 'unknown'; from: string | null };

/** What a link is for, before it is used; null where it opens nothing. */
export function open(app: App, token: string): Promise<Opened | null> {
	return read(app.db, function* (tx) {
		const found = yield* store.open(tx, { tokenHash: sha256(token), now: app.now() });
		if (found === undefined) return null;
		const { purpose, userId, expiresAt: until } = found;
		if (userId === null) {
			// The set-up link makes the first account, never a second.
			if ((yield* users.count(tx)) > 0) return null;
			const nobody = { name: '', email: '', hasPassword: false, from: null, studies: [] };
			return { ...{ purpose, until }, ...nobody };
		}
		const user = (yield* users.byId(tx, { id: userId }))!;
		const theirs = yield* members.ofPerson(tx, { userId });
		return {
			...{ purpose, until },
			name: user.name,
			email: user.email ?? '',
			hasPassword: user.passwordHash !== null,
			from: yield* madeBy(tx, found),
			studies: theirs
				.filter(({ leftAt }) => leftAt === null)
				.map(({ study, role }) => ({ name: study, role }))
		};
	});
}

/** Why a link opens nothing, and who made it: that is whom to ask for another. */
export function whyClosed(app: App, token: string): Promise<Closed> {
	return read(app.db, function* (tx) {
		const found = yield* store.byToken(tx, { tokenHash: sha256(token) });
		if (found === undefined) return { why: 'unknown', from: null };
		const why = found.usedAt === null ? 'expired' : 'used';
		return { why, from: yield* madeBy(tx, found) };
	});
}

function* madeBy(tx: Queries, { createdBy, userId }: store.Invitation): Steps<string | null> {
	if (createdBy === null || createdBy === userId) return null;
	return (yield* users.byId(tx, { id: createdBy }))!.name;
}

/** Remembers that somebody has looked at where a link leads. The page does not depend on it. */
export async function noteOpened(app: App, token: string): Promise<void> {
	try {
		await atomically(app.db, by(app, INSTALLATION), (tx) =>
			store.setOpened(tx, sha256(token), tx.by.at)
		);
	} catch (error) {
		app.log.warn({ err: error }, 'cannot note that a link was opened');
	}
}
