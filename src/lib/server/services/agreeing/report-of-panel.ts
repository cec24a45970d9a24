/** All that can be said of the ratings of a panel. */
import { account, type Account, type Rated } from '#lib/agreement/account.ts';
import { specialtyName } from '#lib/domain/case.ts';
import type { Slicing } from '#lib/domain/slicing.ts';
import {
	voicesOf,
	type Heard,
	type PanelAction,
	type PanelCase,
	type StudyPanel
} from '../../panel/index.ts';
import * as members from '../../store/members.ts';
import { casesIn, inColumns, placesIn, tableOf, type Narrowed } from './columns.ts';

export type ReportView = {
	/** The round whose answers alone are counted; null for the newest answer of each rater. */
	round?: number | null;
	/** Two rounds: what stood after the second, less what stood after the first. */
	difference?: readonly [number, number] | null;
	by?: Slicing | null;
	/** How often alpha is resampled over actions, and from which seed; not at all without it. */
	resampling?: { replicates: number; seed: number };
};

/**
 * @param people of the study; those who rated are named by pseudonym where they have one
 * @param rule the study's k and band
 */
export function reportOf(
	panel: StudyPanel,
	people: readonly members.NamedMember[],
	rule: { panel: number; band: number },
	{ round = null, difference = null, by = null, resampling }: ReportView = {}
): Account {
	const heard = round === null ? {} : { only: round };
	const sides = difference?.map((upTo) => ({ upTo }));
	const raters = ratersIn(panel, people, sides === undefined ? [heard] : [heard, ...sides]);
	const [first, later] = (sides ?? []).map((side) => ratedIn(panel, raters, side));
	return account(ratedIn(panel, raters, heard), {
		rule,
		...(resampling && { resampling }),
		...(by !== null && { slices: slicesOf(panel, by) }),
		...(first && later && { change: { first, later } })
	});
}

/** Those who are heard at all, by pseudonym. */
export function ratersIn(
	{ cases }: StudyPanel,
	people: readonly members.NamedMember[],
	heard: readonly Heard[]
): members.NamedMember[] {
	const active = new Set(
		heard
			.flatMap((one) => cases.flatMap((item) => voicesOf(item, one)))
			.filter((voice) => voice.some(({ answers }) => answers.some((answer) => answer !== 0)))
			.map((voice) => voice[0]!.memberId)
	);
	return people.filter(({ id }) => active.has(id)).sort(members.byPseudonym);
}

const EVERYTHING: Narrowed = { specialty: null, category: null };

/** Actions × raters, and the case of each action. */
export function ratedIn(
	panel: StudyPanel,
	raters: readonly members.NamedMember[],
	heard: Heard,
	part: Narrowed = EVERYTHING
): Rated {
	const columnOf = new Map(raters.map(({ id }, at) => [id, at]));
	const spoken = casesIn(panel, part).map((item) => ({
		item,
		places: placesIn(item, part),
		voices: inColumns(voicesOf(item, heard), columnOf)
	}));
	return {
		table: tableOf(spoken, raters.length),
		names: raters.map(({ pseudonym }, index) => pseudonym ?? `r${index + 1}`),
		cases: spoken.flatMap(({ item, places }) => places.map(() => item.id))
	};
}

const NAME_OF: Record<Slicing, (item: PanelCase, action: PanelAction) => string> = {
	specialty: (item) => specialtyName(item.specialty),
	category: (_, action) => action.category,
	case: (item) => item.externalId
};

/** The slice of each action. */
function slicesOf({ cases }: StudyPanel, by: Slicing): string[] {
	return cases.flatMap((item) => item.actions.map((action) => NAME_OF[by](item, action)));
}
