/** A case as somebody writes it, with everything that a case can have; and one of a study as its form sends it. */
import type { CaseInput } from '#lib/domain/written-case-schema.ts';
import type { CaseToRead } from '#lib/server/services/cases/index.ts';

type ActionInput = CaseInput['actions'][number];

export const anotherAction = (number: number, more: Partial<ActionInput> = {}): ActionInput => ({
	...{ was: null, number, text: `Written ${number}`, category: 'Medication', group: null },
	...{ groupType: null, dependsOn: [], isHarmOfInaction: false, referenceScore: null, ...more }
});

export const WRITTEN: CaseInput = {
	...{ externalId: 'Card007', specialty: 'Card', presentation: 'An invented pain.\nIn the chest.' },
	...{ question: 'What next?', reference: 'Rest.', heldOut: true },
	guidance: 'case_id: Card007\nspirit: calm\nwatchouts: [haste]\n',
	actions: [
		anotherAction(3, { group: 'One of two', groupType: 'alternative', referenceScore: 9 }),
		anotherAction(1, { group: 'One of two', groupType: 'alternative', dependsOn: [3] }),
		anotherAction(2, {
			...{ group: 'Waiting', groupType: 'harm', isHarmOfInaction: true, referenceScore: 1 },
			category: 'Of its own'
		})
	],
	groups: [{ name: 'One of two', pickType: 'exact', pickCount: 2 }],
	variants: [
		{ externalId: 'Card007_1', presentation: 'An invented ache.', description: 'Other words.' },
		{ externalId: 'Card007_2', presentation: 'Pain, invented.', description: null }
	]
};

/** A case as its form sends it where nobody has typed anything. */
export function asWritten(item: CaseToRead): CaseInput {
	const { externalId, specialty, presentation, question, reference, guidance, heldOut } = item;
	return {
		...{ externalId, specialty, presentation, question, reference, guidance, heldOut },
		actions: item.actions
			.filter(({ withdrawn }) => withdrawn === null)
			.toSorted((a, b) => a.position - b.position)
			.map(({ number, text, category, group, groupType, dependsOn, ...action }) => ({
				...{ was: number, number, text, category, group, groupType, dependsOn },
				isHarmOfInaction: action.isHarmOfInaction,
				referenceScore: action.referenceScore
			})),
		groups: item.groups,
		variants: item.variants
	};
}
