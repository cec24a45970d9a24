/** Heads of the preview: fields by their names, further columns as they are called. */
const HEADS: Record<string, string> = {
	case: 'Case',
	specialty: 'Specialty',
	presentation: 'Presentation',
	question: 'Question',
	reference: 'Reference',
	held_out: 'Held out',
	number: 'Number',
	text: 'Action',
	category: 'Category',
	group: 'Group',
	group_type: 'Pick rule',
	depends_on: 'Depends on',
	is_harm_of_inaction: 'Harm of inaction',
	reference_score: 'Reference score',
	action: 'Action',
	rater: 'Rater',
	round: 'Round',
	score: 'Score',
	cannot_rate: 'Cannot rate',
	comment: 'Comment',
	flags: 'Flags',
	active_seconds: 'Seconds',
	rated_at: 'Rated at'
};

export const previewHead = (column: string) => HEADS[column] ?? column;
