import { describe, expect, it } from 'vitest';
import type { Final } from './consensus.ts';
import type { Score } from './scale.ts';
import { storyOf, type Kept, type Names, type Ruled, type Said } from './story.ts';

const names: Names = { rater: (id) => `R0${id}`, adjudicator: (id) => `A${id}` };
const OPEN: Final & { scores: number[] } = {
	...{ score: null, basis: 'unresolved', provisional: null, reason: 'apart', scores: [] }
};

const kept = (given: Partial<Kept> = {}): Kept => ({
	wordings: [{ wording: 1, text: 'Give it.', supersededAt: null }],
	...{ lines: [], asked: [], said: [], sent: [], ruled: [] },
	...given
});

const said = (memberId: number, score: Score | null, more: Partial<Said> = {}): Said => ({
	...{ memberId, score, cannotRate: null, comment: '', flags: [], wording: 1, round: 1 },
	...{ updatedAt: 10, untimed: false, signed: true },
	...more
});

const ruling = (userId: number, score: Score, more: Partial<Ruled> = {}): Ruled => ({
	...{ wording: 1, userId, score, reason: 'So.', createdAt: 50, supersededAt: null },
	...more
});

const tell = (given: Partial<Kept>, rulingsWanted = 1) =>
	storyOf(kept(given), OPEN, { names, rulingsWanted });
const kinds = (given: Partial<Kept>, wanted?: number) =>
	tell(given, wanted).map(({ kind, wording }) => `${kind} ${wording}`);

describe('a story', () => {
	it('begins with a wording and ends with how it stands, whatever lies between', () => {
		expect(tell({})).toEqual([
			{ kind: 'worded', wording: 1, at: null, text: 'Give it.', reason: null },
			{
				...{ kind: 'final', wording: 1, at: null },
				...{ score: null, basis: 'unresolved', reason: 'apart', scores: [] }
			}
		]);
	});

	it('tells each wording with its reason, and what was mended in it as it first read', () => {
		const told = tell({
			wordings: [
				{ wording: 1, text: 'Give 5 mg.', supersededAt: 30 },
				{ wording: 2, text: 'Give 5 mg twice.', supersededAt: null }
			],
			lines: [
				{ what: 'mended', at: 20, reason: 'A slip.', old: 'Giv 5 mg.', new: 'Give 5 mg.' },
				{
					what: 'worded',
					at: 30,
					reason: 'How often?',
					old: 'Give 5 mg.',
					new: 'Give 5 mg twice.'
				},
				{ what: 'withdrawn', at: 40, reason: 'Twice here.', old: null, new: null },
				{ what: 'restored', at: 41, reason: null, old: null, new: null }
			]
		});
		expect(told.slice(0, 5)).toEqual([
			{ kind: 'worded', wording: 1, at: null, text: 'Giv 5 mg.', reason: null },
			{ kind: 'mended', wording: 1, at: 20, text: 'Give 5 mg.', reason: 'A slip.' },
			{ kind: 'worded', wording: 2, at: 30, text: 'Give 5 mg twice.', reason: 'How often?' },
			{ kind: 'withdrawn', wording: 2, at: 40, reason: 'Twice here.' },
			{ kind: 'restored', wording: 2, at: 41, reason: null }
		]);
	});

	it('keeps a mend of the category alone to itself', () => {
		const line = { what: 'mended', at: 20, reason: 'A slip.', old: null, new: null } as const;
		expect(kinds({ lines: [line] })).toEqual(['worded 1', 'final 1']);
	});

	it('tells the ratings of a round as one, by pseudonym, at the moment of the last', () => {
		const [, rated] = tell({
			said: [said(3, 7, { updatedAt: 12 }), said(1, 2, { updatedAt: 15 }), said(2, 5)]
		});
		expect(rated).toMatchObject({ kind: 'rated', round: 1, at: 15 });
		expect('given' in rated! && rated.given.map(({ by, score }) => [by, score])).toEqual([
			['R01', 2],
			['R02', 5],
			['R03', 7]
		]);
	});

	it('says where answers of a later round went since those before', () => {
		const told = tell({
			asked: [{ wording: 1, round: 2, at: 20 }],
			said: [
				...[said(1, 1), said(2, 5), said(3, 9)],
				said(1, 4, { round: 2, updatedAt: 30 }),
				said(3, 9, { round: 2, updatedAt: 25 })
			]
		});
		expect(told.map(({ kind }) => kind)).toEqual(['worded', 'rated', 'asked', 'rated', 'final']);
		const moves = told.flatMap((event) =>
			event.kind === 'rated' ? [event.given.map(({ move }) => move)] : []
		);
		expect(moves).toEqual([
			[null, null, null],
			['toward', 'kept']
		]);
	});

	it('tells where it was sent, and that it was called back where nothing came of it', () => {
		const sent = { wording: 1, note: 'Look.', createdAt: 40 };
		expect(kinds({ sent: [{ ...sent, to: 'round', settledAt: null }] })).toEqual([
			...['worded 1', 'referred 1', 'final 1']
		]);
		const back = { what: 'called-back', at: 45, reason: null, old: null, new: null } as const;
		expect(kinds({ lines: [back], sent: [{ ...sent, to: 'round', settledAt: 45 }] })).toEqual([
			...['worded 1', 'referred 1', 'called-back 1', 'final 1']
		]);
		const asked = [{ wording: 1, round: 2, at: 45 }];
		expect(kinds({ asked, sent: [{ ...sent, to: 'round', settledAt: 45 }] })).toEqual([
			...['worded 1', 'referred 1', 'asked 1', 'final 1']
		]);
		const ruled = [ruling(1, 4)];
		expect(kinds({ ruled, sent: [{ ...sent, to: 'adjudication', settledAt: 50 }] })).toEqual([
			...['worded 1', 'referred 1', 'ruled 1', 'final 1']
		]);
	});

	it('tells every ruling, and which of them no longer count', () => {
		const told = tell({
			ruled: [ruling(2, 3, { supersededAt: 60 }), ruling(2, 4, { createdAt: 60 })]
		});
		expect(told.slice(1, 3)).toEqual([
			{
				...{ kind: 'ruled', wording: 1, at: 50, by: 'A2' },
				...{ score: 3, reason: 'So.', superseded: true }
			},
			{
				...{ kind: 'ruled', wording: 1, at: 60, by: 'A2' },
				...{ score: 4, reason: 'So.', superseded: false }
			}
		]);
	});

	it('tells nobody of a first ruling while a second is waited for', () => {
		expect(kinds({ ruled: [ruling(1, 3)] }, 2)).toEqual(['worded 1', 'final 1']);
		const changed = [ruling(1, 3, { supersededAt: 60 }), ruling(1, 4, { createdAt: 60 })];
		expect(kinds({ ruled: changed }, 2)).toEqual(['worded 1', 'final 1']);
		expect(kinds({ ruled: [ruling(1, 3, { supersededAt: 60 })] }, 2)).toEqual([
			...['worded 1', 'final 1']
		]);
		expect(kinds({ ruled: [ruling(1, 3), ruling(2, 3)] }, 2)).toHaveLength(4);
		expect(kinds({ ruled: [ruling(1, 3), ruling(2, 8)] }, 2)).toHaveLength(4);
	});

	it('leaves what was said of a wording with that wording', () => {
		expect(
			kinds({
				wordings: [
					{ wording: 1, text: 'Give it.', supersededAt: 30 },
					{ wording: 2, text: 'Give it now.', supersededAt: null }
				],
				said: [said(1, 2), said(1, 8, { wording: 2, updatedAt: 40 })],
				asked: [{ wording: 2, round: 2, at: 20 }],
				ruled: [ruling(1, 3, { createdAt: 25 })]
			})
		).toEqual(['worded 1', 'rated 1', 'ruled 1', 'worded 2', 'asked 2', 'rated 2', 'final 2']);
	});
});
