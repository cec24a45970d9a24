import { expect, it } from 'vitest';
import * as krippendorff from './krippendorff.ts';
import * as sums from './sums.ts';
import { sparse } from './table.ts';
import { nearUnanimity } from './unanimity.ts';

const LAYOUT = sums.layout();
const of = (table: number[][]) => sums.ofCases(LAYOUT, sparse(table))[0]!;

it('says that chance agreement is almost all there is, where it is', () => {
	// 199 actions of 9 9 9 and one of 9 9 8: as good as perfect, and alpha is 0.
	const table = [...Array.from({ length: 199 }, () => [9, 9, 9]), [9, 9, 8]];
	const found = nearUnanimity(LAYOUT, of(table))!;
	expect(found.exact).toBeCloseTo(199 / 200 + 1 / 600, 12);
	expect(found).toMatchObject({ category: 9 });
	expect(found.share).toBeCloseTo(599 / 600, 12);
	expect(found.byChance).toBeCloseTo((599 / 600) ** 2 + (1 / 600) ** 2, 12);
	const alpha = krippendorff.figure(LAYOUT, 'ordinal').of(of(table));
	expect('value' in alpha && alpha.value).toBeCloseTo(0, 2);
});

it('says nothing where ratings differ, or where nobody can agree', () => {
	expect(
		nearUnanimity(
			LAYOUT,
			of([
				[1, 2, 9],
				[8, 8, 9]
			])
		)
	).toBeUndefined();
	expect(nearUnanimity(LAYOUT, of([[9], [9]]))).toBeUndefined();
});
