import { describe, expect, it } from 'vitest';
import { isList, pastedActions } from './pasted-actions.ts';

const KNOWN = ['Diagnostic', 'Medication', 'Follow-up'];
const texts = (pasted: string) => pastedActions(pasted, KNOWN).map(({ text }) => text);

describe('a pasted list', () => {
	it.each([
		['bullets', '- Order an ECG\n• Wait\n* Call\n– Rest', ['Order an ECG', 'Wait', 'Call', 'Rest']],
		['numbers', '1. Order an ECG\r\n2) Wait\r(3) Call', ['Order an ECG', 'Wait', 'Call']],
		['letters', 'a) Order an ECG\n(B) Wait', ['Order an ECG', 'Wait']],
		['boxes', '- [ ] Order an ECG\n- [x] 2. Wait\n☐ Call', ['Order an ECG', 'Wait', 'Call']],
		['empty lines', '\n  Order an ECG  \n\n\tWait\n', ['Order an ECG', 'Wait']]
	])('goes without its %s', (_, pasted, expected) => {
		expect(texts(pasted)).toEqual(expected);
	});

	it('keeps numbers and dashes that are part of the text', () => {
		expect(texts('5 mg bisoprolol\n-2 is no bullet\nE. coli in the urine\n2.5 mg more')).toEqual([
			'5 mg bisoprolol',
			'-2 is no bullet',
			'E. coli in the urine',
			'2.5 mg more'
		]);
	});

	it('takes a second column for the category, in its known spelling', () => {
		expect(pastedActions('Order an ECG\tdiagnostic\n7\tGive oxygen\tBreathing', KNOWN)).toEqual([
			{ text: 'Order an ECG', category: 'Diagnostic' },
			{ text: 'Give oxygen', category: 'Breathing' }
		]);
	});

	it('leaves out the names of the columns', () => {
		for (const header of ['No.\tAction\tCategory', 'text\tcategory']) {
			expect(pastedActions(`${header}\nOrder\tMedication`, KNOWN)).toEqual([
				{ text: 'Order', category: 'Medication' }
			]);
		}
	});

	it('takes a line with the name of a category for that of the lines below', () => {
		expect(pastedActions('Call\nMedication:\n- Aspirin\nFOLLOW-UP\n- A week', KNOWN)).toEqual([
			{ text: 'Call', category: null },
			{ text: 'Aspirin', category: 'Medication' },
			{ text: 'A week', category: 'Follow-up' }
		]);
	});

	it('is one where more than one line has something in it', () => {
		expect(isList('One\n\n')).toBe(false);
		expect(isList('One\nTwo')).toBe(true);
	});
});
