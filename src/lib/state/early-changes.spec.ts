import { describe, expect, it } from 'vitest';
import { EMPTY_RATING, type RatingValue } from '#lib/domain/rating.ts';
import { add, carriedOver, type EarlyChange } from './early-changes.ts';

const value = (part: Partial<RatingValue>): RatingValue => ({ ...EMPTY_RATING, ...part });
const change = (action: number, part: Partial<RatingValue>, activeMs = 0) => ({
	action,
	value: value(part),
	activeMs
});

it('remembers what was on screen: what the page came with, or the early change before', () => {
	let early: EarlyChange[] = [];
	early = add(early, change(1, { score: 3 }, 100), value({ comment: 'Given' }));
	early = add(early, change(2, { score: 4 }), undefined);
	early = add(early, change(1, { score: 5 }, 200), value({ comment: 'Given' }));
	expect(early).toEqual([
		{ ...change(1, { score: 3 }, 100), before: value({ comment: 'Given' }) },
		{ ...change(2, { score: 4 }), before: EMPTY_RATING },
		{ ...change(1, { score: 5 }, 200), before: value({ score: 3 }) }
	]);
});

describe('carried over', () => {
	/** One early change of an action, made on one value where there was another. */
	const over = (
		before: Partial<RatingValue>,
		after: Partial<RatingValue>,
		onto: Partial<RatingValue>
	) => {
		const early = [{ ...change(1, after, 300), before: value(before) }];
		const [carried, ...more] = carriedOver(early, new Map([[1, value(onto)]]));
		expect(more).toEqual([]);
		expect(carried).toMatchObject({ action: 1, activeMs: 300 });
		return carried!.value;
	};

	it('stays as it is where nothing is newer', () => {
		const early = [{ ...change(1, { score: 3 }, 300), before: EMPTY_RATING }];
		expect(carriedOver(early, new Map([[2, value({ score: 9 })]]))).toEqual([
			change(1, { score: 3 }, 300)
		]);
	});

	it('takes its answer along, and leaves comment and flags', () => {
		const onto = { score: 2, comment: 'Why', flags: ['other'] } as const;
		expect(over({}, { score: 8 }, { ...onto, flags: ['other'] })).toEqual(
			value({ score: 8, comment: 'Why', flags: ['other'] })
		);
	});

	it('takes score and reason as one answer', () => {
		expect(over({}, { score: 8 }, { cannotRate: 'wording-ambiguous' })).toEqual(
			value({ score: 8 })
		);
		expect(
			over({ score: 5 }, { cannotRate: 'wording-ambiguous' }, { score: 5, comment: 'Why' })
		).toEqual(value({ cannotRate: 'wording-ambiguous', comment: 'Why' }));
		expect(
			over({ cannotRate: 'wording-ambiguous' }, { cannotRate: 'outside-specialty' }, { score: 5 })
		).toEqual(value({ cannotRate: 'outside-specialty' }));
	});

	it('takes a comment or flags along, and leaves the answer', () => {
		expect(over({}, { comment: 'Late' }, { score: 2, flags: ['other'] })).toEqual(
			value({ score: 2, comment: 'Late', flags: ['other'] })
		);
		expect(over({}, { flags: ['duplicate'] }, { score: 2, comment: 'Why' })).toEqual(
			value({ score: 2, comment: 'Why', flags: ['duplicate'] })
		);
	});

	it('is made on the early change before it', () => {
		const first = { ...change(1, { score: 8 }), before: EMPTY_RATING };
		const second = { ...change(1, { score: 8, comment: 'Late' }), before: value({ score: 8 }) };
		const onto = value({ score: 2, flags: ['other'] });
		expect(carriedOver([first, second], new Map([[1, onto]]))).toEqual([
			change(1, { score: 8, flags: ['other'] }),
			change(1, { score: 8, comment: 'Late', flags: ['other'] })
		]);
	});
});
