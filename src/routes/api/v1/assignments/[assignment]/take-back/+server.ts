import * as rating from '#lib/server/services/rating/index.ts';
import { endpoint } from '#lib/server/web/endpoint.ts';
import { params } from '../assignment-id.ts';

/** Takes a submission back: the signature is void, the ratings stay. */
export const POST = endpoint({ params }, async ({ app, actor, params: { assignment } }) => {
	await rating.takeBack(app, actor, assignment);
	return { state: 'reopened' };
});
