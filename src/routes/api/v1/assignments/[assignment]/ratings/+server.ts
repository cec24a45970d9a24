import { z } from 'zod';
import * as rating from '#lib/server/services/rating/index.ts';
import { problemOf } from '#lib/domain/problem-document.ts';
import { asRefusal } from '#lib/server/web/answers.ts';
import { endpoint } from '#lib/server/web/endpoint.ts';
import { params } from '../assignment-id.ts';

/** Saves one change of one rating, or a list of changes; answered after the commit. */
export const POST = endpoint(
	{ params, body: z.unknown() },
	async ({ app, actor, params: { assignment }, body }) => {
		if (!Array.isArray(body)) return rating.saveRating(app, actor, assignment, body);
		const outcomes = await rating.saveRatings(app, actor, assignment, body);
		return { answers: outcomes.map(answerOf) };
	}
);

/** The rating as it is on disk under 200, or a problem document. */
function answerOf(outcome: rating.SaveOutcome) {
	return 'saved' in outcome
		? { status: 200, ...outcome.saved }
		: problemOf(asRefusal(outcome.refused)!);
}
