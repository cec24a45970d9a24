/** Hostile files sent to a server at work: it refuses them, changes nothing, stays small and answers others. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { ROOT, ensureBuilt } from '../../src/cli/built.ts';
import { quantile } from '../bench/figure.ts';
import { seeded } from '../bench/support/seeded.ts';
import { serve, untilQuiet, type Server } from '../bench/support/server.ts';
import { Visitor } from '../bench/support/visitor.ts';
import { remove } from '../e2e/installation.ts';
import { filled, followed, MIB } from './crafted-texts.ts';
import { hostileFiles } from './files.ts';
import { READERS } from './readers.ts';
import { sendFile, type Sent } from './sending.ts';

const STUDY = 'demo';
const MOST_GROWTH = 200 * MIB;
const MOST_P99_MS = 1_000;
const ASKED_EVERY_MS = 50;

type File = Omit<Sent, 'dryRun'>;

/** Whose files are sent, and as what. */
const AS: Record<string, Omit<File, 'bytes'>> = {
	'kit zip': { about: 'cases', name: 'kit.zip' },
	'tables zip': { about: 'cases', name: 'tables.zip' },
	'cases.xlsx': { about: 'cases', name: 'cases.xlsx' },
	'ratings.csv': { about: 'ratings', name: 'ratings.csv' },
	'ratings.xlsx': { about: 'ratings', name: 'ratings.xlsx' }
};

/** What every rating, case and person of the installation is, as one number. */
function contentsOf(data: string): string {
	const file = new Sqlite(join(data, 'primum.sqlite'), { readonly: true });
	const hash = createHash('sha256');
	const tables = ['studies', 'members', 'cases', 'actions', 'groups', 'variants', 'assignments'];
	for (const table of [...tables, 'ratings', 'revisions', 'staged_ratings', 'imports']) {
		for (const row of file.prepare(`select * from ${table} order by 1`).iterate()) {
			hash.update(JSON.stringify(row));
		}
	}
	file.close();
	return hash.digest('hex');
}

/** Asks for pages all the while, until told to stop. */
async function askingMeanwhile(visitor: Visitor, isOver: () => boolean): Promise<number[]> {
	const times: number[] = [];
	while (!isOver()) {
		times.push((await visitor.get(`/studies/${STUDY}`)).ms);
		await setTimeout(ASKED_EVERY_MS);
	}
	return times;
}

/** Files that can be no part of the study, so that each has to be refused. */
async function* filesToSend(count: number, seed: number): AsyncGenerator<File & { what: string }> {
	yield {
		what: '100 MiB',
		about: 'ratings',
		name: 'ratings.csv',
		bytes: filled(100 * MIB, 'a,b\n')
	};
	const head = 'case,action,rater,score\n';
	const long = followed(head, 63 * MIB, 'Nobody,1,A,5\n');
	yield { what: '63 MiB of rows', about: 'ratings', name: 'ratings.csv', bytes: long };
	const readers = READERS.filter(({ name }) => name in AS);
	const each = Math.ceil(count / readers.length);
	for (const reader of readers) {
		for await (const { name, bytes } of hostileFiles(reader, { count: each, seed, large: false })) {
			yield { what: `${reader.name}, ${name}`, ...AS[reader.name]!, bytes };
		}
	}
}

/** @returns a line of figures, and what was not as it should be */
export async function overHttp(
	count: number,
	seed: number
): Promise<{ files: number; figures: string; faults: string[] }> {
	await ensureBuilt(ROOT, (text) => console.error(text));
	const server = await serve(await seeded(1, false, (text) => console.error(text)));
	try {
		return await sendAll(server, count, seed);
	} finally {
		await remove(server);
	}
}

async function sendAll(server: Server, count: number, seed: number) {
	const coordinator = await Visitor.signedIn(server.origin, 'coordinator@demo.example');
	const other = await Visitor.signedIn(server.origin, 'rater3@demo.example');
	await untilQuiet(server);
	const before = { rss: (await server.read()).rss, contents: contentsOf(server.data) };
	let isOver = false;
	const asking = askingMeanwhile(other, () => isOver);
	const faults: string[] = [];
	let [files, taken] = [0, 0];
	const at = { origin: server.origin, visitor: coordinator };
	for await (const { what, ...file } of filesToSend(count, seed)) {
		files += 1;
		// A file that came through its changes as it was is taken by the check, and would rightly be imported.
		for (const dryRun of [true, false]) {
			const outcome = await sendFile(at, STUDY, { ...file, dryRun });
			if (outcome === 'taken' && dryRun) {
				taken += 1;
				break;
			}
			if (outcome === 'taken') faults.push(`${what}: imported, though the check refused it`);
			else if (outcome !== 'refused') faults.push(`${what}: ${outcome.fault}`);
		}
	}
	isOver = true;
	const p99 = quantile(await asking, 0.99);
	const { peakRss } = await server.read();
	const growth = peakRss - before.rss;
	await untilQuiet(server);
	const isSame = contentsOf(server.data) === before.contents;
	if (!isSame) faults.push('rows were changed by files that were refused');
	if (growth >= MOST_GROWTH) faults.push(`memory grew by ${(growth / MIB).toFixed(0)} MiB`);
	if (p99 >= MOST_P99_MS) faults.push(`p99 of others was ${p99.toFixed(0)} ms`);
	await Promise.all([coordinator.close(), other.close()]);
	const figures = `${files - taken} refused, ${taken} taken, rows ${isSame ? 'unchanged' : 'changed'}, memory +${(growth / MIB).toFixed(0)} MiB, p99 of others ${p99.toFixed(0)} ms`;
	return { files, figures, faults };
}
