import { z } from 'zod';
import * as rating from '#lib/server/services/rating/index.ts';
import { endpoint } from '#lib/server/web/endpoint.ts';
import { params } from '../assignment-id.ts';

/** Keeps that the rater has read a version of the guidelines and scale words. */
export const POST = endpoint(
	{ params, body: z.unknown() },
	async ({ app, actor, params: { assignment }, body }) => {
		await rating.readWords(app, actor, assignment, body);
		return {};
	}
);
