/** What records are worth under a scheme, as it is kept: as a whole, by specialty, by category, by kind of error. */
import type { Figured, Figures } from '#lib/domain/submission.ts';
import type { Scorable } from '#lib/formats/annotation-set.ts';
import { errorRates } from '#lib/scoring/harm-rates.ts';
import { categoriesOf, inCategory, type Held } from '#lib/scoring/in-category.ts';
import type { Scored } from '#lib/scoring/scheme.ts';
import { byCase, resultOf, schemeOf, type Figure, type Result } from '#lib/scoring/score.ts';

/** Called before each part of the work, so that others get their turn and it can be stopped. */
export type Pause = () => Promise<void>;

/** How many parts `figuresOf` has at the most, the whole among them. */
export function partsOf({ set, cases }: Scorable): number {
	const specialties = new Set([...cases.values()].map(({ specialty }) => specialty));
	return 1 + specialties.size + categoriesOf(set.layouts).length;
}

/**
 * Figures of a system. Held-out cases are in the totals, and in nothing that tells less than all cases together; where
 * it answers some, the totals of the open ones are kept beside them.
 */
export async function figuresOf(
	{ scheme: name, aggregate, records }: Result,
	{ cases }: Pick<Scorable, 'cases'>,
	pause: Pause
): Promise<Figures> {
	const scheme = schemeOf(name);
	const now = (some: readonly Scored[]) => figured(resultOf(scheme, some).aggregate);
	const of = async (some: readonly Scored[]) => {
		await pause();
		return now(some);
	};
	const open = records.filter(({ layout }) => cases.get(layout.rubric.id)?.heldOut === false);
	const specialtyOf = ({ layout }: Held) => cases.get(layout.rubric.id)!.specialty;
	const bySpecialty: Figures['bySpecialty'] = {};
	for (const [specialty, some] of Map.groupBy(open, specialtyOf)) {
		bySpecialty[specialty] = await of(some);
	}
	const byCategory: Figures['byCategory'] = {};
	for (const category of categoriesOf(open.map(({ layout }) => layout))) {
		const some = inCategory(open, category).map((held) => ({
			...held,
			metrics: scheme.ofRecord(held.layout, held.record)
		}));
		byCategory[category] = await of(some);
	}
	return {
		aggregate: figured(aggregate),
		...{ bySpecialty, byCategory },
		...errorRates(byCase(records)),
		...(open.length < records.length ? { open: now(open) } : {})
	};
}

/** Figures as they are kept beside the name and version of their scheme. */
function figured(aggregate: Readonly<Record<string, Figure>>): Record<string, Figured> {
	return Object.fromEntries(
		Object.entries(aggregate).map(([metric, { value, ci95, cases, records }]) => [
			metric,
			{ value, ci95: ci95 && [ci95[0], ci95[1]], cases, records }
		])
	);
}
