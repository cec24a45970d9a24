/** A stored case as the fields of its form hold it. */
import type { CaseParts } from '#lib/state/case-draft.svelte.ts';
import type { CaseToRead } from '#lib/server/services/cases/index.ts';
import type { WrittenValues } from './written-fields.ts';

export type OwnFields = Record<
	'externalId' | 'specialty' | 'presentation' | 'question' | 'reference' | 'guidance',
	string
> & { heldOut: boolean };

export const NO_FIELDS: OwnFields = {
	...{ externalId: '', specialty: '', presentation: '', question: '', reference: '' },
	...{ guidance: '', heldOut: false }
};

export const NO_PARTS: CaseParts = { actions: [], rules: [], variants: [] };

export const ownFieldsOf = (item: CaseToRead): OwnFields => ({
	...{ externalId: item.externalId, specialty: item.specialty, presentation: item.presentation },
	...{ question: item.question ?? '', reference: item.reference ?? '' },
	...{ guidance: item.guidance ?? '', heldOut: item.heldOut }
});

/** In the order of the file; what is withdrawn is not changed here. */
export function partsOf(item: CaseToRead): CaseParts {
	const present = item.actions.filter(({ withdrawn }) => withdrawn === null);
	return {
		actions: present
			.toSorted((a, b) => a.position - b.position)
			.map((action) => ({
				...{ was: String(action.number), number: String(action.number), text: action.text },
				...{ category: action.category, group: action.group ?? '' },
				...{ groupType: action.groupType ?? '', dependsOn: action.dependsOn.join(', ') },
				...{ harm: action.isHarmOfInaction ? 'yes' : 'no', meaning: '' },
				score: action.referenceScore === null ? '' : String(action.referenceScore)
			})),
		rules: item.groups.map(({ name, pickType, pickCount }) => ({
			...{ name, pickType, pickCount: String(pickCount) }
		})),
		variants: item.variants.map((variant) => ({
			...variant,
			description: variant.description ?? ''
		}))
	};
}

/** What was entered and refused, as it stood. */
export function enteredIn(values: WrittenValues): CaseParts {
	const at = (name: 'was' | 'number' | 'category' | 'group' | 'groupType', place: number) =>
		values[name][place] ?? '';
	return {
		actions: values.text.map((text, place) => {
			const meaning = values.meaning[place];
			return {
				...{ text, was: at('was', place), number: at('number', place) },
				...{ category: at('category', place), group: at('group', place) },
				...{ groupType: at('groupType', place), dependsOn: values.dependsOn[place] ?? '' },
				harm: values.harm[place] === 'yes' ? 'yes' : 'no',
				score: values.score[place] ?? '',
				meaning: meaning === 'mend' || meaning === 'reword' ? meaning : ''
			};
		}),
		rules: values.ruleName.map((name, place) => ({
			...{ name, pickType: values.pickType[place] ?? '' },
			pickCount: values.pickCount[place] ?? ''
		})),
		variants: values.variantId.map((externalId, place) => ({
			externalId,
			presentation: values.variantPresentation[place] ?? '',
			description: values.variantDescription[place] ?? ''
		}))
	};
}
