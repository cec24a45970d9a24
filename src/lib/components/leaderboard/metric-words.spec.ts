import { describe, expect, it } from 'vitest';
import type { MetricToRead } from '#lib/domain/leaderboard.ts';
import {
	headsOf,
	namesInWords,
	rangeWords,
	rankWords,
	shortName,
	tickOf,
	valueWords
} from './metric-words.ts';

const metric = (name: string, unit: MetricToRead['unit']): MetricToRead => ({
	...{ name, unit },
	...{ meaning: '', better: 'higher' }
});
const SHARE = metric('F1_weighted', 'share');
const RATE = metric('Severe_rate', 'share');
const HARMS = metric('Harmful_errors', 'harms');

const found = (value: number | null, ci95: [number, number | null] | null = null) => ({
	...{ value, ci95 },
	...{ cases: 100, records: 100 }
});

describe('a figure in words', () => {
	it('is a number for weights, per cent for cases, and a count for harms', () => {
		expect(valueWords(SHARE, found(0.8734))).toBe('0.87');
		expect(valueWords(RATE, found(0.064))).toBe('6%');
		expect([0, 0.003, 0.0002].map((value) => valueWords(RATE, found(value)))).toEqual([
			...['0%', '0.3%', '<0.1%']
		]);
		expect(valueWords(HARMS, found(187.4))).toBe('187');
		expect(valueWords(HARMS, found(3.25))).toBe('3.3');
	});

	it('is a dash where there is none', () => {
		expect(valueWords(SHARE, found(null))).toBe('–');
		expect(valueWords(SHARE, undefined)).toBe('–');
		expect(rangeWords(SHARE, found(0.5))).toBe('');
	});

	it('has its interval, with one unit', () => {
		expect(rangeWords(SHARE, found(0.87, [0.823, 0.911]))).toBe('0.82–0.91');
		expect(rangeWords(RATE, found(0.06, [0.02, 0.11]))).toBe('2–11%');
		expect(rangeWords(HARMS, found(17, [9, null]))).toBe('9.0–∞');
	});

	it('is said at a tick without needless digits', () => {
		expect([0, 0.1, 0.75].map(tickOf(SHARE))).toEqual(['0', '0.1', '0.75']);
		expect([0, 0.125, 0.6].map(tickOf(RATE))).toEqual(['0%', '12.5%', '60%']);
	});
});

it('has a short name for the head of a column', () => {
	const names = ['F1_weighted', 'Severe_rate', 'Precision_matched', 'Case_harm_rate', 'Overall'];
	expect(names.map((name) => shortName({ name }))).toEqual([
		...['F1', 'Severe', 'Precision', 'Case harm', 'Overall']
	]);
});

it('has the whole name over a column where two short ones would be the same', () => {
	const columns = ['Precision_weighted', 'Precision_matched', 'F1_weighted'].map((name) => ({
		name
	}));
	expect(columns.map(headsOf(columns))).toEqual([
		...['Precision weighted', 'Precision matched', 'F1']
	]);
});

it('says a rank as the places it may be', () => {
	expect([{ from: 1, to: 3 }, { from: 4, to: 4 }, null].map(rankWords)).toEqual(['1–3', '4', '']);
});

it('says names in a row, and how many more there are', () => {
	expect(namesInWords([])).toBe('');
	expect(namesInWords(['Cedar'])).toBe('Cedar');
	expect(namesInWords(['Cedar', 'Alder'])).toBe('Cedar and Alder');
	expect(namesInWords(['Cedar', 'Alder', 'Birch'], 7)).toBe('Cedar, Alder, Birch and 4 more');
});
