/** Tables to fill in: which columns an import reads, and what each means. */
import { fields } from './fields.ts';

/** The tables that people fill in. */
export const TEMPLATES = ['cases', 'actions', 'ratings'] as const;
export type Template = (typeof TEMPLATES)[number];

export type TemplateColumn = {
	name: string;
	/** What it holds, in a sentence without a full stop. */
	about: string;
	example: string;
	/** True where the table cannot be without it. */
	required: boolean;
};

const REQUIRED: Record<Template, readonly string[]> = {
	cases: ['case', 'presentation'],
	actions: ['case', 'number', 'text', 'category'],
	ratings: ['case', 'action', 'rater', 'score']
};

const EXAMPLES: Record<Template, Readonly<Record<string, string>>> = {
	cases: {
		case: 'Card001',
		specialty: 'Card',
		presentation: 'A man of 61 with pressure in his chest for two hours …',
		question: 'Should he be sent in tonight?',
		reference: 'Send him in at once.',
		held_out: 'false'
	},
	actions: {
		case: 'Card001',
		number: '1',
		text: 'Call an ambulance',
		category: 'Procedure',
		group: 'transport',
		group_type: 'alternative',
		depends_on: '2;3',
		is_harm_of_inaction: 'false'
	},
	ratings: {
		case: 'Card001',
		action: '1',
		rater: 'Dr. A. Example',
		round: '1',
		score: '8',
		cannot_rate: 'outside-specialty',
		comment: 'Only with pain at rest.',
		flags: 'ambiguous-wording',
		active_seconds: '12.5',
		rated_at: '2026-11-02T10:00:00Z'
	}
};

/** The columns of a table that an import reads, in order. */
export function columnsOf(table: Template): TemplateColumn[] {
	return fields(table).map(({ name, description, list }) => ({
		name,
		about: list ? `${description}; several with ";" between` : description,
		example: EXAMPLES[table][name] ?? '',
		required: REQUIRED[table].includes(name)
	}));
}
