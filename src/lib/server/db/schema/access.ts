/** By what somebody comes in: sessions, one-time links, tokens of programs. */
import type { TokenScope } from '#lib/domain/api-token.ts';
import type { People } from './people.ts';
import type { Columns } from './sqlite-columns.ts';
import type { Studies } from './studies.ts';

export type InvitationPurpose = 'setup' | 'invite' | 'reset';

export function access(c: Columns, { users, studies }: People & Studies) {
	const { table, index, uniqueIndex } = c;
	const { id, integer, time, text } = c;

	const sessions = table(
		'sessions',
		{
			/** SHA-256 of the id in the cookie. */
			id: text().primaryKey(),
			userId: integer()
				.notNull()
				.references(() => users.id),
			createdAt: time().notNull(),
			expiresAt: time().notNull(),
			/** The browser, as it named itself: for the person's own list of sessions. */
			agent: text().notNull().default('')
		},
		(t) => [index('sessions_user').on(t.userId)]
	);

	const invitations = table(
		'invitations',
		{
			id: id(),
			/** SHA-256 of the token in the link. */
			tokenHash: text().notNull(),
			purpose: text().$type<InvitationPurpose>().notNull(),
			/** Null for the link that creates the first administrator. */
			userId: integer().references(() => users.id),
			createdAt: time().notNull(),
			expiresAt: time().notNull(),
			usedAt: time(),
			/** When somebody first looked at where the link leads. */
			openedAt: time(),
			/** Who made it; null for the installation and its command line. */
			createdBy: integer().references(() => users.id)
		},
		(t) => [
			uniqueIndex('invitations_token_hash').on(t.tokenHash),
			index('invitations_user').on(t.userId)
		]
	);

	const apiTokens = table(
		'api_tokens',
		{
			id: id(),
			tokenHash: text().notNull(),
			name: text().notNull(),
			userId: integer()
				.notNull()
				.references(() => users.id),
			studyId: integer()
				.notNull()
				.references(() => studies.id),
			scope: text().$type<TokenScope>().notNull(),
			/** The last letters of the token, by which its owner tells it from others. */
			hint: text().notNull().default(''),
			createdAt: time().notNull(),
			expiresAt: time(),
			/** Kept to the minute or so: not every request writes. */
			lastUsedAt: time(),
			revokedAt: time()
		},
		(t) => [
			uniqueIndex('api_tokens_token_hash').on(t.tokenHash),
			index('api_tokens_study').on(t.studyId),
			index('api_tokens_user').on(t.userId)
		]
	);

	return { sessions, invitations, apiTokens };
}

export type Access = ReturnType<typeof access>;
