/** What is answered where a change was asked for from elsewhere than a page of Primum. */
import { json, type RequestEvent } from '@sveltejs/kit';
import { Refusal } from '#lib/domain/refusal.ts';
import { raterText } from '#lib/text/load.ts';
import { problemDocument } from './answers.ts';
import { barePage } from './bare-page.ts';

/**
 * Refuses a change, and says at which address it would be taken. Somebody who types 127.0.0.1 in place of
 * localhost comes here as well as a page of another site, so a browser gets a page in words.
 *
 * @returns 403 as a page, as the answer that a form with scripts waits for, or as a problem document
 */
export async function refuseForeign({ request, url, locals }: RequestEvent): Promise<Response> {
	const { origin } = url;
	const message =
		`This was not sent from a page at Primum's own address, so nothing was changed. ` +
		`Open ${origin} and try again there.`;
	const refusal = new Refusal('forbidden', message, { code: 'other-address', values: { origin } });
	const { status, code, values } = refusal;
	if (request.headers.has('x-sveltekit-action')) {
		return json({ type: 'error', error: { message, code, values } }, { status });
	}
	if (!request.headers.get('accept')?.includes('text/html')) return problemDocument(refusal);
	const { language } = locals;
	const text = await raterText(language);
	const heading = text.error.elsewhere();
	return barePage({
		...{ status, language, title: heading, heading },
		body: `<p>${text.refusal['other-address']({ origin })}</p>
<p><a href="${origin}/">${text.error.open()}</a></p>`
	});
}
