/** What a page of agreement counts and shows, as its address asks for it. */

/** The five figures, from the one to report first. */
export const MEASURES = ['alpha', 'ac2', 'exact', 'within', 'discordant'] as const;
export type Measure = (typeof MEASURES)[number];

/** The answers of one round alone, by its number, or the newest answer of each rater, whichever round it is of. */
export type RoundChoice = number | 'newest';

/** Raters by how they stand to a case: its specialty is one of their own, or not. */
export const RATER_GROUPS = ['own', 'others'] as const;
export type RaterGroup = (typeof RATER_GROUPS)[number];

/** Which ratings are counted; null stands for all. */
export type Sample = {
	round: RoundChoice;
	/** Only what stands under a signature. */
	signed: boolean;
	/** By the name of the specialty of the case. */
	specialty: string | null;
	category: string | null;
	group: RaterGroup | null;
};

/** The ratings that a release would carry. */
export const RELEASED: Sample = {
	...{ round: 'newest', signed: true },
	...{ specialty: null, category: null, group: null }
};

export type AgreementView = Omit<Sample, 'round'> & {
	/** What is shown: one sample, or how far the second of two is from the first. */
	round: RoundChoice | 'difference';
	/** The rounds of a difference. */
	from: RoundChoice;
	to: RoundChoice;
	/** The figure by which slices are compared. */
	measure: Measure;
	/** Slices by their names, and not the worst first. */
	byName: boolean;
	/** Slices with fewer ratings are left out. */
	least: number;
};

/** What an address asks for that asks for nothing. */
export const FIRST_VIEW: AgreementView = {
	...RELEASED,
	...{ from: 1, to: 'newest' },
	...{ measure: 'alpha', byName: false, least: 30 }
};

/** What may be chosen as the least number of ratings of a slice. */
export const LEAST = [2, 30, 60, 120, 300] as const;

/** Below this many cases an interval by case is itself unsteady. */
export const FEW_CASES = 15;

/** Reads an address; what it does not say, or says wrongly, is as in `FIRST_VIEW`. */
export function viewOf({ searchParams }: URL): AgreementView {
	const said = (name: string) => searchParams.get(name);
	const round = said('round');
	return {
		round: round === 'difference' ? round : roundIn(round, FIRST_VIEW.round as RoundChoice),
		from: roundIn(said('from'), FIRST_VIEW.from),
		to: roundIn(said('to'), FIRST_VIEW.to),
		signed: said('ratings') !== 'all',
		specialty: said('specialty') || null,
		category: said('category') || null,
		group: RATER_GROUPS.find((one) => one === said('raters')) ?? null,
		measure: MEASURES.find((one) => one === said('measure')) ?? FIRST_VIEW.measure,
		byName: said('slices') === 'name',
		least: LEAST.find((one) => String(one) === said('least')) ?? FIRST_VIEW.least
	};
}

function roundIn(word: string | null, otherwise: RoundChoice): RoundChoice {
	if (word === 'newest') return word;
	const number = Number(word ?? Number.NaN);
	return Number.isInteger(number) && number > 0 ? number : otherwise;
}

/** A view with nothing in it that the study does not have. */
export function within(
	view: AgreementView,
	has: { rounds: readonly number[]; specialties: readonly string[]; categories: readonly string[] }
): AgreementView {
	const known = (round: RoundChoice, otherwise: RoundChoice) =>
		round === 'newest' || has.rounds.includes(round) ? round : otherwise;
	const [from, to] = [known(view.from, FIRST_VIEW.from), known(view.to, FIRST_VIEW.to)];
	const isOne = view.round === 'difference' && (has.rounds.length < 2 || from === to);
	return {
		...view,
		round: isOne
			? 'newest'
			: view.round === 'difference'
				? 'difference'
				: known(view.round, 'newest'),
		...{ from, to },
		specialty: has.specialties.find((one) => one === view.specialty) ?? null,
		category: has.categories.find((one) => one === view.category) ?? null
	};
}

/** The ratings that a view counts: those of one sample, or of two that are compared. */
export function samplesOf(view: AgreementView): { first: Sample | null; shown: Sample } {
	const { round, from, to, signed, specialty, category, group } = view;
	const of = (one: RoundChoice): Sample => ({ round: one, signed, specialty, category, group });
	return round === 'difference'
		? { first: of(from), shown: of(to) }
		: { first: null, shown: of(round) };
}
