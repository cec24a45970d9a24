import * as rating from '#lib/server/services/rating.ts';
import { saveRatings, type SaveOutcome } from '#lib/server/services/rating-many.ts';
import { answer, asRefusal, problem } from '#lib/server/web/answers.ts';
import { assignmentId, requireSamePerson } from '../assignment-id.ts';
import type { RequestHandler } from './$types';

/** Saves one change of one rating, or a list of changes; answered after the commit. */
export const POST: RequestHandler = ({ locals, params, request }) =>
	answer(locals, async (actor) => {
		requireSamePerson(actor, request);
		const id = assignmentId(params.assignment);
		const body: unknown = await request.json();
		if (!Array.isArray(body)) return rating.saveRating(locals.app, actor, id, body);
		const outcomes = await saveRatings(locals.app, actor, id, body);
		return { answers: outcomes.map(answerOf) };
	});

/** The rating as it is on disk under 200, or a problem document. */
function answerOf(outcome: SaveOutcome) {
	return 'saved' in outcome
		? { status: 200, ...outcome.saved }
		: problem(asRefusal(outcome.refused)!);
}
