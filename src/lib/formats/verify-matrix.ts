/** Whether the matrix and the final scores of a release say what its ratings say. */
import type { Problem } from '#lib/domain/refusal.ts';
import {
	newest,
	unitOf,
	where,
	type FinalRead,
	type Lined,
	type MatrixRead,
	type RatingRead
} from './verify-read.ts';

type Tables = {
	ratings: readonly Lined<RatingRead>[];
	finals: readonly Lined<FinalRead>[];
	matrix: readonly Lined<MatrixRead>[];
};

/** Problems of the two tables that are made of the ratings. */
export function matrixProblems({ ratings, finals, matrix }: Tables): Problem[] {
	const answers = newest(ratings);
	const problems: Problem[] = [];
	for (const { line, record } of matrix) {
		const given = answers.get(record.unit);
		const scored = [...(given?.values() ?? [])].filter(({ score }) => score !== null);
		const told = Object.entries(record.scores).filter(([, score]) => score !== null);
		const isSame =
			told.length === scored.length &&
			told.every(([rater, score]) => given?.get(rater)?.score === score);
		if (isSame) continue;
		const message = `has other scores of ${record.unit} than ${where('ratings')}.`;
		problems.push({ where: where('matrix'), line, message });
	}
	for (const { line, record } of finals) {
		const given = [...(answers.get(unitOf(record))?.values() ?? [])];
		const scores = given.flatMap(({ score }) => score ?? []).sort((a, b) => a - b);
		if (scores.join() === record.scores.join()) continue;
		const message = `rests on the scores ${record.scores.join(', ') || 'of nobody'}, and ${where('ratings')} has ${scores.join(', ') || 'none'}.`;
		problems.push({ where: where('final'), line, field: 'scores', message });
	}
	return problems;
}
