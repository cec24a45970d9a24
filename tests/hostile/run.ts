/**
 * `npm run hostile`: 500 hostile files for every reader, each reader in a process of its own whose memory is watched.
 * Prints a line a reader and, at the end, how many files passed. `npm run hostile -- zip --count 100 --seed 3`: the readers
 * with such a name, other numbers; `http`: those that are sent to a server at work.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Report } from './one.ts';
import { overHttp } from './over-http.ts';
import { READERS } from './readers.ts';

const { positionals, values } = parseArgs({
	allowPositionals: true,
	options: {
		count: { type: 'string', default: '500' },
		seed: { type: 'string', default: '1' }
	}
});

/** One file that takes longer than this has hung its reader up. */
const MOST_SILENT_MS = 300_000;

/** Tries one reader; what it has not said when it ends, by whatever cause, has failed. */
function tried(place: number): Promise<Report> {
	const child = spawn(
		process.execPath,
		['--expose-gc', join(import.meta.dirname, 'one.ts'), String(place), values.count, values.seed],
		{ stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }
	);
	let report: Report = {
		files: 0,
		refused: 0,
		read: 0,
		slowest: 0,
		slowestName: '',
		growth: 0,
		faults: []
	};
	let last = '';
	const watch = setTimeout(() => child.kill('SIGKILL'), MOST_SILENT_MS);
	child.on('message', (message: Report | string) => {
		watch.refresh();
		if (typeof message === 'string') last = message;
		else report = message;
	});
	return new Promise((resolve) =>
		child.on('exit', (code, signal) => {
			clearTimeout(watch);
			if (code === 0) return resolve(report);
			const fault = `ended with ${signal ?? String(code)} at "${last}"`;
			resolve({ ...report, faults: [...report.faults, fault] });
		})
	);
}

const cells = (...all: (string | number)[]) =>
	all.map((cell, at) => (at === 0 ? String(cell).padEnd(32) : String(cell).padStart(9))).join(' ');

console.log(cells('reader', 'files', 'refused', 'read', 'CPU ms', 'MiB'));
let [passed, failed] = [0, 0];
for (const [place, { name }] of READERS.entries()) {
	if (positionals.length > 0 && !positionals.some((part) => name.includes(part))) continue;
	const { files, refused, read, slowest, slowestName, growth, faults } = await tried(place);
	const grown = (growth / 1024 / 1024).toFixed(0);
	console.log(`${cells(name, files, refused, read, slowest.toFixed(0), grown)}  ${slowestName}`);
	for (const fault of faults) console.log(`  ${fault.slice(0, 2_000)}`);
	failed += faults.length;
	passed += Math.max(0, files - faults.length);
}
if (positionals.length === 0 || positionals.includes('http')) {
	const { files, figures, faults } = await overHttp(Number(values.count), Number(values.seed));
	console.log(`over HTTP: ${figures}`);
	for (const fault of faults) console.log(`  ${fault}`);
	failed += faults.length;
	passed += Math.max(0, files - faults.length);
}
console.log(`${passed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;
