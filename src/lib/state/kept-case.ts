/**
 * The copy of an open case that lets it be reloaded without the server: the page as the server gave it,
 * and each rating the server has acknowledged since. It lies in a cache of its own for each account, is
 * there while the case is open in some tab, and goes when the person leaves or submits the case, signs out,
 * or another account signs in. The page writes it; the service worker serves it and clears it away.
 */
import type { Current } from './pending.ts';

/** Names the account a response was made for. */
export const ACCOUNT_HEADER = 'x-primum-account';

const CACHE_PREFIX = 'primum-case-';
const KEPT_AT = 'x-primum-kept-at';

/** A day offline and the night after it; what is older belongs to a browser that was closed. */
const KEPT_FOR_MS = 36 * 3_600_000;

/** These describe the bytes on the wire, and a kept page has been decoded. */
const WIRE_HEADERS = ['content-encoding', 'content-length', 'transfer-encoding'];

const savedPath = (path: string) => `${path}/saved/`;
const lockName = (path: string) => `primum open ${path}`;

/** The path of the page that a kept response or record belongs to. */
function pageOf(request: Request): string {
	return new URL(request.url).pathname.replace(/\/saved\/\d+$/, '');
}

/** A tab's hold on the copy of the case it shows. Where the browser keeps nothing, it does nothing. */
export class KeptCase {
	readonly #path: string;
	readonly #account: number;
	#left = false;
	#release: () => void = () => {};
	/** Settles once this tab no longer holds the copy. */
	#held: Promise<void> = Promise.resolve();
	/** One step after the other, so that nothing is written after the copy was removed. */
	#turn: Promise<unknown> = Promise.resolve();

	constructor(account: number, assignment: number) {
		this.#account = account;
		this.#path = `/cases/${assignment}`;
	}

	/**
	 * The ratings acknowledged since the page was kept, by action: newer than the page where it comes from
	 * the copy.
	 */
	async recorded(): Promise<Map<number, Current>> {
		const found = new Map<number, Current>();
		try {
			if (!canKeep() || !(await caches.has(this.#cache))) return found;
			const cache = await caches.open(this.#cache);
			for (const request of await cache.keys()) {
				const { pathname } = new URL(request.url);
				if (!pathname.startsWith(savedPath(this.#path))) continue;
				const record = await cache.match(request);
				const action = Number(pathname.slice(savedPath(this.#path).length));
				if (record !== undefined) found.set(action, (await record.json()) as Current);
			}
		} catch {
			return new Map();
		}
		return found;
	}

	/** Fetches the page once more and keeps it, as soon as there is a service worker to serve it. */
	keep(): void {
		if (!canKeep() || !('serviceWorker' in navigator)) return;
		// Held until the tab leaves the case, however it does so: the browser releases it with the page.
		this.#held = navigator.locks.request(lockName(this.#path), { mode: 'shared' }, () => {
			// The tab may have left before its turn came.
			if (this.#left) return;
			return new Promise<void>((resolve) => (this.#release = resolve));
		});
		void navigator.serviceWorker.ready.then(() => this.#next(() => this.#fetchPage()));
	}

	/** Keeps what the server has acknowledged; done once it is kept, or once it is known that nothing is. */
	record(action: number, current: Current): Promise<unknown> {
		return this.#next(async () => {
			const cache = await caches.open(this.#cache);
			const body = JSON.stringify(current);
			await cache.put(`${savedPath(this.#path)}${action}`, new Response(body));
		});
	}

	/** Removes the copy, unless another tab has the case open too. */
	leave(): void {
		this.#left = true;
		this.#release();
		if (!canKeep()) return;
		const step = async () => {
			await this.#held;
			await removeUnlessOpen(this.#path);
		};
		this.#turn = this.#turn.then(step).catch(() => {});
	}

	get #cache(): string {
		return `${CACHE_PREFIX}${this.#account}`;
	}

	#next(step: () => Promise<void>): Promise<unknown> {
		// A copy that cannot be kept costs a reload without the server, and nothing that was entered.
		if (canKeep())
			this.#turn = this.#turn.then(() => (this.#left ? undefined : step())).catch(() => {});
		return this.#turn;
	}

	async #fetchPage(): Promise<void> {
		const response = await fetch(this.#path, {
			headers: { accept: 'text/html' },
			cache: 'no-store',
			// Saves wait for their turn after this; a server that hangs must not hold them up for long.
			signal: AbortSignal.timeout(5_000)
		});
		const mine = response.headers.get(ACCOUNT_HEADER) === String(this.#account);
		if (!response.ok || response.redirected || !mine) return;
		const headers = new Headers(response.headers);
		for (const name of WIRE_HEADERS) headers.delete(name);
		headers.set(KEPT_AT, String(Date.now()));
		const cache = await caches.open(this.#cache);
		await cache.put(this.#path, new Response(await response.blob(), { headers }));
	}
}

/**
 * The kept page of a path.
 *
 * @param now milliseconds since 1970
 * @returns undefined where there is none, or none that is young enough
 */
export async function find(path: string, now: number): Promise<Response | undefined> {
	for (const name of await keptCaches()) {
		const response = await (await caches.open(name)).match(path);
		const at = Number(response?.headers.get(KEPT_AT));
		if (response !== undefined && now - at < KEPT_FOR_MS) return response;
	}
	return undefined;
}

/** Removes the copy of one page, whatever is open. */
export async function remove(path: string): Promise<void> {
	for (const name of await keptCaches()) {
		const cache = await caches.open(name);
		for (const request of await cache.keys()) {
			if (pageOf(request) === path) await cache.delete(request);
		}
	}
}

/** Removes everything that was kept for other accounts; for all of them where the account is null. */
export async function removeOthers(account: string | null): Promise<void> {
	const mine = account === null ? null : `${CACHE_PREFIX}${account}`;
	const others = (await keptCaches()).filter((name) => name !== mine);
	await Promise.all(others.map((name) => caches.delete(name)));
}

/** Removes the copies of all cases that no tab shows. */
export async function removeClosed(): Promise<void> {
	const paths = new Set<string>();
	for (const name of await keptCaches()) {
		for (const request of await (await caches.open(name)).keys()) paths.add(pageOf(request));
	}
	for (const path of paths) await removeUnlessOpen(path);
}

function canKeep(): boolean {
	return 'caches' in globalThis && 'locks' in navigator;
}

async function keptCaches(): Promise<string[]> {
	return (await caches.keys()).filter((name) => name.startsWith(CACHE_PREFIX));
}

async function removeUnlessOpen(path: string): Promise<void> {
	await navigator.locks.request(lockName(path), { ifAvailable: true }, async (lock) => {
		if (lock !== null) await remove(path);
	});
}
