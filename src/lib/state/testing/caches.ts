/** What a browser keeps pages in, as far as Primum uses it, in memory; and the origin it belongs to. */

export const ORIGIN = 'https://primum.test';

const urlOf = (asked: RequestInfo | URL) =>
	new URL(asked instanceof Request ? asked.url : asked, ORIGIN).href;

class MemoryCache {
	readonly #kept = new Map<string, { body: Blob; headers: Headers }>();

	async put(asked: RequestInfo, response: Response): Promise<void> {
		this.#kept.set(urlOf(asked), { body: await response.blob(), headers: response.headers });
	}

	async match(asked: RequestInfo): Promise<Response | undefined> {
		const found = this.#kept.get(urlOf(asked));
		return found && new Response(found.body, { headers: found.headers });
	}

	async keys(): Promise<Request[]> {
		return [...this.#kept.keys()].map((url) => new Request(url));
	}

	async delete(asked: RequestInfo): Promise<boolean> {
		return this.#kept.delete(urlOf(asked));
	}
}

/** An empty storage of caches. */
export function memoryCaches() {
	const all = new Map<string, MemoryCache>();
	return {
		has: async (name: string) => all.has(name),
		open: async (name: string) => {
			const cache = all.get(name) ?? new MemoryCache();
			all.set(name, cache);
			return cache;
		},
		keys: async () => [...all.keys()],
		delete: async (name: string) => all.delete(name)
	};
}
