import { describe, expect, it } from 'vitest';
import { submissionSchema } from './submission-form.ts';

const wrong = (given: object) => {
	const read = submissionSchema.safeParse({ kind: 'model', name: 'Alpha 1', ...given });
	return read.success ? null : read.error.issues.map(({ path, message }) => [path[0], message]);
};

describe('the words of a submission', () => {
	it('are trimmed, and what is not said is empty', () => {
		expect(submissionSchema.parse({ kind: 'model', name: ' Alpha 1 ' })).toEqual({
			...{ kind: 'model', name: 'Alpha 1', provider: '', about: '', people: null }
		});
		expect(
			submissionSchema.parse({
				...{ kind: 'human', name: 'Ward 3', provider: ' St Elsewhere ', about: ' One.\r\nTwo. ' },
				people: ' 5 '
			})
		).toEqual({
			...{ kind: 'human', name: 'Ward 3', provider: 'St Elsewhere', about: 'One.\nTwo.', people: 5 }
		});
	});

	it('count people of people only', () => {
		expect(submissionSchema.parse({ kind: 'model', name: 'A', people: '7' }).people).toBeNull();
		expect(submissionSchema.parse({ kind: 'model', name: 'A', people: '' }).people).toBeNull();
		for (const people of ['', null, undefined]) {
			expect(wrong({ kind: 'human', people })).toEqual([
				['people', 'say how many people answered']
			]);
		}
		for (const people of ['0', '10001', '1.5', 'two']) {
			expect(wrong({ kind: 'human', people })?.[0]?.[0]).toBe('people');
		}
	});

	it('are not empty, too long, of another kind, or on several lines', () => {
		expect(wrong({ name: ' ' })).toEqual([['name', 'say what it is called']]);
		expect(wrong({ name: 'x'.repeat(80), provider: 'x'.repeat(80) })).toBeNull();
		expect(wrong({ name: 'x'.repeat(81) })).toEqual([['name', 'at most 80 characters']]);
		expect(wrong({ provider: 'x'.repeat(81) })).toEqual([['provider', 'at most 80 characters']]);
		expect(wrong({ about: 'x'.repeat(1001) })).toEqual([['about', 'at most 1,000 characters']]);
		expect(wrong({ name: 'a\nb' })).toEqual([
			['name', 'use plain text, without control characters']
		]);
		expect(wrong({ kind: 'baseline' })).toEqual([
			['kind', 'say whether a model or people answered']
		]);
	});
});
