import * as errands from '#lib/server/services/errands/index.ts';
import { answer } from '#lib/server/web/answers.ts';
import type { RequestHandler } from './$types';

/** How far an errand is: a page on which it is shown asks this while it goes on. */
export const GET: RequestHandler = ({ locals, params }) =>
	answer(locals, (actor) => errands.show(locals.app, actor, params.study, params.errand));
