/** From where a request came, for the limits on signing in. */
import type { RequestEvent } from '@sveltejs/kit';

type Event = Pick<RequestEvent, 'getClientAddress' | 'platform' | 'locals'>;

/**
 * The network address of whoever asks: what the header says that ADDRESS_HEADER names, as set by the proxy.
 * A request without that header did not come by the proxy, and counts for the machine that sent it.
 */
export function clientAddress({ getClientAddress, platform, locals }: Event): string {
	try {
		return getClientAddress();
	} catch (thrown) {
		locals.app.log.warn({ why: (thrown as Error).message }, 'no address from the proxy');
		return platform?.req.socket.remoteAddress ?? 'unknown';
	}
}
