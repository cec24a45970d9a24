/** The cases of a check list added up: what a release would hold, and where its actions stay open. */
import { specialtyName } from '#lib/domain/case.ts';
import { BASES, type Basis } from '#lib/domain/consensus.ts';
import { OPEN_WHYS, type OpenWhy } from '#lib/domain/release-check.ts';
import type { ReleaseChoices } from '#lib/domain/release-choices.ts';
import type { CheckedCase, Left } from './check-case.ts';

/** A specialty with its actions, and those of them without a final score. */
export type Where = { specialty: string; open: number; actions: number };

/** What a release would hold, and what it says of itself then. */
export type Holds = {
	cases: number;
	heldOut: number;
	actions: number;
	/** In the kit; the others are in the tables only. A kit that nobody has rated leaves as it came. */
	kit: number;
	unrated: boolean;
	/** Ratings in all, and by the round of the answer that counts. */
	ratings: number;
	rounds: { number: number; ratings: number }[];
	raters: number;
	final: number;
	unresolved: number;
	ones: number;
	nines: number;
};

export type Standing = {
	bases: Record<Basis, number>;
	open: Record<OpenWhy, number>;
	/** Those with an open action, the most first. */
	where: Where[];
	comments: number;
	cannotRate: number;
	short: number;
	sheets: number;
	reworded: CheckedCase['reworded'];
};

const sum = <T>(all: readonly T[], of: (one: T) => number) =>
	all.reduce((total, one) => total + of(one), 0);

export function holdsOf(
	checked: readonly CheckedCase[],
	{ unresolved, includeComments }: Pick<ReleaseChoices, 'unresolved' | 'includeComments'>
): Holds {
	const leaves = ({ said, onlyComments }: Left) => said + (includeComments ? onlyComments : 0);
	const raters = new Set<number>();
	const rounds = new Map<number, number>();
	for (const one of checked) {
		for (const [memberId, left] of one.raters) if (leaves(left) > 0) raters.add(memberId);
		for (const [round, left] of one.rounds) {
			rounds.set(round, (rounds.get(round) ?? 0) + leaves(left));
		}
	}
	const actions = sum(checked, ({ item }) => item.actions.length);
	const open = sum(checked, ({ bases }) => bases.unresolved);
	const kept = unresolved === 'keep' ? sum(checked, ({ provisional }) => provisional) : 0;
	const ratings = sum([...rounds.values()], (of) => of);
	const ruled = sum(checked, ({ bases }) => bases.adjudicated);
	const unrated = ratings === 0 && ruled === 0;
	return {
		cases: checked.length,
		heldOut: checked.filter(({ item }) => item.heldOut).length,
		...{ actions, unrated, kit: unrated ? actions : actions - open + kept },
		...{ final: actions - open, unresolved: open, ratings },
		rounds: [...rounds]
			.map(([number, of]) => ({ number, ratings: of }))
			.sort((a, b) => a.number - b.number),
		raters: raters.size,
		ones: sum(checked, ({ ones }) => ones),
		nines: sum(checked, ({ nines }) => nines)
	};
}

export function standingOf(checked: readonly CheckedCase[]): Standing {
	const by = Map.groupBy(checked, ({ item }) => item.specialty);
	const where = [...by].map(([code, some]): Where => ({
		specialty: specialtyName(code),
		open: sum(some, ({ bases }) => bases.unresolved),
		actions: sum(some, ({ item }) => item.actions.length)
	}));
	return {
		bases: added(BASES, checked, ({ bases }) => bases),
		open: added(OPEN_WHYS, checked, ({ open }) => open),
		where: where
			.filter(({ open }) => open > 0)
			.sort((a, b) => b.open - a.open || (a.specialty < b.specialty ? -1 : 1)),
		comments: sum(checked, ({ comments }) => comments),
		cannotRate: sum(checked, ({ cannotRate }) => cannotRate),
		short: sum(checked, ({ short }) => short),
		sheets: sum(checked, ({ sheets }) => sheets.length),
		reworded: added(['actions', 'given', 'awaited'], checked, ({ reworded }) => reworded)
	};
}

function added<Name extends string>(
	names: readonly Name[],
	all: readonly CheckedCase[],
	of: (one: CheckedCase) => Record<Name, number>
): Record<Name, number> {
	const found = names.map((name) => [name, sum(all, (one) => of(one)[name])]);
	return Object.fromEntries(found) as Record<Name, number>;
}
