import { expect, it } from 'vitest';
import { raterText } from '#lib/text/load.ts';
import { withScaleWords } from './scale-words.ts';

it('says the words of the study where it has its own, and the catalogue’s elsewhere', async () => {
	const { scale } = await raterText('de');
	const own = withScaleWords(scale, { 1: { label: 'Deadly', meaning: 'it kills' } });
	expect(own[1].label()).toBe('Deadly');
	expect(own[1].meaning()).toBe('it kills');
	expect(own[2].label()).toBe(scale[2].label());
	expect(withScaleWords(scale, null)[9].meaning()).toBe(scale[9].meaning());
});
