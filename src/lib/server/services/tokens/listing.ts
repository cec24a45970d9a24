/** The tokens of a study, as those who may end them look at them. */
import { tokenState, type ListedToken } from '#lib/domain/api-token.ts';
import type { Actor, App } from '../../app.ts';
import { programOwnerOf } from '../../auth/guards.ts';
import { read } from '../../db/atomically.ts';
import * as store from '../../store/tokens.ts';

/** More than can let somebody in at once, so that only some of those that have ended are left out. */
const MOST_LISTED = 200;

/** All tokens for those who run the study; for everybody else, their own. The newest first. */
export function list(app: App, actor: Actor, slug: string): Promise<ListedToken[]> {
	const now = app.now();
	return read(app.db, function* (tx) {
		const { study, role } = yield* programOwnerOf(tx, actor, slug);
		const found = yield* store.ofStudy(tx, { studyId: study.id, now, limit: MOST_LISTED });
		const runs = role === 'coordinator' || role === 'administrator';
		const theirs = runs ? found : found.filter(({ token }) => token.userId === actor.id);
		return theirs.map(({ token, owner }) => {
			const { id, name, scope, hint, createdAt, expiresAt, lastUsedAt, revokedAt } = token;
			return {
				...{ id, name, scope, hint, createdAt, expiresAt, lastUsedAt, revokedAt },
				state: tokenState(token, now),
				owner: {
					name: owner.name,
					disabled: owner.disabledAt !== null,
					isMe: owner.id === actor.id
				}
			};
		});
	});
}
