import { expect, it } from 'vitest';
import { emailSchema, nameSchema, specialtiesSchema } from './person.ts';

it('takes a name of 1 to 200 characters, without blank space around it', () => {
	expect(nameSchema.parse(' Ada Lovelace ')).toBe('Ada Lovelace');
	expect(nameSchema.parse('A')).toBe('A');
	expect(nameSchema.parse(` ${'x'.repeat(200)} `)).toHaveLength(200);
	expect(nameSchema.safeParse('x'.repeat(201)).success).toBe(false);
	expect(nameSchema.safeParse('  ').success).toBe(false);
});

it('takes an e-mail address, without blank space around it', () => {
	expect(emailSchema.parse(' ada@example.org ')).toBe('ada@example.org');
	for (const address of ['', 'ada', 'ada@', 'ada@example', 'a b@example.org'])
		expect(emailSchema.safeParse(address).success, address).toBe(false);
});

it('takes codes of specialties of 1 to 64 characters, none unless some are given', () => {
	expect(specialtiesSchema.parse(undefined)).toEqual([]);
	expect(specialtiesSchema.parse([' Card ', 'x'.repeat(64)])).toEqual(['Card', 'x'.repeat(64)]);
	expect(specialtiesSchema.safeParse([' ']).success).toBe(false);
	expect(specialtiesSchema.safeParse(['x'.repeat(65)]).success).toBe(false);
});
