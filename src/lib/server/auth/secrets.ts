/** Random secrets, and the hash under which they are stored. */
import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, fit for an address. */
export function newToken(): string {
	return randomBytes(32).toString('base64url');
}

/** SHA-256 in hexadecimal. Right for random secrets only: a password needs passwords.ts. */
export function sha256(value: string | Uint8Array): string {
	return createHash('sha256').update(value).digest('hex');
}
