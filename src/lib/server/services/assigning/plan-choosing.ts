/** Who could have a place of a plan instead. */
import { specialtyName } from '#lib/domain/case.ts';
import { byFit, fitOf, type Fit } from '#lib/domain/fit.ts';
import { finder } from '#lib/domain/search.ts';
import { askedOf, isBarred } from './plan-basis.ts';
import type { Looked, PlanLook } from './plan-look.ts';

/** Who could have a place instead. */
export type Choosing = {
	placeId: number;
	externalId: string;
	/** Who has it; null for nobody. */
	name: string | null;
	candidates: {
		memberId: number;
		name: string;
		fit: Fit;
		/** Names of the specialties by which a near rater suits. */
		specialties: string[];
		before: number;
		after: number;
		atCap: boolean;
	}[];
	/** How many there are; the first of them are shown. */
	of: number;
};

const SHOWN = 12;

/** Who could have a place instead, in the order of the rules: those with the least load first. */
export function choosing(
	{ basis, plan, state }: Looked,
	{ place, who }: PlanLook
): Choosing | null {
	if (place === 0) return null;
	const item = state.cases.find(({ places }) => places.some(({ placeId }) => placeId === place));
	if (item === undefined) return null;
	const here = item.places.find(({ placeId }) => placeId === place)!;
	const sitting = new Set(item.places.map(({ memberId }) => memberId));
	const { moving } = askedOf(plan!);
	const finds = finder(who);
	const found = basis.raters
		.filter(({ id, paused, name }) => {
			const may = !paused && !sitting.has(id) && finds(name);
			return may && !isBarred(basis, { caseId: item.id, memberId: id }, moving);
		})
		.map(({ id, name, specialties, loadCap }) => {
			const load = state.loads.get(id)!;
			const near = basis.rules.neighbours.get(item.specialty);
			return {
				...{ memberId: id, name, fit: fitOf(specialties, item.specialty, basis.rules) },
				specialties: specialties.filter((code) => near?.has(code)).map(specialtyName),
				...{ before: load.actions, after: load.actions + item.actions },
				atCap: loadCap !== null && load.cases >= loadCap
			};
		})
		.sort(
			(a, b) =>
				byFit(a.fit, b.fit) ||
				Number(a.atCap) - Number(b.atCap) ||
				a.before - b.before ||
				a.memberId - b.memberId
		);
	return {
		...{ placeId: place, externalId: item.externalId },
		name: here.memberId === null ? null : (basis.names.get(here.memberId) ?? null),
		candidates: found.slice(0, SHOWN),
		of: found.length
	};
}
