/** Passwords: argon2id, with the least cost that OWASP names for it; what may be one; and comparing. */
import { hash as argon2, verify as argon2Verify } from '@node-rs/argon2';
import { z } from 'zod';

// argon2id is the library's default; passwords.spec.ts holds it to that.
const COST = {
	memoryCost: 19_456,
	timeCost: 2,
	parallelism: 1
};

/**
 * What may be chosen as a password: length only, since rules of composition make passwords weaker, and none
 * of the some 49,000 that are tried first, in whatever case they are written. Parse it with `parseAsync`: the list
 * is read when somebody chooses a password, and not before.
 */
export const passwordSchema = z
	.string()
	.min(8, { error: 'use at least 8 characters', abort: true })
	.max(128, { error: 'use at most 128 characters', abort: true })
	.refine(
		async (password) => !(await common()).has(password.toLowerCase()),
		'this password is among those tried first; choose another'
	);

let list: Promise<ReadonlySet<string>> | undefined;

/** The most common passwords, in small letters: more than the first 10,000 of them. */
function common(): Promise<ReadonlySet<string>> {
	list ??= import('@zxcvbn-ts/language-common').then(
		({ dictionary }) => new Set(dictionary['passwords-common'])
	);
	return list;
}

/** @returns the encoded hash, with its salt and cost */
export function hash(password: string): Promise<string> {
	return argon2(password, COST);
}

/** A hash of nothing anyone knows: compared where there is no account, so that the work is the same. */
let decoy: Promise<string> | undefined;

/**
 * Compares a password with a stored hash, doing the same work where there is none.
 *
 * @param stored the account's hash, or null where there is no account or it has no password
 */
export async function verify(stored: string | null, password: string): Promise<boolean> {
	decoy ??= hash(crypto.randomUUID());
	const matches = await argon2Verify(stored ?? (await decoy), password);
	return stored !== null && matches;
}
