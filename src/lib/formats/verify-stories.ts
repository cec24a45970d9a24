/** Whether the stories of a release say what its other tables say. A release from before there were any has none. */
import type { Problem } from '#lib/domain/refusal.ts';
import {
	unitOf,
	where,
	type ActionRead,
	type FinalRead,
	type Lined,
	type RatingRead,
	type StoryRead
} from './verify-read.ts';

/** The tables that a story is held against. */
export type Told = {
	actions: readonly Lined<ActionRead>[];
	ratings: readonly Lined<RatingRead>[];
	finals: readonly Lined<FinalRead>[];
	stories: readonly Lined<StoryRead>[];
};

const WHERE = where('stories');

/**
 * Checks that each story is of an action there is, goes on step by step, begins with a wording and ends with a final
 * score; that it tells of the ruling it ends by, and ends with the text in `tables/actions` and the score in `tables/final`; that of the present wording
 * it tells every rating in `tables/ratings`; and that an action that was rated in more than one round, or ruled on, has
 * one.
 */
export function storyProblems({ actions, ratings, finals, stories }: Told): Problem[] {
	const problems: Problem[] = [];
	const fault = (line: number, message: string) => problems.push({ where: WHERE, line, message });
	const textOf = new Map(
		actions.map(({ record }) => [`${record.case}#${record.number}`, record.text])
	);
	const finalOf = new Map(finals.map(({ record }) => [unitOf(record), record]));
	const ratingsOf = Map.groupBy(ratings, ({ record }) => unitOf(record));
	const told = Map.groupBy(stories, ({ record }) => unitOf(record));
	for (const [unit, events] of told) {
		const first = events[0]!;
		const text = textOf.get(unit);
		if (text === undefined) {
			fault(first.line, `names ${unit}, which tables/actions.jsonl does not have.`);
			continue;
		}
		events.forEach(({ line, record }, at) => {
			if (record.step === at + 1) return;
			fault(line, `is step ${record.step} of ${unit}, and step ${at + 1} is expected.`);
		});
		events.forEach(({ line, record }, at) => {
			const before = events[at - 1]?.record.wording ?? 0;
			const next = record.event === 'worded' ? before + 1 : before;
			if (record.wording === next) return;
			fault(line, `is of wording ${record.wording} of ${unit}, and wording ${next} is expected.`);
		});
		if (first.record.event !== 'worded') fault(first.line, `begins ${unit} without its wording.`);
		const worded = events.findLast(({ record }) => record.text !== null);
		if (worded !== undefined && worded.record.text !== text) {
			fault(worded.line, `has another text of ${unit} than tables/actions.jsonl.`);
		}
		problems.push(...endProblems(unit, events, finalOf.get(unit)));
		problems.push(...ratingProblems(events, ratingsOf.get(unit) ?? []));
	}
	for (const unit of textOf.keys()) {
		const rounds = new Set((ratingsOf.get(unit) ?? []).map(({ record }) => record.round));
		const isDue = rounds.size > 1 || finalOf.get(unit)?.basis === 'adjudicated';
		if (isDue && !told.has(unit)) {
			problems.push({ where: WHERE, message: `does not tell the story of ${unit}.` });
		}
	}
	return problems;
}

function endProblems(
	unit: string,
	events: readonly Lined<StoryRead>[],
	final: FinalRead | undefined
): Problem[] {
	const { line, record } = events.at(-1)!;
	const fault = (message: string) => [{ where: WHERE, line, message }];
	if (record.event !== 'final') return fault(`ends ${unit} without a final score.`);
	if (final === undefined) return [];
	if (record.score !== final.score || record.basis !== final.basis) {
		return fault(
			`ends ${unit} with ${record.score ?? 'no score'} (${record.basis}), and ${where('final')} ` +
				`says ${final.score ?? 'no score'} (${final.basis}).`
		);
	}
	if (record.scores.join() !== final.scores.join()) {
		return fault(`ends ${unit} with other raw scores than ${where('final')}.`);
	}
	const isRuled = events.some(
		({ record: { event, score, superseded } }) =>
			event === 'ruled' && superseded === false && score === final.score
	);
	if (final.basis !== 'adjudicated' || isRuled) return [];
	return fault(`ends ${unit} by a ruling that it does not tell of.`);
}

/** Ratings that a story leaves out, or tells otherwise. */
function ratingProblems(
	events: readonly Lined<StoryRead>[],
	ratings: readonly Lined<RatingRead>[]
): Problem[] {
	const key = (by: string | null, round: number | null) => `${by} in round ${round}`;
	const wording = events.at(-1)!.record.wording;
	const rated = new Map(
		events
			.filter(({ record }) => record.event === 'rated' && record.wording === wording)
			.map(({ record }) => [key(record.by, record.round), record])
	);
	return ratings.flatMap(({ record }) => {
		const { rater, round, score, cannot_rate } = record;
		const told = rated.get(key(rater, round));
		if (told?.score === score && told.cannot_rate === cannot_rate) return [];
		const said = told === undefined ? 'does not tell' : 'tells otherwise';
		return [
			{ where: WHERE, message: `${said} what ${key(rater, round)} said of ${unitOf(record)}.` }
		];
	});
}
