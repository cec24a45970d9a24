import { expect, it } from 'vitest';
import { listed } from './listed.ts';

it.each([
	[[], ''],
	[[3], '3'],
	[['a', 'b'], 'a and b'],
	[[3, 6, 8], '3, 6 and 8']
])('lists %j with commas and an and', (things, words) => {
	expect(listed(things)).toBe(words);
});
