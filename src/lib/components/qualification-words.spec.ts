import { expect, it } from 'vitest';
import { bandWords, gradeWords, noticeWords, triesWords } from './qualification-words.ts';

it('says how many answers agree, and with what', () => {
	expect(gradeWords({ agreed: 31, of: 35 })).toBe("31 of 35 answers agree with the study's key");
	expect(gradeWords({ agreed: 1, of: 3 })).toBe("1 of 3 answers agrees with the study's key");
	expect([0, 1, 2].map(bandWords)).toEqual([
		"equal the study's key",
		"lie within 1 point of the study's key",
		"lie within 2 points of the study's key"
	]);
});

it('counts tries', () => {
	expect([triesWords(1, 0), triesWords(2, 0), triesWords(1, 1), triesWords(2, 1)]).toEqual([
		'You have one try.',
		'You have 2 tries.',
		'You have one more try.',
		'You have 2 more tries.'
	]);
});

it('tells on a qualification case what it is for, and afterwards what came of it', () => {
	const failed = { kind: 'not-passed', triesUsed: 1, triesLeft: 1, agreed: 20, of: 35 } as const;
	const say = (
		standing: Parameters<typeof noticeWords>[0]['standing'],
		key: object | null = null
	) => noticeWords({ standing, passMark: 80, key }, 'reopened');
	expect(say({ kind: 'to-take', triesLeft: 2 })).toMatch(/80% must agree.*You have 2 tries\.$/);
	expect(say(failed)).toMatch(/^Not passed yet: 20 of 35 answers.*You have one more try\.$/);
	expect(say({ ...failed, triesLeft: 0 })).toContain('There is no try left.');
	expect(say({ kind: 'passed', at: 1, agreed: 31, of: 35 }, {})).toMatch(
		/^Qualified: 31.*key stands/
	);
	expect(say({ kind: 'accepted', at: 1 })).not.toContain('key stands');
	expect(say({ kind: 'not-required' })).toContain('counts for nothing');
	const signed = noticeWords({ standing: failed, passMark: 80, key: null }, 'submitted');
	expect(signed).toMatch(/^Signed\. The result comes/);
});
