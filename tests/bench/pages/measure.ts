/** What one page costs. */
import { quantile } from '../figure.ts';
import { save } from '../support/rating.ts';
import { untilQuiet, type Server } from '../support/server.ts';
import type { Visitor } from '../support/visitor.ts';
import type { Places } from './places.ts';
import { addressOf, type Route } from './routes.ts';

const STARTS = 3;
const UNCHANGED = 7;
const CHANGES = 5;

export type Measured = Route & {
	/** Milliseconds, each the median of several: first after a start; after a rating was saved; as before. */
	cold: number;
	changed: number;
	unchanged: number;
	/** Milliseconds of CPU of all threads for the same: on a busy machine they tell more. */
	coldCpu: number;
	changedCpu: number;
	unchangedCpu: number;
	/** Bytes of the document with the data in it, and of the data alone, as a later visit fetches it. */
	html: number;
	data: number;
	/** The share of the time for which the main thread was ready to run and had no core. */
	waited: number;
	/** The longest time that one of these requests, the cold ones aside, held the main thread, in milliseconds. */
	blockedMs: number;
	/** The same of the cold ones, which load the page's code as well. */
	coldBlockedMs: number;
};

type Cold = Pick<Measured, 'cold' | 'coldCpu' | 'coldBlockedMs'>;

const median = (values: readonly number[]) => quantile(values, 0.5);

/** Opens a page and tells what it cost the server. */
async function open(server: Server, visitor: Visitor, path: string) {
	await server.read();
	const { status, body, ms } = await visitor.get(path);
	if (status !== 200) throw new Error(`${path} answered ${status}.`);
	return { body, ms, ...(await server.read()) };
}

/** Opens a page as the first after a start of the server, once that has settled; several times. */
export async function coldly(
	server: Server,
	{ visitors, values }: Places,
	route: Route
): Promise<Cold> {
	const opened = [];
	for (let start = 0; start < STARTS; start += 1) {
		await server.stop();
		await server.start();
		await untilQuiet(server);
		opened.push(await open(server, visitors[route.who], addressOf(route, values)));
	}
	return {
		cold: median(opened.map(({ ms }) => ms)),
		coldCpu: median(opened.map(({ cpuMs }) => cpuMs)),
		coldBlockedMs: median(opened.map(({ blockedMs }) => blockedMs))
	};
}

/** Opens a page of a server that runs: again and again, and after changes. */
export async function warmly(
	server: Server,
	{ visitors, values, open: rated }: Places,
	route: Route
): Promise<Omit<Measured, keyof Cold>> {
	const visitor = visitors[route.who];
	const path = addressOf(route, values);
	const again = () => open(server, visitor, path);
	await again();
	const { body } = await again();
	const data = await open(server, visitor, `${path}/__data.json`);
	const unchanged = [];
	for (let turn = 0; turn < UNCHANGED; turn += 1) unchanged.push(await again());
	const changed = [];
	for (let turn = 0; turn < CHANGES; turn += 1) {
		await save(visitors.rater, rated, turn);
		changed.push(await again());
	}
	const all = [...unchanged, ...changed];
	const sum = (of: (one: (typeof all)[number]) => number) => all.reduce((s, one) => s + of(one), 0);
	return {
		...route,
		waited: sum(({ waitedMs }) => waitedMs) / sum(({ ms }) => ms),
		unchanged: median(unchanged.map(({ ms }) => ms)),
		changed: median(changed.map(({ ms }) => ms)),
		unchangedCpu: median(unchanged.map(({ cpuMs }) => cpuMs)),
		changedCpu: median(changed.map(({ cpuMs }) => cpuMs)),
		html: body.length,
		data: data.body.length,
		blockedMs: Math.max(...all.map((one) => one.blockedMs))
	};
}
