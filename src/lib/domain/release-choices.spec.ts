import { describe, expect, it } from 'vitest';
import { choicesAddress, choicesIn, type ReleaseChoices } from './release-choices.ts';
import { releaseOptionsSchema } from './release.ts';

const DEFAULTS: ReleaseChoices = {
	...{ specialties: null, cases: null, part: 'all', throughRound: null, completeOnly: false },
	...{ consensus: null, pseudonyms: true, unresolved: 'exclude' },
	...{ includeComments: false, includeTimes: false, license: null, language: null }
};

const read = (query: string) => choicesIn(new URLSearchParams(query));

describe('the choices of a release in an address', () => {
	it('are the defaults where it says nothing', () => {
		expect(read('')).toEqual(DEFAULTS);
		const { note: _, ...defaults } = releaseOptionsSchema.parse({});
		expect(defaults).toMatchObject(DEFAULTS);
		expect(choicesAddress(DEFAULTS).toString()).toBe('');
	});

	it('are each of them', () => {
		expect(read('specialty=Card&specialty=GI').specialties).toEqual(['Card', 'GI']);
		expect(read('case=Card001,+Card002%0D%0AGI001').cases).toEqual(['Card001', 'Card002', 'GI001']);
		expect(read('part=held-out').part).toBe('held-out');
		expect(read('round=2').throughRound).toBe(2);
		expect(read('complete=yes').completeOnly).toBe(true);
		expect(read('rule=median&band=4').consensus).toEqual({ rule: 'median', band: 4 });
		expect(read('unresolved=keep').unresolved).toBe('keep');
		expect(read('comments=yes').includeComments).toBe(true);
		expect(read('times=yes').includeTimes).toBe(true);
		expect(read('names=yes').pseudonyms).toBe(false);
		expect(read('license=cc-by-4.0&language=de')).toMatchObject({
			...{ license: 'cc-by-4.0', language: 'de' }
		});
	});

	it('are the defaults where it says what there is not', () => {
		const odd =
			'specialty=&case=%20&part=half&round=0&rule=mode&band=9&unresolved=maybe&license=mine&language=English';
		expect(read(odd)).toEqual(DEFAULTS);
		expect(read('rule=median&band=99').consensus).toEqual({ rule: 'median', band: 2 });
	});

	it('come back from the address that asks for them', () => {
		const all: ReleaseChoices = {
			...{ specialties: ['Card', 'GI & more'], cases: ['Card001', 'Ä2'], part: 'open' },
			...{ throughRound: 3, completeOnly: true, consensus: { rule: 'majority-label', band: 0 } },
			...{ pseudonyms: false, unresolved: 'keep', includeComments: true, includeTimes: true },
			...{ license: 'cc0-1.0', language: 'en' }
		};
		expect(choicesIn(choicesAddress(all))).toEqual(all);
	});
});
