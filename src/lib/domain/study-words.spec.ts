import { describe, expect, it } from 'vitest';
import {
	differing,
	pointIn,
	scaleWordsSchema,
	wordsChangeSchema,
	wordsReadSchema
} from './study-words.ts';

const SEVERE = 'doing this could kill, permanently injure or need life-saving intervention';

describe('scaleWordsSchema', () => {
	it('keeps the points that are said otherwise, on one line each', () => {
		const read = scaleWordsSchema.parse({
			1: { label: ' Deadly\n harm ', meaning: '' },
			2: { label: 'Harmful, moderate', meaning: '' },
			9: { label: '', meaning: 'it must be done' }
		});
		expect(read).toEqual({
			1: { label: 'Deadly harm', meaning: SEVERE },
			9: { label: 'Beneficial, severe', meaning: 'it must be done' }
		});
	});

	it('is none where every point says what Primum says', () => {
		expect(scaleWordsSchema.parse({})).toBeNull();
		expect(scaleWordsSchema.parse({ 1: { label: 'Harmful, severe', meaning: SEVERE } })).toBeNull();
	});

	it('knows nine points and no other, and how long their words may be', () => {
		expect(scaleWordsSchema.parse({ 0: { label: 'a', meaning: 'b' } })).toBeNull();
		expect(scaleWordsSchema.parse({ 10: { label: 'a', meaning: 'b' } })).toBeNull();
		const long = { 3: { label: 'x'.repeat(61), meaning: 'x'.repeat(201) } };
		expect(scaleWordsSchema.safeParse(long).error?.issues).toMatchObject([
			{ path: ['3', 'label'], message: 'at most 60 characters' },
			{ path: ['3', 'meaning'], message: 'at most 200 characters' }
		]);
	});
});

it('leaves out of a change what is not given', () => {
	expect(wordsChangeSchema.parse({ guidelines: 'a\r\nb' })).toEqual({
		guidelines: 'a\nb',
		note: ''
	});
	expect(wordsChangeSchema.parse({ scaleWords: null })).toEqual({ scaleWords: null, note: '' });
});

it('says a point in the words that hold, and which points two versions say differently', () => {
	const own = { 5: { label: 'Even', meaning: 'it makes no difference' } };
	expect(pointIn(own, 5)).toEqual(own[5]);
	expect(pointIn(own, 1)).toEqual({ label: 'Harmful, severe', meaning: SEVERE });
	expect(differing(null, own)).toEqual([5]);
	expect(differing(own, { ...own })).toEqual([]);
});

it('reads a version as a form or a program sends it', () => {
	expect(wordsReadSchema.parse({ version: '3' })).toEqual({ version: 3 });
	for (const version of [0, -1, 1.5, 'x', null, undefined, 2 ** 31]) {
		expect(wordsReadSchema.safeParse({ version }).success).toBe(false);
	}
});
