import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { Usage } from './failure.ts';
import { assertOneOf, choicesOf, defaultOf, run } from './running.ts';
import { list, moment, study, whole } from './values.ts';
import { flag, option, verb } from './verb.ts';

let printed: string[] = [];
beforeEach(() => {
	printed = [];
	vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text));
});
afterEach(() => {
	vi.restoreAllMocks();
	process.exitCode = undefined;
});

const rule = option('rule', 'how', z.enum(['median', 'mean']).default('median'));
const n = option('n', 'how many', whole(1, 9).optional());

const show = verb({
	name: 'show',
	says: 'shows',
	about: 'Shows. It is there to be tried.',
	takes: { study, rule, n, quietly: flag('without a word') },
	examples: [],
	refused: { when: 'never', run: '' },
	answer: z.object({ at: moment, names: list(z.string()) }),
	work: ({ study, rule, n = 0, quietly }) =>
		Promise.resolve({
			json: { at: 0, names: [study], secret: 'inside' },
			text: `${study} ${rule} ${n} ${quietly}`,
			failed: n === 9
		})
});

describe('run', () => {
	it('hands over what was given, with what is usual in place of the rest', async () => {
		await run(show, { study: 'demo', n: '3' });
		expect(printed).toEqual(['demo median 3 false']);
		expect(process.exitCode).toBeUndefined();
	});

	it('prints what the schema of the answer has, and nothing else', async () => {
		await run(show, { study: 'demo', json: true });
		expect(JSON.parse(printed[0]!)).toEqual({ at: '1970-01-01T00:00:00.000Z', names: ['demo'] });
	});

	it('ends with 1 where the answer is no', async () => {
		await run(show, { study: 'demo', n: '9' });
		expect(process.exitCode).toBe(1);
	});

	it('says everything that is missing or cannot be used', async () => {
		const wrong = run(show, { rule: 'mode', n: 'many' });
		await expect(wrong).rejects.toThrow(Usage);
		await expect(wrong).rejects.toThrow(
			[
				'--study <slug> is missing: the study.',
				'--rule: "mode" is none of median, mean.',
				'--n: give a whole number from 1 to 9'
			].join('\n')
		);
	});
});

it('choices and what is usual are told from the schema', () => {
	expect([choicesOf(rule), choicesOf(n), choicesOf(study)]).toEqual([
		['median', 'mean'],
		null,
		null
	]);
	expect([defaultOf(rule), defaultOf(n), defaultOf(study)]).toEqual(['median', null, null]);
});

it('of what excludes each other one is given', () => {
	const options = { a: '--a', b: '--b', c: '--c' };
	expect(() => assertOneOf({ a: 'x', b: false }, options)).not.toThrow();
	expect(() => assertOneOf({ a: 'x', b: true }, options)).toThrow('one of --a, --b and --c');
	expect(() => assertOneOf({}, options)).toThrow('Give one of');
	expect(() => assertOneOf({}, options, { none: true })).not.toThrow();
	expect(() => assertOneOf({ a: 1, b: 2 }, options, { none: true })).toThrow('at most one of');
});
