import { expect, it } from 'vitest';
import { KINDS, matrix, within } from './weights.ts';

it('gives the weights of a scale of three', () => {
	expect([...matrix('identity', [1, 2, 3])]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
	expect([...matrix('linear', [1, 2, 3])]).toEqual([1, 0.5, 0, 0.5, 1, 0.5, 0, 0.5, 1]);
	expect([...matrix('quadratic', [1, 2, 3])]).toEqual([1, 0.75, 0, 0.75, 1, 0.75, 0, 0.75, 1]);
	const ordinal = matrix('ordinal', [1, 2, 3]);
	expect(ordinal[1]).toBeCloseTo(2 / 3, 12);
	expect(ordinal[2]).toBe(0);
});

it('spans the values of the categories, and ranks them where ordinal', () => {
	expect(matrix('linear', [1, 2, 9])[1]).toBe(1 - 1 / 8);
	expect(matrix('ordinal', [1, 2, 9])[1]).toBeCloseTo(2 / 3, 12);
});

it('has a single weight of 1 for a single category', () => {
	for (const kind of KINDS) expect([...matrix(kind, [5])]).toEqual([1]);
});

it('counts what is within reach', () => {
	expect([...within(1, [1, 2, 4])]).toEqual([1, 1, 0, 1, 1, 0, 0, 0, 1]);
});
