/** Slices of a study, each with one figure and its interval: where agreement is low. */
import { isDefined } from '#lib/agreement/coefficient.ts';
import {
	RATER_GROUPS,
	type AgreementView,
	type Measure,
	type RaterGroup,
	type RoundChoice
} from '#lib/domain/agreement-view.ts';
import { measured, measuredOverActions, valuesOf, type Found, type Heard } from './figures.ts';
import type { Ears, Ground, Hearing } from './hearing.ts';
import type { Part } from './rows.ts';

/** By what a study is cut. */
export type SliceKind = 'specialty' | 'category' | 'round' | 'group' | 'case';

/** What a slice is called: a specialty, category or case by its name, a round or a group by what it is. */
export type Slice = { name: RoundChoice | RaterGroup | string; found: Found };

export type Slices = {
	kind: SliceKind;
	/** In the order that was asked for. */
	slices: Slice[];
	/** How many have too few ratings to be among these. */
	left: number;
	/** How many there are with enough; of the cases, the worst are shown only. */
	of: number;
}[];

/** Cases that are shown: the worst ones. */
export const WORST = 8;

/** What slices are cut from. */
export type Whole = {
	ground: Ground;
	heard: Heard;
	part: Part;
	view: AgreementView;
	/** What other ears hear of the same study. */
	hear(ears: Partial<Ears>): Hearing;
};

/** All slices of what is shown; of a kind by which a view has chosen already there are none. */
export function slicesOf(whole: Whole): Slices {
	const { view } = whole;
	return [
		...(view.specialty === null ? [cut(whole, 'specialty', bySpecialty(whole))] : []),
		...(view.category === null ? [cut(whole, 'category', byCategory(whole))] : []),
		...(view.round === 'difference' ? [] : [cut(whole, 'round', byRound(whole))]),
		...(view.group === null ? [cut(whole, 'group', byGroup(whole))] : []),
		worstCases(whole)
	].filter(({ slices, left }) => slices.length + left > 1);
}

function bySpecialty({ ground, heard, part, view }: Whole): Slice[] {
	const of = Map.groupBy(part.cases, (place) => ground.specialties[place]!);
	return [...of].map(([name, cases]) => ({
		name,
		found: one(ground, heard, { ...part, cases }, view.measure)
	}));
}

function byCategory({ ground, heard, part, view }: Whole): Slice[] {
	return ground.categories.map((name, category) => ({
		name,
		found: one(ground, heard, { ...part, category }, view.measure)
	}));
}

function byRound({ ground, part, view, hear }: Whole): Slice[] {
	const { rounds } = ground.panel;
	if (rounds.length < 2) return [];
	const choices: RoundChoice[] = [...rounds.map(({ number }) => number), 'newest'];
	return choices.map((round) => ({
		name: round,
		found: one(ground, { first: null, shown: hear({ round }) }, part, view.measure)
	}));
}

function byGroup({ ground, part, view, hear }: Whole): Slice[] {
	return RATER_GROUPS.map((group) => {
		const shown = hear({ group });
		const first = view.round === 'difference' ? hear({ group, round: view.from }) : null;
		return { name: group, found: one(ground, { first, shown }, part, view.measure) };
	});
}

const one = (ground: Ground, heard: Heard, part: Part, measure: Measure): Found =>
	measured(ground, heard, part, [measure])[measure];

/** The slices with enough ratings, in order. */
function cut({ view }: Whole, kind: SliceKind, all: readonly Slice[]): Slices[number] {
	const enough = all.filter(({ found }) => found.ratings >= view.least);
	const rated = all.filter(({ found }) => found.ratings > 0);
	const slices = kind === 'round' && view.byName ? enough : inOrder(enough, view);
	return { kind, slices, left: rated.length - enough.length, of: enough.length };
}

function worstCases({ ground, heard, part, view }: Whole): Slices[number] {
	const values = valuesOf(ground, heard, part, view.measure);
	const ratings = part.cases.map((place) =>
		ratingsOf(ground, heard.shown, { ...part, cases: [place] })
	);
	const rated = part.cases.map((_, at) => at).filter((at) => !Number.isNaN(values[at]!));
	const enough = rated.filter((at) => ratings[at]! >= view.least);
	const worst = enough.toSorted((a, b) => worseFirst(values[a]!, values[b]!, view.measure));
	const slices = worst.slice(0, WORST).map((at): Slice => {
		const place = part.cases[at]!;
		const alone = { ...part, cases: [place] };
		const found = measuredOverActions(ground, heard, alone, [view.measure])[view.measure];
		return { name: ground.panel.cases[place]!.externalId, found };
	});
	return {
		kind: 'case',
		slices: inOrder(slices, view),
		left: rated.length - enough.length,
		of: enough.length
	};
}

/** Ratings of a part in the actions in which raters can agree. */
function ratingsOf(
	{ starts, categoryOf, patterns }: Ground,
	{ patterns: of }: Hearing,
	part: Part
): number {
	let ratings = 0;
	for (const place of part.cases) {
		for (let at = starts[place]!; at < starts[place + 1]!; at += 1) {
			if (part.category !== null && categoryOf[at] !== part.category) continue;
			const { length } = patterns.scores[of[at]!]!;
			if (length > 1) ratings += length;
		}
	}
	return ratings;
}

const compareText = new Intl.Collator('en', { numeric: true }).compare;

function inOrder(slices: readonly Slice[], { byName, measure }: AgreementView): Slice[] {
	return slices.toSorted((a, b) => {
		if (byName) return compareText(String(a.name), String(b.name));
		const [left, right] = [valueIn(a), valueIn(b)];
		if (left === null || right === null) return Number(left === null) - Number(right === null);
		return worseFirst(left, right, measure);
	});
}

const valueIn = ({ found }: Slice) => (isDefined(found) ? found.value : null);

/** Of the discordant share the largest is the worst, of everything else the smallest. */
function worseFirst(a: number, b: number, measure: Measure): number {
	return measure === 'discordant' ? b - a : a - b;
}
