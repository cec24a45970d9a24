/**
 * Puts a load on a server from a process of its own, so that neither takes the other's time: raters who each
 * send the next request as soon as the last one is answered, each over a connection of their own.
 */
import { Client } from 'undici';
import { ADDRESS_HEADER } from '../support/server.ts';
import { saveOf, savesPath, type Case } from '../support/rating.ts';

/** A rater at work on a case, with the session that allows it. */
export type Rater = Case & { cookie: string; address: string };

/** Saves of ratings, or requests that ask for nothing. */
export type What = 'save' | 'nothing';

export type Order = {
	/** A name for the server: what was saved there is remembered under it. */
	server: string;
	origin: string;
	what: What;
	raters: Rater[];
	seconds: number;
};

export type Done = {
	/** Milliseconds that each request took. */
	times: number[];
	/** Seconds from the first request to the last answer. */
	seconds: number;
	/** The share of a core that this process has used: near 1, it is what holds the load back. */
	cpu: number;
};

/** Where nothing is asked for: an endpoint that answers without looking at anything. */
const NOTHING = '/healthz';

/** Versions as they stand on each server. */
const casesOn = new Map<string, Map<number, Case>>();

function caseOn(server: string, { assignment, actions }: Case): Case {
	const cases = casesOn.get(server) ?? new Map<number, Case>();
	casesOn.set(server, cases);
	const known = cases.get(assignment) ?? { assignment, actions: structuredClone(actions) };
	cases.set(assignment, known);
	return known;
}

async function work(
	{ server, origin, what }: Order,
	rater: Rater,
	until: number,
	times: number[]
): Promise<void> {
	const client = new Client(origin);
	const { assignment, actions } = caseOn(server, rater);
	const headers = {
		origin,
		cookie: rater.cookie,
		[ADDRESS_HEADER]: rater.address,
		'content-type': 'application/json'
	};
	const path = savesPath(assignment);
	for (let turn = 0; performance.now() < until; turn += 1) {
		const action = actions[turn % actions.length]!;
		const request =
			what === 'save'
				? { method: 'POST' as const, path, headers, body: JSON.stringify(saveOf(action)) }
				: { method: 'GET' as const, path: NOTHING };
		const began = performance.now();
		const { statusCode, body } = await client.request(request);
		const answer = await body.text();
		times.push(performance.now() - began);
		if (statusCode !== 200) throw new Error(`${server} answered ${statusCode}: ${answer}`);
		action.version += what === 'save' ? 1 : 0;
	}
	await client.close();
}

async function carryOut(order: Order): Promise<Done> {
	const times: number[] = [];
	const cpu = process.cpuUsage();
	const began = performance.now();
	const until = began + order.seconds * 1000;
	await Promise.all(order.raters.map((rater) => work(order, rater, until, times)));
	const seconds = (performance.now() - began) / 1000;
	const { user, system } = process.cpuUsage(cpu);
	return { times, seconds, cpu: (user + system) / 1e6 / seconds };
}

process.on('message', (order: Order) => {
	carryOut(order).then(
		(done) => process.send!(done),
		(error: unknown) => {
			console.error(error);
			process.exit(1);
		}
	);
});
process.on('disconnect', () => process.exit());
