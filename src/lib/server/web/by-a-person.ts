/** Whether somebody looks at a page, or a program that reads links in messages. */

/** Programs that fetch what a link leads to, as they name themselves. */
const PROGRAM =
	/bot\b|crawl|spider|preview|scan|link[- ]?check|facebookexternalhit|slack|whatsapp|telegram|safelinks|proofpoint|mimecast|barracuda/i;

/**
 * True where a browser opens a page for somebody. A program that pretends to be a browser is taken for one.
 *
 * @param request its method and headers
 */
export function isByAPerson({ method, headers }: Pick<Request, 'method' | 'headers'>): boolean {
	if (method !== 'GET') return false;
	const purpose = headers.get('sec-purpose') ?? headers.get('purpose') ?? '';
	if (/prefetch|preview/i.test(purpose)) return false;
	const agent = headers.get('user-agent') ?? '';
	return agent.startsWith('Mozilla/') && !PROGRAM.test(agent);
}
