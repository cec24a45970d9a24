import { describe, expect, it } from 'vitest';
import { needWords, progressWords, startOf, stateWords } from './study-words.ts';

const NOW = Date.UTC(2026, 10, 2);
const DAY = 86_400_000;

const STUDY = {
	...{ slug: 'pilot', role: 'coordinator' as const, archivedAt: null },
	round: { number: 1, dueAt: null, lockedAt: null },
	...{ cases: 4, raters: 3, given: 12, signed: 5, mine: 0, toRule: 0 }
};
type Study = Parameters<typeof stateWords>[0];
const study = (given: Partial<Study>): Study => ({ ...STUDY, ...given });
const need = (given: Partial<Study>) => needWords(study(given), NOW);

describe('the list of studies', () => {
	it('says the state of each', () => {
		expect(stateWords(study({}))).toBe('round 1 open');
		expect(stateWords(study({ given: 0 }))).toBe('setting up');
		const locked = { number: 2, dueAt: null, lockedAt: NOW };
		expect(stateWords(study({ round: locked }))).toBe('round 2 closed');
		expect(stateWords(study({ round: locked, archivedAt: NOW }))).toBe('archived 2 Nov 2026');
		// A rater is not told how far the setting up is.
		expect(stateWords(study({ role: 'rater', given: 0 }))).toBe('round 1 open');
		expect(stateWords(study({ role: 'submitter' }))).toBe('submissions');
	});

	it('says how far it is, but to no rater', () => {
		expect(progressWords(study({}))).toBe('5 of 12 assigned cases signed');
		expect(progressWords(study({ role: 'observer' }))).toBe('5 of 12 assigned cases signed');
		expect(progressWords(study({ role: 'rater' }))).toBeNull();
		expect(progressWords(study({ role: 'submitter' }))).toBeNull();
		expect(progressWords(study({ given: 0, signed: 0 }))).toBeNull();
	});

	it('says what it waits for, to whom it concerns', () => {
		expect(need({ given: 0, cases: 0, raters: 0 })).toBe('Next: import cases');
		expect(need({ given: 0, raters: 0 })).toBe('Next: add people');
		expect(need({ given: 0 })).toBe('Next: plan who rates what');
		expect(need({})).toBeNull();
		expect(need({ signed: 12 })).toBe('Every assigned case is signed: the round can be closed');
		const round = { number: 1, dueAt: NOW - DAY, lockedAt: null };
		expect(need({ round })).toBe('Was due on 1 Nov: 7 cases not signed');
		expect(need({ round: { ...round, lockedAt: NOW } })).toBeNull();
		expect(need({ role: 'observer', round })).toBeNull();
		expect(need({ role: 'rater', mine: 1 })).toBe('1 case to rate');
		expect(need({ role: 'rater' })).toBeNull();
		expect(need({ role: 'adjudicator' })).toBeNull();
		expect(need({ role: 'adjudicator', toRule: 1 })).toBe('1 action to rule on');
		expect(need({ toRule: 12, signed: 12 })).toBe('12 actions to rule on');
		expect(need({ archivedAt: NOW, round })).toBeNull();
	});

	it('leads each to where they begin', () => {
		expect(startOf(STUDY)).toBe('/studies/pilot');
		expect(startOf({ ...STUDY, role: 'observer' })).toBe('/studies/pilot');
		expect(startOf({ ...STUDY, role: 'rater' })).toBe('/cases');
		expect(startOf({ ...STUDY, role: 'rater', archivedAt: NOW })).toBeNull();
		expect(startOf({ ...STUDY, role: 'submitter' })).toBe('/submit');
		expect(startOf({ ...STUDY, role: 'adjudicator' })).toBe('/studies/pilot/adjudicate');
	});
});
