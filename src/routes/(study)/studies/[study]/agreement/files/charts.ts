/** The charts of the page, each as a drawing that stands by itself. */
import { render } from 'svelte/server';
import Forest from '#lib/components/charts/Forest.svelte';
import Histogram from '#lib/components/charts/Histogram.svelte';
import StackedShares from '#lib/components/charts/StackedShares.svelte';
import { count, many, when } from '#lib/components/figures.ts';
import type { AgreementChart } from '#lib/domain/agreement-files.ts';
import type { StudyAgreement } from '#lib/server/services/agreeing/index.ts';
import { standalone } from '#lib/server/web/standalone-svg.ts';
import { concordanceNotes, concordanceOf, forestOf, histogramOf } from '../drawings.ts';
import { sampleWords } from '../words.ts';

/** Wider than on the page: there is nothing beside it. */
const WIDTH = 560;

type Chart = { heading: string; svg: string; notes: string[] };

const CHARTS: Record<AgreementChart, (agreement: StudyAgreement) => Chart> = {
	forest: (agreement) => {
		const { plot: props } = forestOf(agreement);
		const notes = [
			'With 95% intervals by case: each case is left out in turn. Rhombus and dashed line: all of it. Open dot: one ' +
				'case only, its interval over actions.'
		];
		return { heading: props.title, svg: render(Forest, { props }).body, notes };
	},
	concordance: (agreement) => {
		const props = { ...concordanceOf(agreement), width: WIDTH };
		const notes = [...concordanceNotes(agreement), 'With 95% intervals by case.'];
		return { heading: props.title, svg: render(StackedShares, { props }).body, notes };
	},
	scores: (agreement) => {
		const props = { ...histogramOf(agreement.scores), width: WIDTH };
		const { counts, cannotRate } = agreement.scores;
		const sum = counts.reduce((all, n) => all + n, 0);
		const notes = [`${many(sum, 'score')}, ${count(cannotRate)} “cannot rate”.`];
		return { heading: props.title, svg: render(Histogram, { props }).body, notes };
	}
};

/** @returns a document of SVG */
export function drawn(chart: AgreementChart, study: string, agreement: StudyAgreement): string {
	const { view, newest } = agreement;
	const asOf = newest === null ? '' : ` As of ${when(newest)}.`;
	const about = `${study}. ${sampleWords(view)}, before any ruling.${asOf}`;
	return standalone({ ...CHARTS[chart](agreement), about });
}
