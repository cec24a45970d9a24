import { beforeAll, expect, it } from 'vitest';
import { raterText } from '#lib/text/load.ts';
import type { RaterText } from '#lib/text/messages.ts';
import { noticeWords, triesWords } from './qualification-words.ts';

let text: RaterText;
beforeAll(async () => {
	text = await raterText('en');
});

it('says how many answers agree, and with what', () => {
	const { grade, asked } = text.qualification;
	expect(grade({ agreed: 31, of: 35 })).toBe("31 of 35 answers agree with the study's key");
	expect(grade({ agreed: 1, of: 3 })).toBe("1 of 3 answers agrees with the study's key");
	expect([0, 1, 2].map((band) => asked({ passMark: 80, band }))).toEqual([
		"at least 80% of your answers equal the study's key",
		"at least 80% of your answers lie within 1 point of the study's key",
		"at least 80% of your answers lie within 2 points of the study's key"
	]);
});

it('counts tries', () => {
	const say = (left: number, used: number) => triesWords(text, left, used);
	expect([say(1, 0), say(2, 0), say(1, 1), say(2, 1)]).toEqual([
		'You have one try.',
		'You have 2 tries.',
		'You have one more try.',
		'You have 2 more tries.'
	]);
});

it('tells on a qualification case what it is for, and afterwards what came of it', () => {
	const failed = { kind: 'not-passed', triesUsed: 1, triesLeft: 1, agreed: 20, of: 35 } as const;
	const say = (
		standing: Parameters<typeof noticeWords>[1]['standing'],
		key: object | null = null
	) => noticeWords(text, { standing, passMark: 80, key }, 'reopened');
	expect(say({ kind: 'to-take', triesLeft: 2 })).toMatch(/80% must agree.*You have 2 tries\.$/);
	expect(say(failed)).toMatch(/^Not passed yet: 20 of 35 answers.*You have one more try\.$/);
	expect(say({ ...failed, triesLeft: 0 })).toContain('There is no try left.');
	expect(say({ kind: 'passed', at: 1, agreed: 31, of: 35 }, {})).toMatch(
		/^Qualified: 31.*key stands/
	);
	expect(say({ kind: 'accepted', at: 1 })).not.toContain('key stands');
	expect(say({ kind: 'not-required' })).toContain('counts for nothing');
	const signed = noticeWords(text, { standing: failed, passMark: 80, key: null }, 'submitted');
	expect(signed).toMatch(/^Signed\. The result comes/);
});
