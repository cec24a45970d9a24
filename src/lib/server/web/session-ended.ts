/**
 * What a form is answered whose session has ended, where there are no scripts: the text is in the request and
 * nowhere else, so the answer holds it, to be sent again.
 */
import type { RequestEvent } from '@sveltejs/kit';
import { escaped } from '../html.ts';
import { barePage } from './bare-page.ts';
import * as forms from './forms.ts';

/** True for a form that a browser sends without scripts, from a page for somebody who is signed in. */
export function isFormWithoutScripts({ request, route, locals }: RequestEvent): boolean {
	if (locals.actor !== null || request.method !== 'POST') return false;
	if (!/^\/\((study|admin|submit)\)\//.test(route.id ?? '')) return false;
	if (request.headers.has('x-sveltekit-action')) return false;
	return request.headers.get('accept')?.includes('text/html') ?? false;
}

/**
 * Holds on to what was typed while its author signs in again.
 *
 * @returns 401, as a page with the same form
 * @throws HttpError as `forms.read`
 */
export async function offerAgain({ request, url }: RequestEvent): Promise<Response> {
	const form = await forms.read(request);
	const names = [...new Set(form.keys())];
	const fields = names.flatMap((name) => forms.texts(form, name).map((value) => ({ name, value })));
	const hidden = fields.map(
		({ name, value }) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`
	);
	return barePage({
		...{ status: 401, language: 'en' },
		...{ title: 'Sign in again', heading: 'Your session has ended' },
		// It sends to Primum only.
		allows: "form-action 'self'",
		body: `<p>Nothing was saved yet, and what you typed is in this page. A file would have to be chosen again.</p>
<ol>
<li><a href="/sign-in" target="_blank" rel="noopener">Sign in again in another tab</a>, and come back to this one.</li>
<li>Then send what you typed.</li>
</ol>
<form method="post" action="${escaped(`${url.pathname}${url.search}`)}">
${hidden.join('\n')}
<button>Send again</button>
</form>`
	});
}
