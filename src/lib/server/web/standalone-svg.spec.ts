import { expect, it } from 'vitest';
import { standalone } from './standalone-svg.ts';

const CHART =
	'<!--[--><svg width="100" height="40" viewBox="0 0 100 40" class="svelte-1x9y"><!--[0-->' +
	'<rect class="bar svelte-1x9y" fill="var(--s1, #8c2d19)"/><text fill="var(--ink, #1d2327)">a</text></svg><!--]-->';

it('stands by itself: colours outright, no marks of a page, white ground, what it is above and below', () => {
	const found = standalone({
		...{ svg: CHART, heading: 'Scores & more', about: 'study one. '.repeat(20).trim() },
		notes: ['12 scores, 1 “cannot rate”.']
	});
	expect(found).toMatch(
		/^<\?xml version="1.0" encoding="UTF-8"\?>\n<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/
	);
	expect(found).not.toMatch(/var\(|<!--|svelte-|class=""/);
	expect(found).toContain('<rect class="bar" fill="#8c2d19"/>');
	expect(found).toContain('fill="#ffffff"');
	expect(found).toContain('Scores &amp; more');
	expect(found).toContain('12 scores, 1 “cannot rate”.');
	const named = CHART.replace('>a<', '>svelte-coder var(--a, b)<');
	expect(standalone({ svg: named, heading: '', about: '', notes: [] })).toContain(
		'>svelte-coder var(--a, b)</text>'
	);
	// 220 letters do not fit into one line of 480 pixels.
	expect(found.match(/study one\./g)).toHaveLength(20);
	expect(found.match(/font-size="12"/g)!.length).toBeGreaterThan(4);
});
