/** What somebody has written of a case as its parts, each with the record that it came from, where there is one. */
import type { Action, Case, Group, Variant } from './case.ts';
import { withPresentation } from './case-change.ts';
import {
	descriptionOf,
	groupNames,
	groupRule,
	type WrittenAction,
	type WrittenCase,
	type WrittenVariant
} from './written-case.ts';

/** The texts of a case, as the trail tells of them. */
export const textsOf = ({ specialty, presentation, question, reference }: WrittenCase) => ({
	...{ specialty, presentation, question, reference }
});

/** @param old the action that it has been until now; null for a new one */
export function actionOf(
	{ was, meaning: _, ...action }: WrittenAction,
	old: Action | null
): Action {
	const { group, number } = action;
	const stands = old !== null && group === old.group && action.groupType === old.groupType;
	const groupType = group === null && !stands ? null : action.groupType;
	const source = old?.source ?? null;
	if (was === number || source === null || !('id' in source)) {
		return { ...action, groupType, source };
	}
	return { ...action, groupType, source: { ...source, id: number } };
}

/** The rules that were written, and the usual one for alternatives that have none; each keeps the record it came from. */
export function groupsOf(written: WrittenCase, old: readonly Group[]): Group[] {
	return groupNames(written).flatMap((name) => {
		const rule =
			written.groups.find((group) => group.name === name) ?? groupRule(name, written.actions);
		const source = old.find((group) => group.name === name)?.source ?? null;
		return rule === null ? [] : [{ ...rule, source }];
	});
}

/** The base presentation as it was, then the others; what stood of each in a file says the same as before, and what is new. */
export function variantsOf(
	{ externalId, variants }: WrittenCase,
	old: readonly Variant[]
): Variant[] {
	const base = old.filter((variant) => variant.externalId === externalId);
	return [
		...base,
		...variants.map((written) => {
			const before = old.find((variant) => variant.externalId === written.externalId);
			return before === undefined ? newVariant(written) : changedVariant(before, written);
		})
	];
}

function newVariant({ externalId, presentation, description }: WrittenVariant): Variant {
	const perturbation = description === null ? null : { description };
	return { externalId, presentation, item: null, perturbation, line: null };
}

function changedVariant(before: Variant, { presentation, description }: WrittenVariant): Variant {
	// Its record says the presentation too, in whatever words it stands there.
	const own = { ...before, externalId: '' };
	const [said] = withPresentation(
		{ ...NO_CASE, presentation, variants: [own] },
		before.presentation
	).variants as [Variant];
	const { item, perturbation } = said;
	return {
		...before,
		...{ item, presentation },
		perturbation:
			description === descriptionOf(before) ? perturbation : { ...perturbation, description }
	};
}

const NO_CASE: Case = {
	...{ externalId: '', specialty: '', presentation: '', question: null, reference: null },
	...{ actions: [], groups: [], variants: [], source: null, guidance: null, heldOut: false }
};
