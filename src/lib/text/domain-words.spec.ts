/** Words that stand in two places, in the English catalogue and where files and programs take them from. */
import { describe, expect, it } from 'vitest';
import { CATEGORIES, SPECIALTY_NAMES } from '#lib/domain/case.ts';
import { CANNOT_RATE_REASONS, CANNOT_RATE_WORDS, FLAG_WORDS } from '#lib/domain/rating.ts';
import { POINTS } from '#lib/domain/scale.ts';
import { ROLES, setupSchema } from '#lib/server/services/accounts/index.ts';
import { attempt } from '#lib/server/web/answers.ts';
import { read } from './write-types.ts';

type Rooms = Record<string, Record<string, unknown>>;

const english = read('rater', 'en') as Rooms;
const german = read('rater', 'de') as Rooms;
const account = read('account', 'en') as Rooms;

it('says of the scale what the domain says', () => {
	expect(english.scale).toEqual(
		Object.fromEntries(POINTS.map(({ score, label, meaning }) => [score, { label, meaning }]))
	);
});

it('says of reasons and flags what the domain says', () => {
	expect(english.cannotRate).toEqual(CANNOT_RATE_WORDS);
	expect(english.flags).toEqual(FLAG_WORDS);
	const inSentences = CANNOT_RATE_REASONS.map((reason) => [
		reason,
		`Cannot rate: ${CANNOT_RATE_WORDS[reason].toLowerCase()}`
	]);
	expect(english.answer!.cannotRate).toEqual(Object.fromEntries(inSentences));
});

it('says of a round that it is closed, as its coordinators read it, and never that it is locked', () => {
	const { 'account-disabled': _ofAccounts, ...refusal } = german.refusal!;
	expect(JSON.stringify(Object.values(english).map((room) => Object.values(room)))).not.toMatch(
		/\block(ed|s)?\b/i
	);
	const rooms = Object.values({ ...german, refusal }).map((room) => Object.values(room));
	expect(JSON.stringify(rooms)).not.toMatch(/sperr/i);
});

describe('words that arrive in English', () => {
	const itself = (words: Iterable<string>) =>
		Object.fromEntries([...words].map((word) => [word, word]));

	it('are the categories, the specialties and the roles of the demonstration', () => {
		expect(english.categories).toEqual(itself(CATEGORIES));
		expect(english.specialties).toEqual(itself(SPECIALTY_NAMES.values()));
		expect(english.signIn!.roles).toEqual(itself(Object.values(ROLES)));
	});

	it.each([
		{ name: '', email: 'nobody', password: 'short' },
		{ name: 'n'.repeat(201), email: 'a@example.org', password: 'p'.repeat(129) },
		{ name: '', email: 'a@example.org', password: 'password' }
	])('are what can be wrong with a form: %#', async (given) => {
		const failure = await attempt(() => setupSchema.parseAsync(given));
		if (failure.ok) throw new Error('Not refused.');
		const { fields } = failure;
		expect(account.join!.wrong).toMatchObject(itself(Object.values(fields)));
		expect(Object.keys(fields).length).toBeGreaterThan(1);
	});
});
