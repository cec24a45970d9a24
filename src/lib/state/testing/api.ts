/** A server on this machine that answers what a test tells it to, and keeps what it was asked. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { vi } from 'vitest';

export type Asked = { method: string; path: string; headers: IncomingHttpHeaders; body: unknown };

export type Answer = {
	status: number;
	/** Sent as JSON; text and bytes as they are. */
	body?: unknown;
	headers?: Record<string, string>;
};

export type Api = {
	readonly asked: Asked[];
	/** What is answered from now on, to everything or by what is asked; null breaks the connection off. */
	answer: Answer | null | ((asked: Asked) => Answer);
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
		const asked = { method, path: url, headers, body: body === '' ? null : JSON.parse(body) };
		api.asked.push(asked);
		if (api.answer === null) return void request.socket.destroy();
		const answer = typeof api.answer === 'function' ? api.answer(asked) : api.answer;
		const given = answer.body ?? {};
		response.writeHead(answer.status, answer.headers);
		response.end(
			typeof given === 'string' || Buffer.isBuffer(given) ? given : JSON.stringify(given)
		);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const { fetch } = globalThis;
	vi.stubGlobal('fetch', (path: string, init: RequestInit) => fetch(new URL(path, origin), init));
	return api;
}
