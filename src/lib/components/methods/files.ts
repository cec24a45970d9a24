/** The methods and the GRRAS sheet as Markdown, and the sheet as rows of a table. */
import type { MethodsFacts } from '#lib/domain/methods-facts.ts';
import { when } from '../figures.ts';
import { grrasOf } from './grras.ts';
import { paragraphsOf } from './paragraph.ts';
import { gap, markdown, plain } from './pieces.ts';

/** The paragraphs alone, as plain text for a paper. */
export function methodsText(facts: MethodsFacts): string {
	return paragraphsOf(facts)
		.map(({ title, text }) => `${title}\n${plain(text)}`)
		.join('\n\n');
}

/** The paragraphs alone, as Markdown. */
export function methodsMarkdown(facts: MethodsFacts): string {
	return paragraphsOf(facts)
		.map(({ title, text }) => `### ${title}\n\n${markdown(text)}`)
		.join('\n\n');
}

/** Paragraphs and sheet in one document. */
export function documentOf(facts: MethodsFacts): string {
	const cell = (words: string) => markdown([words]);
	const rows = grrasOf(facts).map(({ number, section, asks, says, gaps }) => {
		const left = gaps.map((what) => markdown([gap(what)])).join(' ');
		return `| ${number} | ${section} | ${cell(asks)} | ${cell(says.join(' '))} | ${left} |`;
	});
	return [
		`# Methods: ${cell(facts.name)}`,
		`As of ${when(facts.at)}. What only its authors can know is marked \\[TO WRITE\\].`,
		methodsMarkdown(facts),
		'## GRRAS',
		'After Kottner et al., *Guidelines for Reporting Reliability and Agreement Studies (GRRAS) were proposed*, Journal of ' +
			'Clinical Epidemiology 64, 2011.',
		[
			'| Item | Section | Asks | This study | To write |',
			'| --- | --- | --- | --- | --- |',
			...rows
		].join('\n')
	]
		.join('\n\n')
		.concat('\n');
}

export const GRRAS_COLUMNS = ['item', 'section', 'asks', 'this_study', 'to_write'] as const;

/** The sheet, a row an item. */
export function grrasRows(facts: MethodsFacts): (string | number)[][] {
	return grrasOf(facts).map(({ number, section, asks, says, gaps }) => [
		...[number, section, asks],
		...[says.join(' '), gaps.join('; ')]
	]);
}
