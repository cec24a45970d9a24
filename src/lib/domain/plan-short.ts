/** Why places stay empty, and what would fill them: found by planning on with one thing changed. */
import { seeded } from '../agreement/random.ts';
import { fillMore } from './plan-fill.ts';
import type { PlannedPlace, RaterToPlan, ToPlan } from './plan.ts';
import { NEAR, OWN, Seating } from './plan-seating.ts';

/** What would fill places, and how many: of all specialties together. */
export type Way =
	| { kind: 'cap'; raterId: number; from: number; to: number; fills: number }
	| { kind: 'generalists'; from: number; to: number; fills: number }
	| { kind: 'invite'; specialty: string; fills: number };

export type Shortage = {
	specialty: string;
	/** Places that stay empty, and in how many cases. */
	missing: number;
	cases: number;
	/** Raters who have the specialty and take cases, and what keeps each from more of them. */
	own: { raterId: number; because: 'cap' | 'has-them' }[];
	/** True where generalists would have room and the rules let no more of them into a case. */
	generalistsFull: boolean;
	ways: Way[];
};

/** Specialties for which ways are looked for, and raters a specialty whose cap is tried. */
const SPECIALTIES = 6;
const CAPS = 2;

/** @returns those that lack most first */
export function shortages(seating: Seating, toPlan: ToPlan): Shortage[] {
	const found = seating.specialties.flatMap((_, specialty) => shortageOf(seating, specialty));
	found.sort((a, b) => b.missing - a.missing || (a.specialty < b.specialty ? -1 : 1));
	return found.map((shortage, at) =>
		at < SPECIALTIES ? { ...shortage, ways: waysOf(shortage, seating, toPlan) } : shortage
	);
}

function shortageOf(seating: Seating, specialty: number): Shortage[] {
	const short = shortCases(seating, specialty);
	if (short.length === 0) return [];
	const [own, , generalists] = seating.pools[specialty]!;
	return [
		{
			specialty: seating.specialties[specialty]!,
			missing: short.reduce(
				(sum, index) => sum + seating.wanted[index]! - seating.filled[index]!,
				0
			),
			cases: short.length,
			own: [...own]
				.filter((rater) => !seating.raters[rater]!.paused)
				.sort((a, b) => a - b)
				.map((rater) => ({
					raterId: seating.raters[rater]!.id,
					because: seating.hasSpare(rater) ? ('has-them' as const) : ('cap' as const)
				})),
			generalistsFull:
				short.some((index) => seating.generalistRoom[index]! <= 0) &&
				generalists.some((rater) => seating.hasSpare(rater)),
			ways: []
		}
	];
}

function shortCases(seating: Seating, specialty: number): number[] {
	return [...seating.cases.keys()].filter(
		(index) => seating.specialtyOf[index] === specialty && seating.isShort(index)
	);
}

function waysOf({ specialty, missing }: Shortage, seating: Seating, toPlan: ToPlan): Way[] {
	const places = seating.places();
	return [
		...capsToRaise(seating, specialty).flatMap((rater) => raiseCap(rater, places, toPlan)),
		...admitGeneralists(missing, places, toPlan),
		...invite(specialty, places, toPlan)
	].sort((a, b) => b.fills - a.fills);
}

/** How many places would be filled under other rules or with other raters, beyond those of the plan. */
function planOn(places: readonly PlannedPlace[], changed: ToPlan): [number, Seating] {
	const seating = new Seating(changed, seeded(changed.seed));
	seating.restore(places);
	return [fillMore(seating), seating];
}

/** Raters at their cap who could take a short case of the specialty, those who have it first. */
function capsToRaise(seating: Seating, specialty: string): RaterToPlan[] {
	const number = seating.specialties.indexOf(specialty);
	const short = shortCases(seating, number);
	const atCap = [OWN, NEAR].flatMap((fit) =>
		[...seating.pools[number]![fit]!]
			.sort((a, b) => a - b)
			.filter((rater) => !seating.raters[rater]!.paused && !seating.hasSpare(rater))
			.filter((rater) => short.some((index) => seating.mayTake(index, rater)))
	);
	return atCap.slice(0, CAPS).map((rater) => seating.raters[rater]!);
}

function raiseCap(rater: RaterToPlan, places: readonly PlannedPlace[], toPlan: ToPlan): Way[] {
	const raters = toPlan.raters.map((one) => (one.id === rater.id ? { ...one, cap: null } : one));
	const [fills, seating] = planOn(places, { ...toPlan, raters });
	if (fills === 0) return [];
	const at = seating.raters.findIndex(({ id }) => id === rater.id);
	return [{ kind: 'cap', raterId: rater.id, from: rater.cap!, to: seating.used[at]!, fills }];
}

/** As few more as fill what is missing, or as many as a case has places. */
function admitGeneralists(missing: number, places: readonly PlannedPlace[], toPlan: ToPlan): Way[] {
	const { rules } = toPlan;
	const from = rules.generalistsPerCase;
	if (from === null) return [];
	let best: Way[] = [];
	for (let to = from + 1; to <= rules.k; to += 1) {
		const loosened = { ...toPlan, rules: { ...rules, generalistsPerCase: to } };
		const [fills] = planOn(places, loosened);
		if (fills <= (best[0]?.fills ?? 0)) break;
		best = [{ kind: 'generalists', from, to, fills }];
		if (fills >= missing) break;
	}
	return best;
}

function invite(specialty: string, places: readonly PlannedPlace[], toPlan: ToPlan): Way[] {
	const id = toPlan.raters.reduce((most, one) => Math.max(most, one.id), 0) + 1;
	const guest = { id, specialties: [specialty], load: 0, cases: 0, cap: null };
	const [fills] = planOn(places, { ...toPlan, raters: [...toPlan.raters, guest] });
	return fills === 0 ? [] : [{ kind: 'invite', specialty, fills }];
}
