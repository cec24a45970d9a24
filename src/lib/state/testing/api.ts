/** A server on this machine that answers what a test tells it to, and keeps what it was asked. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { vi } from 'vitest';

export type Asked = { method: string; path: string; headers: IncomingHttpHeaders; body: unknown };

export type Answer = {
	status: number;
	/** Sent as JSON; a string as it is. */
	body?: unknown;
	headers?: Record<string, string>;
};

export type Api = {
	readonly asked: Asked[];
	/** What is answered from now on; null breaks the connection off. */
	answer: Answer | null;
	close(): Promise<void>;
};

/** Starts it; until it is closed, `fetch` of a path goes there, as it would on a page. */
export async function startApi(): Promise<Api> {
	const api: Api = {
		asked: [],
		answer: { status: 200, body: {} },
		close: async () => {
			vi.unstubAllGlobals();
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		}
	};
	const server = createServer(async (request, response) => {
		const body = (await request.toArray()).join('');
		const { method = '', url = '', headers } = request;
		api.asked.push({ method, path: url, headers, body: JSON.parse(body) });
		if (api.answer === null) return void request.socket.destroy();
		const { answer } = api;
		response.writeHead(answer.status, answer.headers);
		response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {}));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const { fetch } = globalThis;
	vi.stubGlobal('fetch', (path: string, init: RequestInit) => fetch(new URL(path, origin), init));
	return api;
}
