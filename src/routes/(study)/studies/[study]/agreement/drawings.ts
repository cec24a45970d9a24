/** What the charts of the page are given, from what was counted: pure, so that a file shows what the page shows. */
import { domainOf, type ForestGroup, type ForestRow } from '#lib/components/charts/forest.ts';
import { count, many, share } from '#lib/components/figures.ts';
import { FEW_CASES } from '#lib/domain/agreement-view.ts';
import type {
	Found,
	RoundShares,
	SliceKind,
	Slices,
	StudyAgreement
} from '#lib/server/services/agreeing/index.ts';
import {
	intervalWords,
	MEASURE_WORDS,
	roundName,
	sliceName,
	tickOf,
	unitOf,
	wholeName,
	writer
} from './words.ts';

const TITLES = {
	specialty: 'Specialty',
	category: 'Category of action',
	round: 'Round',
	group: 'Raters'
} as const;

/**
 * The forest plot of the slices, and the heading it has on the page.
 *
 * @param hrefOf where a slice leads; nowhere in a file
 */
export function forestOf(
	agreement: StudyAgreement,
	hrefOf: (kind: SliceKind, name: string) => string | undefined = () => undefined
) {
	const { view } = agreement;
	const isDifference = view.round === 'difference';
	const isWorstHigh = view.measure === 'discordant';
	const write = writer(view.measure, isDifference);
	const { name: measure, short } = MEASURE_WORDS[view.measure];

	const rowOf = (name: string, found: Found, more: Partial<ForestRow> = {}): ForestRow => {
		const ends = 'ci95' in found ? found.ci95 : undefined;
		return {
			name,
			value: 'value' in found ? found.value : null,
			ends: ends ?? null,
			cases: found.cases,
			actions: found.units,
			words: 'value' in found ? write(found.value) : '–',
			interval: intervalWords(ends, write),
			...more
		};
	};
	const groupOf = ({ kind, slices, of }: Slices[number]): ForestGroup => {
		const rows = slices.map(({ name, found }) =>
			rowOf(sliceName(kind, name), found, {
				href: hrefOf(kind, String(name)),
				single: kind === 'case'
			})
		);
		if (kind === 'case') {
			const extreme = isWorstHigh ? 'highest' : 'lowest';
			const shown =
				of > rows.length ? `Cases, the ${rows.length} ${extreme} of ${count(of)}` : 'Cases';
			return { title: shown, note: 'interval over actions', rows };
		}
		const isFew = slices.length > 0 && slices.every(({ found }) => found.cases < FEW_CASES);
		return {
			title: TITLES[kind],
			...(isFew && { note: `under ${FEW_CASES} cases each: read with care` }),
			rows
		};
	};

	const whole = rowOf(wholeName(view), agreement.figures[view.measure]);
	const groups = agreement.slices.map(groupOf);
	const heading = isDifference
		? 'Where it changed'
		: isWorstHigh
			? 'Where it is high'
			: 'Where it is low';
	const plot = {
		title: `${measure}, ${heading.toLowerCase()}`,
		description:
			`${measure} of ${groups.map(({ title: of }) => of.toLowerCase()).join('; ')}, with 95% intervals. ` +
			`${whole.name} ${whole.words}.`,
		...{ whole, groups },
		domain: domainOf([whole, ...groups.flatMap(({ rows }) => rows)], isDifference),
		tick: tickOf(view.measure, isDifference),
		measure: unitOf(view.measure, isDifference) || short
	};
	return { heading, plot };
}

/** What a concordance class is, and the point of the scale that lends its colour. */
export const CLASSES: Record<string, { text: string; what: string; score: number }> = {
	perfect: { text: 'perfect', what: 'all the same', score: 9 },
	'near-perfect': { text: 'near', what: '1 apart', score: 8 },
	concordant: { text: 'concordant', what: '2 apart', score: 7 },
	discordant: { text: 'discordant', what: '3 or more', score: 2 }
};

/** What one row of the classes is called: a round, or what came of it. */
function roundTitle({ rounds }: StudyAgreement, { round }: RoundShares): string {
	if (round !== 'newest') return roundName(round);
	return rounds.length === 1 ? 'Round 1' : `After round ${rounds.at(-1)}`;
}

/** The bars of the concordance classes. */
export function concordanceOf(agreement: StudyAgreement) {
	const rows = agreement.concordance.rounds.map((round) => ({
		label: `${roundTitle(agreement, round)}, ${many(round.actions, 'action')}`,
		...(round.classes.at(-1)!.count > 0 && {
			aside: `${share(round.classes.at(-1)!.count / round.actions)} discordant`
		}),
		parts: round.classes.map(({ name, count: n }) => ({
			name,
			share: round.actions === 0 ? 0 : n / round.actions,
			score: CLASSES[name]!.score
		}))
	}));
	const description = rows
		.map(({ label, parts }) => {
			const said = parts.map((part) => `${CLASSES[part.name]!.text} ${share(part.share)}`);
			return `${label}: ${said.join(', ')}.`;
		})
		.join(' ');
	return { title: 'Concordance classes', description, rows };
}

/** Each class with its interval, for a file that has no table beside it. */
export function concordanceNotes(agreement: StudyAgreement): string[] {
	return agreement.concordance.rounds.map((round) => {
		const said = round.classes.map(({ name, count: n, found }) => {
			const ends = 'ci95' in found ? intervalWords(found.ci95, share) : '';
			const percent = round.actions === 0 ? '' : ` ${share(n / round.actions)}`;
			const { text, what } = CLASSES[name]!;
			return `${text} (${what})${percent}${ends === '' ? '' : `, 95% ${ends}`}, ${many(n, 'action')}`;
		});
		const [first] = round.classes;
		const cases = first === undefined ? '' : ` of ${many(first.found.cases, 'case')}`;
		return `${roundTitle(agreement, round)}, ${many(round.actions, 'action')}${cases}: ${said.join('; ')}.`;
	});
}

/** The histogram of the scores given. */
export function histogramOf({ counts }: StudyAgreement['scores']) {
	const sum = counts.reduce((all, n) => all + n, 0);
	return {
		title: 'Scores given',
		description: counts
			.map((n, at) => `${at + 1}: ${count(n)}, ${share(sum === 0 ? 0 : n / sum)}`)
			.join('; '),
		counts,
		zones: ['Harmful', 'Uncertain', 'Beneficial'] as [string, string, string]
	};
}
