/** Serves what programs can ask over a socket, with the handlers of the application, and what goes wrong on the way. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { App } from '#lib/server/app.ts';
import { OPERATIONS } from '#lib/server/web/api/operations.ts';
import { nothingHere } from '#lib/server/web/api/serve.ts';
import { anEvent } from './event.ts';
import { ROUTES, routeOf } from './programs.ts';

/** What becomes of a request in place of its answer. */
export type Trouble =
	/** The connection is cut after so many bytes of the body. */
	| { cutAfter: number }
	/** Nothing comes after so many bytes of the body, and nothing ends. */
	| { hangsAfter: number }
	/** One byte of the body is another. */
	| { flips: number }
	/** It is answered with this. */
	| { status: number; headers?: Record<string, string>; body?: string };

export type Served = {
	origin: string;
	/** Paths that were asked for, with the range after them. */
	asked: string[];
	/** What becomes of the next requests for a path with this in it, one after the other. */
	trouble(part: string, ...all: Trouble[]): void;
	close(): Promise<void>;
};

type Handler = (event: never) => Promise<Response>;

const PATTERNS = OPERATIONS.map(({ path }) => ({
	path,
	pattern: new RegExp(
		`^/api/v1${path.replace('{path}', '(?<path>.+)').replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`
	)
}));

/** Starts a server on a free port of this machine. */
export async function serving(app: App): Promise<Served> {
	const troubles = new Map<string, Trouble[]>();
	const asked: string[] = [];
	const server = createServer((request, response) => {
		const path = request.url!;
		const { range } = request.headers;
		asked.push(range === undefined ? path : `${path} ${range}`);
		const part = [...troubles.keys()].find((one) => path.includes(one));
		const trouble = part === undefined ? undefined : troubles.get(part)!.shift();
		void respond(app, request, response, trouble);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		origin: `http://127.0.0.1:${port}`,
		asked,
		trouble: (part, ...all) => void troubles.set(part, all),
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			})
	};
}

async function respond(
	app: App,
	request: IncomingMessage,
	response: ServerResponse,
	trouble: Trouble | undefined
): Promise<void> {
	if (trouble !== undefined && 'status' in trouble) {
		response.writeHead(trouble.status, trouble.headers).end(trouble.body);
		return;
	}
	const answer = await answerOf(app, request);
	response.writeHead(answer.status, Object.fromEntries(answer.headers));
	const body = answer.body === null ? Buffer.alloc(0) : Buffer.from(await answer.arrayBuffer());
	if (trouble === undefined) {
		Readable.from([body]).pipe(response);
	} else if ('hangsAfter' in trouble) {
		response.write(body.subarray(0, trouble.hangsAfter));
	} else if ('cutAfter' in trouble) {
		response.write(body.subarray(0, trouble.cutAfter));
		// What was sent is to arrive before the end does.
		setTimeout(() => response.destroy(), 200);
	} else {
		body[trouble.flips]! ^= 1;
		response.end(body);
	}
}

async function answerOf(app: App, { url, method, headers }: IncomingMessage): Promise<Response> {
	const address = new URL(url!, 'http://127.0.0.1');
	const found = PATTERNS.find(({ pattern }) => pattern.test(address.pathname));
	const params = { ...found?.pattern.exec(address.pathname)?.groups };
	const request = new Request(address, { method: method!, headers: headers as HeadersInit });
	const { event } = anEvent(app, request, { params });
	if (found === undefined) return nothingHere(event);
	const module = (await import(join(ROUTES, routeOf(found.path), '+server.ts'))) as Record<
		string,
		Handler
	>;
	return (module[method!] ?? module['fallback']!)(event);
}
