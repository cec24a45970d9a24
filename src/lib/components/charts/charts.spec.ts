/** Every chart as a file of its own: whole without the page, with colours to fall back on and words for who cannot see it. */
import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import Forest from './Forest.svelte';
import Histogram from './Histogram.svelte';
import StackedShares from './StackedShares.svelte';
import ValueAxis from './ValueAxis.svelte';

const row = { cases: 12, actions: 300, words: '0.86', interval: '0.85–0.88' };
const whole = { ...row, name: 'Whole study', value: 0.86, ends: [0.85, 0.88] as const };
const low = { ...row, name: 'Psychiatry', value: 0.71, ends: [-3, 0.8] as const, single: true };
const none = { ...row, name: 'Rheumatology', value: null, ends: null, words: '–', interval: '' };

const FOREST = {
	title: 'α of slices',
	description: 'Lowest first.',
	whole,
	measure: 'α',
	groups: [{ title: 'Specialty', note: 'few', rows: [low, none] }],
	domain: [0, 1] as const,
	tick: String
};
const SHARES = {
	title: 'Classes',
	description: 'Perfect 60%, discordant 40%.',
	rows: [
		{
			label: 'Round 1',
			aside: '40% discordant',
			parts: [
				{ name: 'perfect', share: 0.6, score: 9 },
				{ name: 'discordant', share: 0.4, score: 2 }
			]
		}
	]
};
const HISTOGRAM = {
	title: 'Scores',
	description: 'Mostly 7.',
	counts: [1, 0, 0, 0, 2, 0, 5, 1, 1],
	zones: ['Harmful', 'Uncertain', 'Beneficial'] as const
};
const AXIS = { title: 'α 0.86', value: 0.86, ends: [0.85, 0.88] as const };

const CHARTS = {
	forest: (more: object) => render(Forest, { props: { ...FOREST, ...more } }),
	axis: (more: object) => render(ValueAxis, { props: { ...AXIS, ...more } }),
	shares: (more: object) => render(StackedShares, { props: { ...SHARES, ...more } }),
	histogram: (more: object) => render(Histogram, { props: { ...HISTOGRAM, ...more } })
};

const drawn = (name: keyof typeof CHARTS, more: object = {}) => CHARTS[name](more).body;

describe.each(Object.keys(CHARTS) as (keyof typeof CHARTS)[])('the %s', (name) => {
	it('is one drawing of a stated size, with a title', () => {
		const svg = drawn(name);
		expect(svg.match(/<svg/g)).toHaveLength(1);
		expect(svg).toMatch(/width="\d+" height="[\d.]+" viewBox="0 0 \d+ [\d.]+"/);
		expect(svg).toMatch(/<title id="/);
		expect(svg).toContain('xmlns="http://www.w3.org/2000/svg"');
	});

	it('has a colour of its own for every one it takes from the page', () => {
		const svg = drawn(name);
		expect(svg).toContain('var(--');
		expect(svg.replace(/var\(--[\w-]+, #[0-9a-f]{6}\)/g, '')).not.toContain('var(');
	});

	it('has no number that is none', () => {
		expect(drawn(name)).not.toMatch(/NaN|undefined|Infinity/);
	});
});

describe('a forest plot', () => {
	it('says what is not defined, and opens the dot of one case', () => {
		expect(drawn('forest')).toContain('not defined');
		expect(drawn('forest')).toContain('class="mark open');
	});

	it('is narrow where it is asked to be, with words in the place of columns', () => {
		expect(drawn('forest', { width: 340 })).toContain('12 cases, 300 actions');
		expect(drawn('forest')).not.toContain('12 cases');
	});
});

describe('shares', () => {
	it('stand in their part with their per cent, one beside the other', () => {
		const svg = drawn('shares', { width: 100 });
		expect(svg).toMatch(/x="60"[^>]*width="40"/);
		expect(svg).toContain('>60%<');
	});
});

describe('the histogram', () => {
	it('gives the per cent of all scores', () => {
		expect(drawn('histogram')).toContain('>50%<');
		expect(drawn('histogram', { counts: Array(9).fill(0) })).toContain('>0%<');
	});
});
