/** Tokens by which programs are let in, each to one study. */
import { z } from 'zod';
import { DAY_MS } from './day.ts';
import type { Role } from './study.ts';

/**
 * What a token lets a program do: `read` releases and figures; and beside that `submit` answers to be scored, `import`
 * cases and ratings, or make a `release`. None lets a program do what its owner may not.
 */
export const TOKEN_SCOPES = ['read', 'submit', 'import', 'release'] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

/** What each is called, and what it is for. */
export const SCOPE_WORDS: Record<TokenScope, { text: string; about: string }> = {
	read: { text: 'Read', about: 'Releases with their files, and the figures of the study.' },
	submit: { text: 'Submit', about: 'Sending answers to be scored, and reading what you may.' },
	import: { text: 'Import', about: 'Reading, and bringing in cases and ratings.' },
	release: { text: 'Release', about: 'Reading, and making releases.' }
};

/** Those that somebody with a role in a study can give. */
export function scopesFor(role: Role | 'administrator'): readonly TokenScope[] {
	if (role === 'coordinator' || role === 'administrator') return TOKEN_SCOPES;
	if (role === 'observer') return ['read'];
	return role === 'submitter' ? ['submit'] : [];
}

/** True where a token of one scope may do what wants another. */
export function allows(scope: TokenScope, wanted: TokenScope): boolean {
	return wanted === 'read' || scope === wanted;
}

/** What every token begins with, so that one is known for what it is wherever it turns up. */
export const TOKEN_PREFIX = 'primum_';

/** A token lives a year at most: one that nobody remembers ends by itself. */
export const LONGEST_DAYS = 366;

/** Lives of a token that are offered, in days. */
export const OFFERED_DAYS = [30, 90, 365] as const;

/** Requests that a token may make in a minute. */
export const REQUESTS_A_MINUTE = 300;

/** Tokens of one study that let somebody in at the same time. */
export const MOST_TOKENS = 100;

/**
 * What a token is made of, and when it ends: `days` from now, or, where that is null, with the day `until` (as
 * 2026-12-31, UTC).
 *
 * @param now milliseconds since 1970, UTC
 */
export const newTokenSchema = (now: number) =>
	z
		.object({
			name: z
				.string()
				.trim()
				.min(1, 'say what the token is for')
				.max(80, 'at most 80 characters')
				.regex(/^\P{Cc}*$/u, 'use plain text, without control characters'),
			scope: z.enum(TOKEN_SCOPES),
			days: z.int().min(1).max(LONGEST_DAYS, 'a token lives a year at most').nullable(),
			until: z.string().default('')
		})
		.transform(({ name, scope, days, until }, { issues }) => {
			const expiresAt = days === null ? endOf(until) : now + days * DAY_MS;
			const why = whyNotUntil(expiresAt, now);
			if (why !== null)
				issues.push({ code: 'custom', path: ['until'], message: why, input: until });
			return { name, scope, expiresAt: expiresAt ?? 0 };
		});
export type NewTokenInput = z.input<ReturnType<typeof newTokenSchema>>;

/** The last moment of a day; null where it is none. */
function endOf(day: string): number | null {
	return z.iso.date().safeParse(day).success ? Date.parse(day) + DAY_MS - 1 : null;
}

function whyNotUntil(at: number | null, now: number): string | null {
	if (at === null) return 'choose the last day, as 2026-12-31';
	if (at <= now) return 'choose a day that is not over';
	if (at > now + LONGEST_DAYS * DAY_MS)
		return 'a token lives a year at most: choose an earlier day';
	return null;
}

/** Whether a token lets anybody in, as far as it can be known without asking for its owner. */
export type TokenState = 'live' | 'expired' | 'revoked';

export function tokenState(
	{ expiresAt, revokedAt }: { expiresAt: number | null; revokedAt: number | null },
	now: number
): TokenState {
	if (revokedAt !== null) return 'revoked';
	return expiresAt !== null && expiresAt <= now ? 'expired' : 'live';
}

/** A token without its secret, as those see it who may end it. Times are milliseconds since 1970, UTC. */
export type ListedToken = {
	id: number;
	name: string;
	scope: TokenScope;
	/** Its last letters. */
	hint: string;
	state: TokenState;
	/** Whose rights it has. */
	owner: { name: string; disabled: boolean; isMe: boolean };
	createdAt: number;
	expiresAt: number | null;
	/** To the minute or so; null where it was never used. */
	lastUsedAt: number | null;
	revokedAt: number | null;
};
