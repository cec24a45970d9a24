import { Refusal } from '#lib/domain/refusal.ts';
import { assertReady } from '#lib/server/services/operations/index.ts';
import type { RequestHandler } from './$types';

/** Ready: the database can write. A load balancer sends people elsewhere while it cannot. */
export const GET: RequestHandler = async ({ locals }) => {
	try {
		await assertReady(locals.app);
		return new Response('ready\n');
	} catch (refusal) {
		if (!(refusal instanceof Refusal)) throw refusal;
		return new Response(`${refusal.message}\n`, { status: refusal.status });
	}
};
