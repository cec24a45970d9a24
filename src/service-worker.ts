/**
 * Lets a rater go on without the server.
 *
 * The shell (scripts, styles and the icon of this version) is cached when the worker is installed. It holds
 * nothing of any person. A new version waits until no tab uses the old one, so that an open page never
 * loses its scripts; then the caches of the old version go, and what was kept of cases with them.
 *
 * A case that is open may be reloaded without the server. The page itself puts the copy away (see
 * kept-case.ts): in a cache of its own account, and only while a tab shows the case. Everything else about
 * pages stays as it was: each is asked of the server first, every time, with `no-store`, and a copy is
 * shown only where no answer comes; without one, a page that says so, in the language chosen here. The copy
 * carries the headers it came with, so the same content security policy holds for it; its nonce is the one
 * inside it, and nobody but this origin can write it.
 *
 * Blinding: a kept page is the rater's own page, and whatever the server answers names the account it
 * answers. As soon as that is another account or none (sign-out, another sign-in), everything kept for
 * others is removed before the page is shown. Ratings are never answered from here: they go to the server
 * or wait in the outbox.
 */
/// <reference types="@sveltejs/kit" />
/// <reference lib="webworker" />
import { build, files, version } from '$service-worker';
import * as keptCase from '#lib/state/kept-case.ts';

const worker = self as unknown as ServiceWorkerGlobalScope;

const SHELL_PREFIX = 'primum-shell-';
const SHELL = `${SHELL_PREFIX}${version}`;
const SHELL_PATHS = new Set([...build, ...files]);
/** The page shown in place of one that cannot be had. */
const OFFLINE = '/offline';

worker.addEventListener('install', (event) => {
	event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll([...SHELL_PATHS, OFFLINE])));
});

worker.addEventListener('activate', (event) => {
	event.waitUntil(removeOldVersions());
});

worker.addEventListener('fetch', (event) => {
	const { request } = event;
	const { origin, pathname } = new URL(request.url);
	if (origin !== worker.location.origin) return;
	if (request.mode === 'navigate') {
		event.respondWith(request.method === 'GET' ? openPage(request) : sendForm(request));
	} else if (request.method === 'GET' && isShell(pathname)) {
		event.respondWith(fromShell(request));
	}
});

/** Also a file of a newer version than this worker's: the server was upgraded while a tab was open. */
function isShell(path: string): boolean {
	return SHELL_PATHS.has(path) || path.startsWith('/_app/immutable/');
}

async function fromShell(request: Request): Promise<Response> {
	const cache = await caches.open(SHELL);
	const found = await cache.match(request);
	if (found !== undefined) return found;
	const response = await fetch(request);
	if (response.ok) await cache.put(request, response.clone());
	return response;
}

async function openPage(request: Request): Promise<Response> {
	const { pathname } = new URL(request.url);
	let response: Response;
	try {
		response = await fetch(request);
	} catch (noAnswer) {
		const found = await keptCase.find(pathname, Date.now());
		const instead = found ?? (await caches.match(OFFLINE, { cacheName: SHELL }));
		if (instead === undefined) throw noAnswer;
		return instead;
	}
	// The server, or the proxy before it, is there but cannot answer now.
	if (response.status >= 500) return (await keptCase.find(pathname, Date.now())) ?? response;
	// What a redirect leads to says who is signed in; the redirect itself does not.
	if (response.type !== 'opaqueredirect') {
		await keptCase.removeOthers(response.headers.get(keptCase.ACCOUNT_HEADER));
	}
	await keptCase.remove(pathname);
	await keptCase.removeClosed();
	return response;
}

/**
 * Signing out takes what was kept with it, even where the server does not hear of it; choosing a language
 * changes what is said without the server too. A form that cannot be sent leads back to the page it stands
 * on: its own address may have no page to try again.
 */
async function sendForm(request: Request): Promise<Response> {
	const { pathname } = new URL(request.url);
	if (pathname === '/sign-out') await keptCase.removeOthers(null);
	let response: Response;
	try {
		response = await fetch(request);
	} catch {
		return Response.redirect(request.referrer || '/', 303);
	}
	if (pathname === '/language') await renewOfflinePage();
	return response;
}

/** Where it cannot be had, the one that is there stays. */
async function renewOfflinePage(): Promise<void> {
	const cache = await caches.open(SHELL);
	await cache.add(OFFLINE).catch(() => {});
}

async function removeOldVersions(): Promise<void> {
	const old = (await caches.keys()).filter(
		(name) => name.startsWith(SHELL_PREFIX) && name !== SHELL
	);
	if (old.length === 0) return;
	await Promise.all(old.map((name) => caches.delete(name)));
	await keptCase.removeOthers(null);
}
