/** Every page at several sizes of the study: milliseconds, bytes, memory, and how long the server is held. */
import { table } from '../../src/cli/text.ts';
import { remove } from '../e2e/installation.ts';
import type { Figure, Progress } from './figure.ts';
import type { Options } from './options.ts';
import {
	MOST_BLOCKED_MS,
	MOST_IDLE_MIB,
	MOST_MIB,
	MOST_PAGE_KIB,
	mostMs,
	within
} from './pages/budgets.ts';
import { coldly, warmly, type Measured } from './pages/measure.ts';
import { discover, leave, type Places } from './pages/places.ts';
import { routes } from './pages/routes.ts';
import { importRatings } from './support/importing.ts';
import { makeRelease } from './support/releasing.ts';
import { seeded } from './support/seeded.ts';
import { serve, untilQuiet, whileWatched, type Held, type Server } from './support/server.ts';

const DEFAULT_SCALES = [10, 100];

type Work = Held & { what: string };

const KIB = 1024;
const MIB = 1024 * KIB;

export async function measure(progress: Progress, options: Options): Promise<Figure[]> {
	const scales = options.scales.length > 0 ? options.scales : DEFAULT_SCALES;
	const figures: Figure[] = [];
	for (const scale of scales) figures.push(...(await atScale(scale, options.fresh, progress)));
	return figures;
}

async function atScale(scale: number, fresh: boolean, progress: Progress): Promise<Figure[]> {
	const server = await serve(await seeded(scale, fresh, progress));
	try {
		// What the probe needs is compiled by the first start, which takes memory that no server without it has.
		await server.stop();
		await server.start();
		await untilQuiet(server);
		const idle = (await server.read()).rss;
		const places = await discover(server);
		const pages: Measured[] = [];
		const all = routes();
		const cold = new Map<string, Awaited<ReturnType<typeof coldly>>>();
		for (const route of all) {
			progress(`scale ${scale}, cold: ${route.path}`);
			cold.set(route.path, await coldly(server, places, route));
		}
		for (const route of all) {
			progress(`scale ${scale}: ${route.path}`);
			pages.push({ ...(await warmly(server, places, route)), ...cold.get(route.path)! });
		}
		const after = await server.read();
		console.log(`\n${tableOf(pages, scale)}`);
		const waited = pages.reduce((sum, page) => sum + page.waited, 0) / pages.length;
		console.log(`${(100 * waited).toFixed(0)} % of the time the server was ready and had no core.`);
		const work = await longWork(server, places, scale, progress);
		await leave(places);
		return [
			...pages.flatMap((page) => figuresOf(page, scale)),
			within(`scale ${scale}: memory, idle`, idle / MIB, 'MiB', MOST_IDLE_MIB),
			within(`scale ${scale}: memory, after the pages`, after.rss / MIB, 'MiB', MOST_MIB),
			within(`scale ${scale}: memory, at most`, after.peakRss / MIB, 'MiB', MOST_MIB),
			...work.flatMap((one) => heldBy(one, scale))
		];
	} finally {
		await remove(server);
	}
}

function heldBy({ what, ms, blockedMs, blockedCpuMs }: Work, scale: number): Figure[] {
	const name = `scale ${scale}: ${what} (${(ms / 1000).toFixed(1)} s), main thread held`;
	return [
		within(name, blockedMs, 'ms', MOST_BLOCKED_MS),
		{ ...within(`${name}, of that CPU`, blockedCpuMs, 'ms', MOST_BLOCKED_MS), binding: false }
	];
}

/** What takes long and must hold nobody up. */
async function longWork(
	server: Server,
	{ visitors, values }: Places,
	scale: number,
	progress: Progress
): Promise<Work[]> {
	const { coordinator } = visitors;
	const { study } = values;
	progress('a release');
	const released = await whileWatched(server, () => makeRelease(coordinator, study));
	progress('an import of ratings');
	const imported = await importRatings(server, coordinator, { study, scale, name: 'Imported' });
	return [
		{ what: 'a release', ...released },
		{ what: 'an import', ...imported }
	];
}

const slowest = ({ changed, unchanged }: Measured) => Math.max(changed, unchanged);

function tableOf(pages: readonly Measured[], scale: number): string {
	const rows = pages.map((page) => {
		const { path, who, cold, changed, unchanged, html, data, blockedMs, coldBlockedMs } = page;
		const { coldCpu, changedCpu, unchangedCpu } = page;
		const budget = mostMs(path, scale);
		const over = [
			budget !== undefined && cold > budget ? 'cold' : '',
			budget !== undefined && slowest(page) > budget ? 'time' : '',
			Math.max(html, data) > MOST_PAGE_KIB * KIB ? 'size' : '',
			blockedMs > MOST_BLOCKED_MS ? 'held' : ''
		].filter((word) => word !== '');
		return [
			path,
			who,
			...[cold, changed, unchanged, coldCpu, changedCpu, unchangedCpu].map((ms) => ms.toFixed(1)),
			...[html, data].map((bytes) => (bytes / KIB).toFixed(0)),
			...[blockedMs, coldBlockedMs].map((ms) => ms.toFixed(1)),
			budget === undefined ? '' : String(budget),
			over.length === 0 ? 'ok' : `OVER: ${over.join(', ')}`
		];
	});
	const times = ['cold', 'changed', 'unchanged'];
	const head = ['page', 'who', ...times, 'CPU: cold', ...times.slice(1)];
	return `Pages at scale ${scale}, in milliseconds\n${table([...head, 'KiB html', 'data', 'held', 'cold', 'budget', ''], rows)}`;
}

function figuresOf(page: Measured, scale: number): Figure[] {
	const { path, cold, html, data, blockedMs } = page;
	const budget = mostMs(path, scale);
	const name = `scale ${scale}: ${path}`;
	return [
		...(budget === undefined
			? []
			: [
					within(`${name}, cold`, cold, 'ms', budget),
					within(`${name}, changed or not`, slowest(page), 'ms', budget)
				]),
		within(`${name}, size`, Math.max(html, data) / KIB, 'KiB', MOST_PAGE_KIB),
		within(`${name}, main thread held`, blockedMs, 'ms', MOST_BLOCKED_MS)
	];
}
