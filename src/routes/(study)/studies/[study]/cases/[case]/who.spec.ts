import { expect, it } from 'vitest';
import type { RaterOfCase } from '#lib/server/services/cases/index.ts';
import { againWords, whoRates } from './who.ts';

const rater = (name: string, given: Partial<RaterOfCase>): RaterOfCase => ({
	...{ assignmentId: 1, name, round: 1, state: 'submitted', rated: 3, actions: 3 },
	...{ released: false, again: false },
	...given
});

it('names once who has signed and who has begun, and nobody from whom it was taken', () => {
	const raters = [
		rater('Ada', {}),
		rater('Ada', { round: 2, state: 'in-progress', rated: 1 }),
		rater('Ben', { state: 'reopened' }),
		rater('Cyn', { state: 'assigned', rated: 0 }),
		rater('Dan', { released: true }),
		rater('Eve', { again: true })
	];
	expect(whoRates(raters)).toEqual({ signed: ['Ada'], begun: ['Ben'] });
	expect(againWords(raters, 'action 3')).toBe(
		'1 rater signed the case and must rate action 3 again, then sign anew: Ada. ' +
			'1 rater began it and will find action 3 open: Ben.'
	);
});

it('says that nobody has signed', () => {
	expect(againWords([], 'every action')).toBe('Nobody has signed the case.');
});
