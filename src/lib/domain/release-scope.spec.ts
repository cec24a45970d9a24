import { describe, expect, it } from 'vitest';
import { caseScope, isComplete, ruleIn, unknownChoices, wordScope } from './release-scope.ts';
import { releaseOptionsSchema, type ReleaseOptionsInput } from './release.ts';

const options = (given: ReleaseOptionsInput = {}) => releaseOptionsSchema.parse(given);
const CASES = [
	{ externalId: 'Card001', specialty: 'Card', heldOut: false },
	{ externalId: 'Card002', specialty: 'Card', heldOut: true },
	{ externalId: 'GI001', specialty: 'GI', heldOut: false }
];

describe('the cases of a release', () => {
	it.each<[string, ReleaseOptionsInput, string[]]>([
		['all of them', {}, ['Card001', 'Card002', 'GI001']],
		['those of a specialty', { specialties: ['GI'] }, ['GI001']],
		['those that are named', { cases: ['Card002', 'GI001'] }, ['Card002', 'GI001']],
		['those that are open', { part: 'open' }, ['Card001', 'GI001']],
		['those that are held out', { part: 'held-out' }, ['Card002']],
		['what every choice takes in', { specialties: ['Card'], cases: ['Card002'], part: 'open' }, []]
	])('are %s', (_, given, expected) => {
		const found = CASES.filter(caseScope(options(given)));
		expect(found.map(({ externalId }) => externalId)).toEqual(expected);
	});

	it('are complete with as many scores as are wanted of every action', () => {
		expect(isComplete([3, 4], { ratersPerCase: 3 })).toBe(true);
		expect(isComplete([3, 2], { ratersPerCase: 3 })).toBe(false);
	});
});

describe('the ratings of a release', () => {
	it('stand under a signature', () => {
		const counts = wordScope(options());
		expect(counts({ round: 4, state: 'submitted' })).toBe(true);
		expect(counts({ round: 1, state: 'in-progress' })).toBe(false);
		expect(counts({ round: 1, state: 'reopened' })).toBe(false);
	});

	it('are of the rounds up to the one that was chosen', () => {
		const counts = wordScope(options({ throughRound: 2 }));
		expect([1, 2, 3].map((round) => counts({ round, state: 'submitted' }))).toEqual([
			true,
			true,
			false
		]);
	});
});

describe('the rule of a release', () => {
	const ofStudy = { rule: 'noharm-strict', ratersPerCase: 3, band: 2 } as const;

	it('is that of the study unless another is chosen', () => {
		expect(ruleIn(options(), ofStudy)).toEqual(ofStudy);
		expect(ruleIn(options({ consensus: { rule: 'median', band: 4 } }), ofStudy)).toEqual({
			rule: 'median',
			ratersPerCase: 3,
			band: 4
		});
	});
});

describe('what was chosen and is not there', () => {
	it('is named, all of it', () => {
		const chosen = options({
			specialties: ['GI', 'Derm'],
			cases: ['X1', 'GI001'],
			throughRound: 3
		});
		expect(unknownChoices(chosen, CASES, 2)).toEqual([
			'No case is of the specialty "Derm".',
			'There is no case "X1".',
			'There is no round 3: the newest is round 2.'
		]);
		expect(unknownChoices(options({ cases: ['GI001'], throughRound: 2 }), CASES, 2)).toEqual([]);
	});
});
