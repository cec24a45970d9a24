/** Everything that a page of agreement shows of a study: counted once for a view, and kept until a rating changes. */
import { nearUnanimity, type Unanimity } from '#lib/agreement/unanimity.ts';
import * as sums from '#lib/agreement/sums.ts';
import {
	MEASURES,
	RELEASED,
	samplesOf,
	within,
	type AgreementView,
	type Measure,
	type RoundChoice,
	type Sample
} from '#lib/domain/agreement-view.ts';
import { sorted, type CaseOrder } from '#lib/domain/case-order.ts';
import { cut, type Page } from '#lib/domain/page.ts';
import { asked, type StudyPanel } from '../../panel/index.ts';
import { concordanceOf, scoresOf, type Concordance, type Scores } from './concordance.ts';
import { measured, valuesOf, wholeOf, type Found, type Heard } from './figures.ts';
import { groundOf, hearingOf, type Ears, type Ground, type Hearing } from './hearing.ts';
import { LAYOUT } from './patterns.ts';
import type { Part } from './rows.ts';
import { slicesOf, type Slices } from './slices.ts';
import type { Specialties } from './specialties.ts';

/** What of a view decides on its figures. */
export type Counted = {
	view: AgreementView;
	/** The numbers of the rounds there are; names of specialties and categories in alphabetical order. */
	rounds: number[];
	specialties: string[];
	categories: string[];
	figures: Record<Measure, Found>;
	/** Where almost all scores are the same: then with the share of each score, of 1 to 9. */
	unanimity: (Unanimity & { shares: number[] }) | null;
	slices: Slices;
	concordance: Concordance;
	/** Actions that the newest round asks again; null in the first. */
	askedAgain: number | null;
	scores: Scores;
	/** When the newest answer that is counted was given or changed; null where there is none. */
	newest: number | null;
	/** True where exactly these ratings are in a release made now. */
	asReleased: boolean;
	/** Scores there are under the same choices, signed or not. */
	unsigned: number;
};

/** A case with its figures; a case alone has no intervals. */
export type CaseFigures = {
	externalId: string;
	specialty: string;
	figures: Record<Measure, Found>;
};

/** What a study goes by: the band of its rule, and how many raters a case is given. */
export type StudyRules = { band: number; ratersPerCase: number };

type Study = { panel: StudyPanel; specialties: Specialties; rules: StudyRules };

type Kept = { stamp: number; specialties: Specialties; counted: Counted; cases: OfCases };
/** What is asked for case by case. */
type OfCases = { ground: Ground; heard: Heard; part: Part; values: Map<Measure, Float64Array> };

/** Views of a study that are kept at once; the one asked for longest ago makes room. */
const MOST_VIEWS = 8;
const kept = new WeakMap<StudyPanel, Map<string, Kept>>();

/** Cases on one page. */
const ROWS = 50;

/** The figures of a view, and a page of its cases. */
export function agreementOf(
	study: Study,
	asked: AgreementView,
	{ page, order }: { page: number; order: CaseOrder | null }
): Counted & { cases: Page<CaseFigures> } {
	const { counted, cases } = once(study, asked);
	const { ground, heard, part, values } = cases;
	const heads = part.cases.map((place) => ({
		place,
		externalId: ground.panel.cases[place]!.externalId,
		specialty: ground.specialties[place]!
	}));
	const ordered = sorted(heads, order, (measure) => {
		const found = values.get(measure) ?? valuesOf(ground, heard, part, measure);
		values.set(measure, found);
		return found;
	});
	const { rows, ...pages } = cut(ordered, page, ROWS);
	return {
		...counted,
		cases: {
			...pages,
			rows: rows.map(({ place, ...head }) => ({
				...head,
				figures: measured(ground, heard, { ...part, cases: [place] }, MEASURES)
			}))
		}
	};
}

function once(study: Study, asked: AgreementView): Kept {
	const { panel, specialties, rules } = study;
	const views = kept.get(panel) ?? new Map<string, Kept>();
	kept.set(panel, views);
	const key = JSON.stringify([asked, rules]);
	const known = views.get(key);
	views.delete(key);
	const isNow = known?.stamp === panel.stamp && known.specialties === specialties;
	const found = isNow ? known : count(study, asked);
	views.set(key, found);
	if (views.size > MOST_VIEWS) views.delete(views.keys().next().value!);
	return found;
}

function count({ panel, specialties, rules }: Study, wanted: AgreementView): Kept {
	const ground = groundOf(panel);
	const has = {
		rounds: panel.rounds.map(({ number }) => number),
		specialties: [...new Set(ground.specialties)].sort(),
		categories: [...ground.categories].sort()
	};
	const view = within(wanted, has);
	const { first, shown } = samplesOf(view);
	const hear = (ears: Ears): Hearing => hearingOf(ground, ears, specialties);
	const heard = { first: first && hear(first), shown: hear(shown) };
	const part = partOf(ground, shown);
	const whole = wholeOf(ground, heard.shown, part);
	const unanimity = nearUnanimity(LAYOUT, whole);
	const totals = sums.totals(LAYOUT, whole);
	const scores = scoresOf(ground, heard.shown, part);
	const released = hear(RELEASED);
	const newest = Math.max(...part.cases.map((place) => heard.shown.newest[place]!));
	const slicing = { ground, heard, part, view };
	const counted: Counted = {
		...{ view, ...has, scores },
		figures: measured(ground, heard, part, MEASURES),
		unanimity: unanimity === undefined ? null : { ...unanimity, shares: sharesOf(totals) },
		slices: slicesOf({ ...slicing, hear: (ears) => hear({ ...shown, ...ears }) }),
		concordance: concordanceOf(ground, roundsOf(view, has.rounds, hear), part, {
			band: rules.band,
			...(view.group === null && { panel: rules.ratersPerCase })
		}),
		askedAgain: askedAgainIn(ground, part),
		newest: newest > 0 ? newest : null,
		asReleased: isWhole(shown) && first === null && isSame(heard.shown, released),
		unsigned: view.signed ? total(scoresOf(ground, hear({ ...shown, signed: false }), part)) : 0
	};
	const cases = { ground, heard, part, values: new Map<Measure, Float64Array>() };
	return { stamp: panel.stamp, specialties, counted, cases };
}

/** The cases of which a sample tells something, and its category. */
function partOf({ panel, specialties, categories }: Ground, sample: Sample): Part {
	const round = panel.rounds.find(({ number }) => number === sample.round);
	const places = panel.cases.flatMap(({ actions }, place) => {
		if (sample.specialty !== null && specialties[place] !== sample.specialty) return [];
		if (round === undefined || round.asks === null) return place;
		return actions.some((action) => asked(round, action)) ? place : [];
	});
	return {
		cases: places,
		category: sample.category === null ? null : categories.indexOf(sample.category)
	};
}

/** The rounds whose classes are shown: those of a difference, or the first and what came of it since. */
function roundsOf(view: AgreementView, rounds: readonly number[], hear: (ears: Ears) => Hearing) {
	const { signed, group } = view;
	const pair: RoundChoice[] = view.round === 'difference' ? [view.from, view.to] : [1, 'newest'];
	const shown = rounds.length === 1 ? pair.slice(1) : pair;
	return shown.map((round) => ({ round, hearing: hear({ round, signed, group }) }));
}

function askedAgainIn({ panel, categoryOf, starts }: Ground, part: Part): number | null {
	const { present } = panel;
	if (present.number === 1) return null;
	let found = 0;
	for (const place of part.cases) {
		panel.cases[place]!.actions.forEach((action, at) => {
			const category = categoryOf[starts[place]! + at];
			if (asked(present, action) && (part.category ?? category) === category) found += 1;
		});
	}
	return found;
}

const isWhole = ({ specialty, category }: Sample) => specialty === null && category === null;

/** True where every action was given the same scores: then every figure is the same. */
function isSame({ patterns: a }: Hearing, { patterns: b }: Hearing): boolean {
	return a === b || a.every((pattern, at) => pattern === b[at]);
}

function sharesOf(totals: Float64Array): number[] {
	const all = totals.reduce((sum, count) => sum + count, 0);
	return [...totals].map((count) => count / all);
}

const total = ({ counts }: Scores) => counts.reduce((sum, count) => sum + count, 0);
