import { describe, expect, it } from 'vitest';
import type { ByCase } from '#lib/agreement/by-case.ts';
import type { MethodsFacts } from '#lib/domain/methods-facts.ts';
import { documentOf, grrasRows, methodsMarkdown, methodsText } from './files.ts';
import { grrasOf } from './grras.ts';
import { gap, listed, markdown, plain } from './pieces.ts';

const NOV_3 = Date.UTC(2026, 10, 3, 9);
const DEC_12 = Date.UTC(2026, 11, 12, 9);
const rests = { cases: 20, units: 800, ratings: 2_400, pairs: 2_400 };
const found = (value: number, ci95?: [number, number]): ByCase => ({
	...{ value, ...rests },
	...(ci95 ? { se: 0.02, ci95 } : { noInterval: 'An interval by case needs two cases.' })
});
const undefinedOne: ByCase = { undefined: 'No unit has two ratings.', ...rests };

const facts: MethodsFacts = {
	...{ at: DEC_12, version: '9.9.9', name: 'Consult *100*', synthetic: false },
	...{ cases: 20, actions: 800, k: 3, rule: 'noharm-strict', band: 2 },
	...{ generalistsPerCase: 1, showsReference: false, ruled: 0, rulingsWanted: 1 },
	specialties: [
		{ name: 'Cardiology', cases: 12 },
		{ name: 'Nephrology', cases: 8 }
	],
	categories: [{ name: 'Diagnostic', actions: 800 }],
	raters: {
		...{ invited: 9, rated: 8, imported: 0 },
		specialties: [{ name: 'Cardiology', raters: 5 }]
	},
	plans: [{ at: NOV_3, seed: 20261103, made: 60, byHand: 2 }],
	rounds: [
		{
			...{ number: 1, openedAt: NOV_3, closedAt: DEC_12, cases: 20, actions: 800 },
			...{ sharesComments: false, asksReason: true, raters: 8 },
			...{ scores: 2_390, unanswered: 3, unsigned: 1 },
			cannotRate: { 'outside-specialty': 4, 'not-enough-information': 2, 'wording-ambiguous': 1 }
		}
	],
	words: { version: 2, isOwn: true, hasGuidelines: true, ratings: [{ version: 1, ratings: 40 }] },
	qualification: { passMark: 80, tries: 2, passed: 7, accepted: 1 },
	repeats: { share: 10, gapDays: 14 },
	figures: {
		first: {
			alpha: found(0.58, [0.55, 0.61]),
			ac2: undefinedOne,
			exact: found(0.4),
			within: found(0.7, [0.66, 0.74]),
			discordant: found(0.2, [0.16, 0.25])
		},
		newest: null
	}
};

const second = {
	...facts.rounds[0]!,
	...{ number: 2, openedAt: DEC_12, closedAt: null, cases: 9, actions: 31, sharesComments: true }
};

describe('the methods', () => {
	const text = methodsText(facts);

	it.each([
		'20 cases with 800 candidate actions were rated, of 2 specialties: Cardiology (12) and Nephrology (8).',
		'8 of 9 raters in the study signed ratings; by the specialties that they named: Cardiology (5).',
		'in at least 80% of the actions, within 2 points, in at most 2 tries; 7 passed and 1 were accepted without.',
		'seed 20261103, applied on 3 Nov 2026, 60 assignments, 2 of them chosen by hand',
		'of whom a case had at most 1 generalist',
		'Round 1 was opened on 3 Nov 2026 and closed on 12 Dec 2026.',
		'no screen, file or count showed a rater anything of another’s ratings',
		'10% of a rater’s cases were shown to the same rater again, at least 14 days after',
		'the study’s own, in version 2 of the study’s guidelines and words; 40 ratings under version 1.',
		'a 1 or a 9 only where every rater gave it (rule “noharm-strict”).',
		'fewer than 3 scores or its raters disagreed (a score of 1 to 3 beside one of 7 to 9, or scores more than 2 points apart)',
		'No action was settled by adjudication.',
		'2,390 signed scores of 8 raters, 7 “cannot rate” (4 outside specialty, 2 not enough information, 1 wording ambiguous), and 3 signed actions without an answer; 1 answer not signed yet is left out.',
		'alpha (ordinal) 0.58 (95% CI 0.55 to 0.61; 20 cases, 800 actions, 2,400 ratings, 2,400 pairs)',
		'not defined (No unit has two ratings. 20 cases',
		'exact 40.0% (no interval by case; 20 cases',
		'figures computed with Primum 9.9.9.'
	])('say %s', (sentence) => {
		expect(text).toContain(sentence);
	});

	it('mark what only people know', () => {
		expect(text.match(/\[TO WRITE: /g)).toHaveLength(3);
		expect(methodsMarkdown(facts).match(/\*\*\\\[TO WRITE: /g)).toHaveLength(3);
	});

	it('claim nothing of ratings that came from elsewhere, nor of an assignment that no plan made', () => {
		const imported = { ...facts, plans: [], raters: { ...facts.raters, imported: 8 } };
		const said = methodsText(imported);
		expect(said).not.toContain('worked alone');
		expect(said).toContain('[TO WRITE: whether the imported ratings of 8 raters were made');
		expect(said).toContain('[TO WRITE: how raters were assigned to cases]');
		const some = methodsText({ ...facts, raters: { ...facts.raters, imported: 2 } });
		expect(some).toContain('Raters who rated in Primum worked alone');
	});

	it('say what a later round showed, and that its scores are not independent', () => {
		const newest = facts.figures.first;
		const later = {
			...facts,
			rounds: [facts.rounds[0]!, second],
			figures: { ...facts.figures, newest }
		};
		const said = methodsText(later);
		expect(said).toContain('Round 2 was opened on 12 Dec 2026 and was still open on 12 Dec 2026.');
		expect(said).toContain('asked 31 actions of 9 cases again');
		expect(said).toContain('scores and comments without names');
		expect(said).toContain('Scores of a later round are not independent.');
	});

	it('leave as a document whose marks are those of its author', () => {
		const found = documentOf(facts);
		expect(found).toContain('# Methods: Consult \\*100\\*');
		expect(found.match(/^\| \d+ \|/gm)).toHaveLength(15);
	});
});

describe('the GRRAS sheet', () => {
	const items = grrasOf(facts);

	it('has the fifteen items, each with what is known or what is left to write', () => {
		expect(items.map(({ number }) => number)).toEqual(
			Array.from({ length: 15 }, (_, at) => at + 1)
		);
		for (const { number, says, gaps } of items) {
			expect(says.length + gaps.length, `item ${number}`).toBeGreaterThan(0);
			expect(says.join(' '), `item ${number}`).not.toContain('TO WRITE');
		}
	});

	it('leaves title, populations, rationale and discussion to the authors', () => {
		const left = items.filter(({ says }) => says.length === 0).map(({ number }) => number);
		expect(left).toEqual([1, 3, 4, 5, 14]);
	});

	it('states estimates and actual numbers where they belong', () => {
		expect(items[12]!.says.join(' ')).toContain('0.58 (95% CI 0.55 to 0.61');
		expect(items[10]!.says.join(' ')).toContain('2,390 signed scores');
		expect(items[10]!.says.join(' ')).not.toContain('0.58');
		expect(grrasRows(facts)).toHaveLength(15);
	});
});

describe('pieces', () => {
	it('are written as text and as Markdown', () => {
		const text = ['a_b ', gap('why *so*')];
		expect(plain(text)).toBe('a_b [TO WRITE: why *so*]');
		expect(markdown(text)).toBe('a\\_b **\\[TO WRITE: why \\*so\\*\\]**');
	});

	it('are listed with an and', () => {
		expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listed)).toEqual([
			'',
			'a',
			'a and b',
			'a, b and c'
		]);
	});
});
