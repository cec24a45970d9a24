import { describe, expect, it } from 'vitest';
import { wordsSchema } from './mail-words-schema.ts';

describe('wordsSchema', () => {
	const problems = (kind: Parameters<typeof wordsSchema>[0], given: object) =>
		wordsSchema(kind)
			.safeParse(given)
			.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

	it('takes words that hold what the mail can say', () => {
		const given = { subject: ' {study}:\n{cases} ', body: 'Dear {name},\r\n\r\n{link} by {due}\n' };
		expect(wordsSchema('reminder').parse(given)).toEqual({
			subject: '{study}: {cases}',
			body: 'Dear {name},\n\n{link} by {due}'
		});
	});

	it('refuses a placeholder that is misspelt, or of another mail, and says which there are', () => {
		expect(problems('password', { subject: '{study}', body: '{nmae} {link}' })).toEqual([
			'subject: {study} stands for nothing in this subject: it can hold {name}',
			'body: {nmae} stands for nothing in the new password: it can hold {name}, {link}'
		]);
	});

	it('refuses a link in a subject, and a text without one', () => {
		expect(problems('invitation', { subject: '{link}', body: 'Come.' })).toEqual([
			'subject: {link} stands for nothing in this subject: it can hold {name}, {study}, {coordinator}',
			'body: must hold {link}: the person needs a way in'
		]);
	});

	it('refuses what is empty or too long', () => {
		const long = { subject: 'x'.repeat(151), body: `{link}${'x'.repeat(5_000)}` };
		expect(problems('reminder', long)).toEqual([
			'subject: at most 150 characters',
			'body: at most 5,000 characters'
		]);
		expect(problems('reminder', { subject: ' \n', body: ' ' })).toEqual([
			'subject: give the mail a subject',
			'body: give the mail a text'
		]);
	});
});
