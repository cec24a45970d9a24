import { expect, it } from 'vitest';
import { describe as place, Refusal } from './refusal.ts';

it.each([
	['invalid', 400],
	['unauthenticated', 401],
	['forbidden', 403],
	['missing', 404],
	['conflict', 409],
	['limit', 413],
	['slow-down', 429],
	['busy', 503]
] as const)('%s is %i', (kind, status) => {
	const refusal = new Refusal(kind, 'No.');
	expect(refusal).toBeInstanceOf(Error);
	expect(refusal).toMatchObject({ kind, status, name: 'Refusal', message: 'No.', problems: [] });
});

it('carries what the caller needs', () => {
	const problems = [{ where: 'a.csv', message: 'is empty' }];
	expect(new Refusal('invalid', 'No.', { problems, detail: { version: 2 } })).toMatchObject({
		problems,
		detail: { version: 2 }
	});
});

it('places a problem by file, line and field', () => {
	const message = 'must be a whole number from 1 to 9';
	expect(place({ where: 'Card001.json', line: 12, field: 'score', message })).toBe(
		`Card001.json, line 12, score: ${message}`
	);
	expect(place({ where: 'Card001.json', message })).toBe(`Card001.json: ${message}`);
	expect(place({ where: '', line: 1, message })).toBe(`line 1: ${message}`);
});
