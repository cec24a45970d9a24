import { z } from 'zod';
import * as rating from '#lib/server/services/rating/index.ts';
import { endpoint } from '#lib/server/web/endpoint.ts';
import { params } from '../assignment-id.ts';

/** Submits a case under the rater's signature; a program may leave the body out. */
export const POST = endpoint(
	{ params, body: z.unknown().default({}) },
	({ app, actor, params: { assignment }, body }) => rating.submitCase(app, actor, assignment, body)
);
