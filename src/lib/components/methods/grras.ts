/**
 * The sheet of the Guidelines for Reporting Reliability and Agreement Studies: its fifteen items, what the study says of
 * each, and what its authors still have to write. Source: Kottner et al., Journal of Clinical Epidemiology 64, 2011.
 */
import type { MethodsFacts } from '#lib/domain/methods-facts.ts';
import { count, many } from '../figures.ts';
import {
	analysis,
	assignment,
	independence,
	material,
	procedure,
	raters,
	results,
	scale
} from './paragraph.ts';
import { gap, gapsIn, plain, type Text } from './pieces.ts';

export type GrrasItem = {
	number: number;
	section: string;
	/** What the guidelines ask for. */
	asks: string;
	/** What the study says of it, sentence by sentence; nothing where it knows nothing. */
	says: readonly string[];
	/** What is left to the authors. */
	gaps: readonly string[];
};

export function grrasOf(facts: MethodsFacts): GrrasItem[] {
	const item = (number: number, section: string, asks: string, of: readonly Text[]): GrrasItem => ({
		...{ number, section, asks },
		says: of.filter((text) => gapsIn(text).length === 0).map(plain),
		gaps: of.flatMap(gapsIn)
	});
	const { cases, actions, k, raters: who, rounds, repeats } = facts;
	const replicates =
		repeats === null
			? 'No case was shown to a rater twice.'
			: `${repeats.share}% of a rater’s cases were shown twice.`;
	return [
		item(
			1,
			'Title and abstract',
			'Say in the title or abstract that interrater agreement was investigated.',
			[[gap('a title or abstract that names interrater agreement')]]
		),
		item(2, 'Introduction', 'Name and describe the measurement device of interest.', scale(facts)),
		item(3, 'Introduction', 'Specify the subject population of interest.', [
			[gap('the population of cases for which the result is meant')]
		]),
		item(4, 'Introduction', 'Specify the rater population of interest.', [
			[gap('the population of raters for which the result is meant')]
		]),
		item(
			5,
			'Introduction',
			'Say what is known of reliability and agreement, and why the study is done.',
			[[gap('what is known already, and the reason for this study')]]
		),
		item(
			6,
			'Methods',
			'Explain how the sample size was chosen; state the number of raters, subjects and replicates.',
			[
				[`${many(cases, 'case')} with ${many(actions, 'action')}, ${many(k, 'rater')} a case.`],
				[replicates],
				[gap('why so many cases and raters')]
			]
		),
		item(7, 'Methods', 'Describe the sampling method.', [
			...assignment(facts),
			[gap('how cases and raters were sampled')]
		]),
		item(8, 'Methods', 'Describe the rating process: intervals, information at hand, blinding.', [
			...procedure(facts),
			[
				gap(
					'what raters were told and could look up while they rated, as far as the guidelines do not say it'
				)
			]
		]),
		item(9, 'Methods', 'State whether ratings were made independently.', [
			...independence(facts),
			...(rounds.length < 2 ? [] : [['Scores of a later round are not independent.']])
		]),
		item(10, 'Methods', 'Describe the statistical analysis.', analysis(facts)),
		item(11, 'Results', 'State the actual number of raters, subjects and replicate observations.', [
			[
				`${count(who.rated)} raters signed ratings of ${many(cases, 'case')} with ${many(actions, 'action')}.`
			],
			...results({ ...facts, rounds }).slice(0, rounds.length)
		]),
		item(12, 'Results', 'Describe the characteristics of raters and subjects.', [
			...material(facts),
			...raters(facts).slice(0, 2)
		]),
		item(
			13,
			'Results',
			'Report estimates of reliability and agreement with their statistical uncertainty.',
			results(facts).slice(rounds.length)
		),
		item(14, 'Discussion', 'Discuss the practical relevance of the results.', [
			[gap('what this agreement means for the use of the scores')]
		]),
		item(15, 'Auxiliary material', 'Provide detailed results, online where possible.', [
			[
				'Every figure, slice, case, rater and pair can be downloaded as CSV from the page Agreement.'
			],
			[gap('where readers find these files and the release')]
		])
	];
}
