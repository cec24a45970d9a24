/** Passwords: argon2id, with the cost OWASP names as the least. */
import { hash as argon2, verify as argon2Verify } from '@node-rs/argon2';
import { z } from 'zod';

// argon2id is the library's default; passwords.spec.ts holds it to that.
const COST = {
	memoryCost: 19_456,
	timeCost: 2,
	parallelism: 1
};

/** Length only: rules of composition make passwords weaker, not stronger. */
export const passwordSchema = z
	.string()
	.min(8, 'use at least 8 characters')
	.max(128, 'use at most 128 characters');

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
