import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Refusal } from '#lib/domain/refusal.ts';
import { exitCode, documentOf, listed, Usage } from './failure.ts';

describe('exitCode', () => {
	it.each([
		['help', new CommanderError(0, 'commander.helpDisplayed', ''), 0],
		['an unknown option', new CommanderError(1, 'commander.unknownOption', ''), 2],
		['wrong usage', new Usage('no'), 2],
		['a refusal', new Refusal('invalid', 'no'), 1],
		['a surprise', new TypeError('oh'), 1]
	])('of %s', (_, error, code) => {
		expect(exitCode(error)).toBe(code);
	});
});

describe('documentOf', () => {
	it('keeps every problem of a refusal', () => {
		const problems = [{ where: 'cases.csv', line: 2, message: 'is empty' }];
		const document = documentOf(new Refusal('invalid', 'Nothing was imported.', { problems }));
		expect(document).toMatchObject({
			...{ type: 'urn:primum:problem:invalid', title: 'invalid', status: 400 },
			...{ detail: 'Nothing was imported.', problems }
		});
	});

	it('names the fields a schema did not take', () => {
		const { error } = z.object({ email: z.email('is no address') }).safeParse({ email: 'x' });
		expect(documentOf(error).problems).toEqual([{ where: 'email', message: 'is no address' }]);
	});

	it('says what is known of a surprise in whole sentences, without the layers around it', () => {
		const surprise = new Error('Failed to run select 1', { cause: new Error('disk on fire') });
		expect(documentOf(surprise).detail).toBe(
			'Primum could not finish. disk on fire. Set PRIMUM_LOG=debug to see where it happened.'
		);
	});
});

it('listed stops where nobody reads on', () => {
	const problems = Array.from({ length: 103 }, (_, n) => ({ where: `file ${n}`, message: 'bad' }));
	const lines = listed(problems);
	expect(lines).toHaveLength(101);
	expect(lines.at(-1)).toContain('3 more');
});
