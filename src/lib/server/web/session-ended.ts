/**
 * What a form is answered whose session has ended, where there are no scripts: the text is in the request and
 * nowhere else, so the answer holds it, to be sent again.
 */
import type { RequestEvent } from '@sveltejs/kit';
import * as forms from './forms.ts';

/** It runs no script, and sends to Primum only. */
const POLICY = [
	"default-src 'none'",
	"style-src 'unsafe-inline'",
	"form-action 'self'",
	"frame-ancestors 'none'",
	"base-uri 'none'"
].join('; ');

/** True for a form that a browser sends without scripts, from a page for somebody who is signed in. */
export function isFormWithoutScripts({ request, route, locals }: RequestEvent): boolean {
	if (locals.actor !== null || request.method !== 'POST') return false;
	if (!/^\/\((study|admin)\)\//.test(route.id ?? '')) return false;
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
	const page = pageWith(`${url.pathname}${url.search}`, fields);
	const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY };
	return new Response(page, { status: 401, headers });
}

function pageWith(action: string, fields: readonly { name: string; value: string }[]): string {
	const hidden = fields.map(
		({ name, value }) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`
	);
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Sign in again · Primum</title>
<style>body { font: 16px/1.5 system-ui, sans-serif; max-width: 36rem; margin: 20vh auto; padding: 0 1rem } button { font: inherit; padding: .4rem 1rem }</style>
</head>
<body>
<main>
<h1>Your session has ended</h1>
<p>Nothing was saved yet, and what you typed is in this page. A file would have to be chosen again.</p>
<ol>
<li><a href="/sign-in" target="_blank" rel="noopener">Sign in again in another tab</a>, and come back to this one.</li>
<li>Then send what you typed.</li>
</ol>
<form method="post" action="${escaped(action)}">
${hidden.join('\n')}
<button>Send again</button>
</form>
</main>
</body>
</html>
`;
}

const ESCAPES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;'
};

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => ESCAPES[character]!);
