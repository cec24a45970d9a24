/** Cross-site request forgery: who may change something with this browser's cookie. */

const SAFE = ['GET', 'HEAD', 'OPTIONS'];

/**
 * True where a request may be answered. A browser names the page a state-changing request comes from;
 * it must be one of ours, whatever the content type.
 *
 * @param method the HTTP method
 * @param origin the Origin header, or null
 * @param own the origin Primum is served from
 */
export function isOwnRequest(method: string, origin: string | null, own: string): boolean {
	return SAFE.includes(method) || origin === own;
}

/** The route by which reminders are ended; the token in its address is the right to do so. */
const UNSUBSCRIBE = '/(public)/unsubscribe/[token]';

/**
 * True for what a mail program sends when its user presses "unsubscribe" there (RFC 8058): it comes from no page,
 * needs no cookie, and can do nothing but that.
 *
 * @param route the id of the route
 * @param origin the Origin header, or null
 */
export function isOneClick(route: string | null, origin: string | null): boolean {
	return route === UNSUBSCRIBE && origin === null;
}
