import { expect, it } from 'vitest';
import { EMPTY_RATING, type RatingValue } from '#lib/domain/rating.ts';
import { grouped } from './grouping.ts';

const says = (rater: string, value: Partial<RatingValue>) => ({
	rater,
	value: { ...EMPTY_RATING, ...value },
	submitted: true
});

it('puts together who says what, the wording apart from other flags', () => {
	const [ada, bo, cy, di] = [
		says('Ada', { score: 3, comment: 'Which dose?', flags: ['ambiguous-wording', 'duplicate'] }),
		says('Bo', { cannotRate: 'wording-ambiguous' }),
		says('Cy', { cannotRate: 'outside-specialty', comment: ' \n' }),
		says('Di', { score: 8, flags: ['duplicate'] })
	];
	expect(grouped([ada!, bo!, cy!, di!])).toEqual({
		wording: ['Ada', 'Bo'],
		flags: [{ flag: 'duplicate', raters: ['Ada', 'Di'] }],
		reasons: [{ reason: 'outside-specialty', raters: ['Cy'] }],
		comments: [ada],
		silent: [bo, cy, di]
	});
});

it('is empty where nobody says anything', () => {
	expect(grouped([])).toEqual({ wording: [], flags: [], reasons: [], comments: [], silent: [] });
});
