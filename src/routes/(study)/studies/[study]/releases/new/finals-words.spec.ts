import { describe, expect, it } from 'vitest';
import { basisParts, finalsTitle, openParts, settled, unresolvedIn } from './finals-words.ts';

const finals = {
	state: 'decide' as const,
	bases: { unanimous: 833, rule: 3_225, adjudicated: 127, unresolved: 57 },
	open: {
		...{ 'rulings-apart': 0, 'harm-benefit': 12, apart: 27, 'ruling-waits': 0 },
		...{ reworded: 5, unsigned: 0, few: 13 }
	},
	where: [],
	excluded: 7
};

describe('how final scores came about', () => {
	it('is led by how many are missing, of all, in per cent', () => {
		expect(finalsTitle(finals, 4_242)).toEqual({
			title: '57 of 4,242 actions have no final score',
			aside: '(1.3%)'
		});
		const whole = { ...finals, bases: { ...finals.bases, unresolved: 0 } };
		expect(finalsTitle(whole, 4_185).title).toBe('All 4,185 actions have a final score');
		expect(finalsTitle(whole, 0).title).toBe('Nothing is chosen');
	});

	it('has the unresolved ones at its end', () => {
		expect(basisParts(finals).map(({ key, of }) => [key, of])).toEqual([
			...[
				['unanimous', 833],
				['rule', 3_225],
				['adjudicated', 127],
				['excluded', 7]
			],
			['unresolved', 57]
		]);
	});
});

describe('why some are unresolved', () => {
	it('is a list each, narrowed to the specialty that is chosen', () => {
		expect(openParts(finals, null).map(({ key, of, href }) => [key, of, href])).toEqual([
			['harm-benefit', 12, '../disagreements?show=harm-benefit'],
			['apart', 27, '../disagreements?show=apart'],
			['reworded', 5, '../coverage?state=reopened'],
			['few', 13, '../disagreements?show=few']
		]);
		expect(openParts(finals, 'Infectious diseases')[0]!.href).toBe(
			'../disagreements?show=harm-benefit&specialty=Infectious+diseases'
		);
		expect(unresolvedIn('GI & more')).toBe(
			'../disagreements?show=unresolved&specialty=GI+%26+more'
		);
	});

	it('says how many of them can be settled now', () => {
		expect(settled(finals)).toBe(52);
	});
});
