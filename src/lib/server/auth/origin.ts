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
