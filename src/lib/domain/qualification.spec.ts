import { describe, expect, it } from 'vitest';
import { acceptanceSchema, qualificationSchema } from './qualification-schema.ts';
import {
	grade,
	hasQualified,
	isClosed,
	passes,
	percentOf,
	resultStands,
	standingOf,
	triesLeft,
	type Attempt
} from './qualification.ts';

const attempt = (given: Partial<Attempt> = {}): Attempt => ({
	agreed: 3,
	of: 5,
	passMark: 80,
	passed: false,
	at: 1,
	reason: null,
	...given
});
const required = { passMark: 80, tries: 2 };

describe('grading', () => {
	it('agrees within the band, on both sides of the key', () => {
		const around = (scores: number[]) => scores.map((score) => ({ reference: 5, score }));
		expect(grade(around([2, 3, 4, 5, 6, 7, 8]), 2)).toEqual({ agreed: 5, of: 7 });
		expect(grade(around([4, 5, 6]), 0)).toEqual({ agreed: 1, of: 3 });
	});

	it('counts "cannot rate" as not agreeing, and leaves out what has no reference score', () => {
		const answers = [
			{ reference: 5, score: null },
			{ reference: null, score: 5 },
			{ reference: 9, score: 9 }
		];
		expect(grade(answers, 2)).toEqual({ agreed: 1, of: 2 });
		expect(grade([], 2)).toEqual({ agreed: 0, of: 0 });
		// Without a score there is nothing near a 2 either.
		expect(grade([{ reference: 2, score: null }], 2)).toEqual({ agreed: 0, of: 1 });
	});

	it('passes from exactly the mark on, for every size and mark', () => {
		for (let of = 1; of <= 60; of += 1) {
			for (let mark = 1; mark <= 100; mark += 1) {
				const least = Array.from({ length: of + 1 }, (_, agreed) => agreed).find((agreed) =>
					passes({ agreed, of }, mark)
				)!;
				expect(BigInt(least) * 100n >= BigInt(mark) * BigInt(of)).toBe(true);
				expect(BigInt(least - 1) * 100n >= BigInt(mark) * BigInt(of)).toBe(false);
			}
		}
		expect(passes({ agreed: 0, of: 0 }, 1)).toBe(false);
	});

	it('never shows a percentage that was not reached', () => {
		expect(percentOf({ agreed: 31, of: 35 })).toBe(88);
		expect(percentOf({ agreed: 799, of: 1000 })).toBe(79);
		expect(percentOf({ agreed: 4, of: 5 })).toBe(80);
		expect(percentOf({ agreed: 0, of: 0 })).toBe(0);
	});
});

describe('standing', () => {
	it('is open to everyone where nothing is required', () => {
		const standing = standingOf({ passMark: null, tries: 2 }, [attempt()]);
		expect(standing).toEqual({ kind: 'not-required' });
		expect(isClosed(standing)).toBe(false);
	});

	it('counts tries down to none, also where fewer are allowed than were used', () => {
		expect(standingOf(required, [])).toEqual({ kind: 'to-take', triesLeft: 2 });
		const once = standingOf(required, [attempt()]);
		expect(once).toEqual({ kind: 'not-passed', triesUsed: 1, triesLeft: 1, agreed: 3, of: 5 });
		const twice = [attempt(), attempt({ agreed: 2 })];
		expect(standingOf(required, twice)).toMatchObject({ triesUsed: 2, triesLeft: 0, agreed: 2 });
		expect(triesLeft(1, twice)).toBe(0);
		expect(isClosed(once)).toBe(true);
	});

	it('stays passed, and accepted without a try, whatever else is on record', () => {
		const passed = [attempt(), attempt({ agreed: 4, passed: true, at: 2 })];
		expect(standingOf(required, passed)).toEqual({ kind: 'passed', at: 2, agreed: 4, of: 5 });
		const accepted = [attempt(), attempt({ agreed: 0, of: 0, at: 3, reason: 'Wrote the key.' })];
		expect(standingOf(required, accepted)).toEqual({ kind: 'accepted', at: 3 });
		expect([passed, accepted, [attempt()]].map(hasQualified)).toEqual([true, true, false]);
		expect(triesLeft(2, accepted)).toBe(1);
	});
});

describe('the answers to submitted gold cases', () => {
	const failed = attempt();
	const passed = attempt({ passed: true });
	const accepted = attempt({ reason: 'Wrote the key.' });

	it('are final once the rater has qualified, or has no try left', () => {
		expect(resultStands(required, [passed])).toBe(true);
		expect(resultStands(required, [accepted])).toBe(true);
		expect(resultStands(required, [failed, failed])).toBe(true);
		expect(resultStands({ ...required, passMark: null }, [passed])).toBe(true);
	});

	it('may be taken back until then, also where nothing is required any more', () => {
		expect(resultStands(required, [])).toBe(false);
		expect(resultStands(required, [failed])).toBe(false);
		expect(resultStands({ ...required, passMark: null }, [failed, failed])).toBe(false);
	});
});

it('closes the cases to whoever has still to pass', () => {
	const grade = { agreed: 3, of: 5 };
	expect(isClosed({ kind: 'to-take', triesLeft: 2 })).toBe(true);
	expect(isClosed({ kind: 'not-passed', triesUsed: 2, triesLeft: 0, ...grade })).toBe(true);
	expect(isClosed({ kind: 'passed', at: 1, ...grade })).toBe(false);
	expect(isClosed({ kind: 'accepted', at: 1 })).toBe(false);
});

describe('the settings', () => {
	it('have a pass mark of 80 and two tries unless they say otherwise', () => {
		expect(qualificationSchema.parse({ required: true, cases: ['Card001'] })).toEqual({
			required: true,
			passMark: 80,
			tries: 2,
			cases: ['Card001']
		});
	});

	it.each([
		['passMark', '0'],
		['passMark', '101'],
		['passMark', ''],
		['tries', '0'],
		['tries', '2.5']
	])('refuse %s of "%s"', (field, value) => {
		const given = { required: true, cases: [], [field]: value };
		expect(qualificationSchema.safeParse(given).error?.issues[0]?.path).toEqual([field]);
	});

	it('ask for a reason where a rater is accepted', () => {
		expect(acceptanceSchema.safeParse({ reason: '  ' }).success).toBe(false);
		expect(acceptanceSchema.parse({ reason: ' Taught the course. ' }).reason).toBe(
			'Taught the course.'
		);
	});
});
