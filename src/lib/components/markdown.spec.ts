import { describe, expect, it } from 'vitest';
import { parse, wordsOf, type Block } from './markdown.ts';

const links = (blocks: Block[]) => JSON.stringify(blocks).match(/"href":"[^"]*"/g) ?? [];

describe('parse', () => {
	it('reads headings, emphasis, lists and tables', () => {
		const [heading, paragraph, list, table] = parse(
			'# The scale\n\nRate **each** action.\n\n- one\n- two\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n'
		);
		expect(heading).toEqual({
			kind: 'heading',
			level: 1,
			content: [{ kind: 'text', text: 'The scale' }]
		});
		expect(paragraph).toMatchObject({
			content: [
				{ text: 'Rate ' },
				{ kind: 'strong', content: [{ text: 'each' }] },
				{ text: ' action.' }
			]
		});
		expect(list).toMatchObject({ kind: 'list', start: null, items: [[{}], [{}]] });
		expect(table).toMatchObject({ head: [[{ text: 'a' }], [{ text: 'b' }]], rows: [[[{}], [{}]]] });
	});

	it('keeps HTML as text', () => {
		const source = '<img src=x onerror=alert(1)>\n\nA <script>alert(1)</script> b';
		const blocks = parse(source);
		expect(new Set(blocks.map(({ kind }) => kind))).toEqual(new Set(['paragraph']));
		expect(blocks.map(wordsOf)).toEqual(source.split('\n\n'));
	});

	it('links only to http and https', () => {
		const evil = [
			'javascript:alert(1)',
			'JaVaScRiPt:alert(1)',
			'data:text/html,x',
			'/here',
			'//x.y'
		];
		for (const href of evil) expect(links(parse(`[go](${href})`)), href).toEqual([]);
		expect(links(parse('[go](<java\tscript:alert(1)>)'))).toEqual([]);
		expect(links(parse('[go](https://example.org/a)'))).toEqual(['"href":"https://example.org/a"']);
	});

	it('shows an image as its description and does not fetch it', () => {
		expect(parse('![a chart](https://example.org/x.png)')).toEqual([
			{ kind: 'paragraph', content: [{ kind: 'text', text: 'a chart' }] }
		]);
	});

	it('reads what was escaped as it was meant', () => {
		expect(parse('5 \\* 3 < 20 & more').map(wordsOf)).toEqual(['5 * 3 < 20 & more']);
	});
});
