/** The fields of the form for a case, and the case that they say: of several actions each field comes once for each. */
import type { CaseInput } from '#lib/domain/written-case-schema.ts';
import * as field from '#lib/server/web/fields.ts';

/** Those of the case itself. */
const OF_CASE = {
	...{ externalId: field.text, specialty: field.text, presentation: field.lines },
	...{ question: field.lines, reference: field.lines, guidance: field.lines },
	...{ heldOut: field.ticked, caseMeaning: field.text }
};

/** Those that each action, group and variant has. */
const OF_PARTS = {
	...{ was: field.many, number: field.many, text: field.many, category: field.many },
	...{ group: field.many, groupType: field.many, dependsOn: field.many, harm: field.many },
	...{ score: field.many, meaning: field.many },
	...{ ruleName: field.many, pickType: field.many, pickCount: field.many },
	...{ variantId: field.many, variantPresentation: field.many, variantDescription: field.many }
};

export const WRITTEN = { ...OF_CASE, ...OF_PARTS };

export type WrittenValues = {
	externalId: string;
	specialty: string;
	presentation: string;
	question: string;
	reference: string;
	guidance: string;
	heldOut: boolean;
	caseMeaning: string;
} & Record<keyof typeof OF_PARTS, string[]>;

/** The case that the fields say. What is no number becomes NaN, which the case refuses in words. */
export function writtenIn(values: WrittenValues): CaseInput {
	const { externalId, specialty, presentation, question, reference, guidance, heldOut } = values;
	const at = (name: keyof typeof OF_PARTS, place: number) => values[name][place] ?? '';
	return {
		...{ externalId, specialty, presentation, question, reference, guidance, heldOut },
		meaning: meaningIn(values.caseMeaning),
		actions: values.text.map((text, place) => ({
			was: at('was', place) === '' ? null : numberIn(at('was', place)),
			number: numberIn(at('number', place)),
			text,
			category: at('category', place),
			group: at('group', place),
			groupType: at('groupType', place),
			dependsOn: numbersIn(at('dependsOn', place)),
			isHarmOfInaction: at('harm', place) === 'yes',
			referenceScore: at('score', place).trim() === '' ? null : numberIn(at('score', place)),
			meaning: meaningIn(at('meaning', place))
		})),
		// A group without a rule is one that only its members name.
		groups: values.ruleName.flatMap((name, place) => {
			const pickType = at('pickType', place);
			return pickType === ''
				? []
				: [{ name, pickType, pickCount: numberIn(at('pickCount', place)) }];
		}),
		variants: values.variantId.map((id, place) => ({
			externalId: id,
			presentation: at('variantPresentation', place),
			description: at('variantDescription', place)
		}))
	};
}

const numberIn = (text: string) => (/^\s*\d+\s*$/.test(text) ? Number(text) : NaN);

const numbersIn = (text: string) =>
	text
		.split(/[\s,;]+/)
		.filter((part) => part !== '')
		.map(numberIn);

const meaningIn = (text: string) => (text === 'mend' || text === 'reword' ? text : null);
