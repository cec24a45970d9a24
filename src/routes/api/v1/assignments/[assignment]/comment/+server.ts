import { z } from 'zod';
import * as rating from '#lib/server/services/rating/index.ts';
import { endpoint } from '#lib/server/web/endpoint.ts';
import { params } from '../assignment-id.ts';

/** Saves the comment on a case as a whole; answered after the commit. */
export const POST = endpoint({ params, body: z.unknown() }, ({ app, actor, params: of, body }) =>
	rating.commentCase(app, actor, of.assignment, body)
);
