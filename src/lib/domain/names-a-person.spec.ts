import { describe, expect, it } from 'vitest';
import { personSigns } from './names-a-person.ts';

describe('a text that may name a person', () => {
	it.each([
		['As Dr. Weber said, a CT first.', ['title']],
		['Rücksprache mit Frau Müller', ['title']],
		['Prof. Dr. med. Özdemir disagrees', ['title']],
		['Herr von Stein', ['title']],
		['Schwester Anna gave it', ['title']],
		['ask jane.doe@clinic.example first', ['e-mail']],
		['call +49 (0)30 123 45 67', ['telephone']],
		['call 0176-1234567', ['telephone']],
		['seen on 12.03.2021', ['date']],
		['seen on 3 March 2021', ['date']],
		['seen on March 3, 2021', ['date']],
		['born 1987-04-02', ['date']],
		['Mrs O’Brien, 4/12/2019, o@b.example', ['title', 'e-mail', 'date']]
	])('%s', (text, signs) => {
		expect(personSigns(text)).toEqual(signs);
	});
});

describe('a text that names nobody', () => {
	it.each([
		'',
		'The doctor should order an ECG.',
		'Patient is stable; a second troponin after 3 h.',
		'Dr consulted, no change',
		'BP 120/80, HR 72, 1.5 mg/kg, 10-20 mg',
		'Na 135.5, K 4.25, platelets 150,000',
		'ESC 2020 guideline, class IIa',
		'Give 1000 mg every 6 h for 10 days',
		'500.000 IE'
	])('%s', (text) => {
		expect(personSigns(text)).toEqual([]);
	});

	it('is looked through in time linear in its length', () => {
		const text = `${'1 '.repeat(50_000)}${'Dr '.repeat(50_000)}${'a'.repeat(50_000)}@`;
		const before = performance.now();
		personSigns(text);
		expect(performance.now() - before).toBeLessThan(1_000);
	});
});
