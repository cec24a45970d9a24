/** Whether whoever asks has what would be answered already. */
import fresh from 'fresh';

/**
 * True where a request names one of these tags as what it has (RFC 9110, 13.1.2), and does not ask to have it anew.
 *
 * @param asked the headers of the request
 * @param tags with their quotes
 */
export function hasAlready(asked: Headers, ...tags: readonly string[]): boolean {
	const request = {
		'if-none-match': asked.get('if-none-match') ?? undefined,
		'cache-control': asked.get('cache-control') ?? undefined
	};
	return tags.some((etag) => fresh(request, { etag }));
}
