import { describe, expect, it } from 'vitest';
import { hash, passwordSchema, verify } from './passwords.ts';

describe('hash', () => {
	it('is argon2id with the least cost that OWASP names, and a salt of its own', async () => {
		const [one, other] = [
			await hash('a long enough sentence'),
			await hash('a long enough sentence')
		];
		expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
		expect(other).not.toBe(one);
	});
});

describe('verify', () => {
	it('knows the right password, and no other', async () => {
		const stored = await hash('a long enough sentence');
		expect(await verify(stored, 'a long enough sentence')).toBe(true);
		expect(await verify(stored, 'a long enough sentence ')).toBe(false);
		expect(await verify(null, 'a long enough sentence')).toBe(false);
	});
});

describe('passwordSchema', () => {
	const wrong = async (password: string) =>
		(await passwordSchema.safeParseAsync(password)).error?.issues.map(({ message }) => message);

	it('asks for length only', async () => {
		expect(await wrong('1234567')).toEqual(['use at least 8 characters']);
		expect(await wrong('x'.repeat(129))).toEqual(['use at most 128 characters']);
		expect(await wrong('first do no harm')).toBeUndefined();
		expect(await wrong('x'.repeat(128))).toBeUndefined();
	});

	// From public lists of the most frequent passwords in breaches.
	it.each([
		'password',
		'Password',
		'12345678',
		'QWERTYUIOP',
		'iloveyou',
		'password123',
		'trustno1'
	])('refuses %s, which is tried first', async (password) => {
		expect(await wrong(password)).toEqual([
			'this password is among those tried first; choose another'
		]);
	});
});
