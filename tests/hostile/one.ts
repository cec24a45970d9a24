/** Tries one reader with hostile files and reports to `run.ts`: the reader's place, how many files, the seed. */
import { readFileSync, writeFileSync } from 'node:fs';
import { hostileFiles } from './files.ts';
import { READERS } from './readers.ts';
import { tryFile } from './trying.ts';

/** What came of all the files of a reader. */
export type Report = {
	files: number;
	refused: number;
	read: number;
	/** Milliseconds that the slowest took, and which it was. */
	slowest: number;
	slowestName: string;
	/** Bytes by which memory grew over what the file itself takes, at most. */
	growth: number;
	faults: string[];
};

const MIB = 1024 * 1024;
const MOST_GROWTH = 200 * MIB;
/** A file takes a thread of its own for as long; a server answers others meanwhile. Of CPU. */
const MOST_MS = 15_000;

/** The most memory this process has held since `forget`; the present memory where nobody counts it. */
function peak(): number {
	try {
		const status = readFileSync('/proc/self/status', 'utf8');
		return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)![1]) * 1024;
	} catch {
		return process.memoryUsage.rss();
	}
}

function forget(): void {
	try {
		writeFileSync('/proc/self/clear_refs', '5');
	} catch {
		// Elsewhere the peak of the whole run is told.
	}
}

const [place, count, seed] = process.argv.slice(2).map(Number) as [number, number, number];
const reader = READERS[place]!;
const report: Report = {
	files: 0,
	refused: 0,
	read: 0,
	slowest: 0,
	slowestName: '',
	growth: 0,
	faults: []
};
for await (const file of hostileFiles(reader, { count, seed, large: true })) {
	process.send!(file.name);
	gc!();
	forget();
	const before = process.memoryUsage.rss();
	const { how, fault, ms } = await tryFile(reader, file);
	const growth = Math.max(0, peak() - before);
	report.files += 1;
	report[how] += 1;
	if (ms > report.slowest) Object.assign(report, { slowest: ms, slowestName: file.name });
	report.growth = Math.max(report.growth, growth);
	const faults = [
		...(fault === null ? [] : [fault]),
		...(growth < MOST_GROWTH ? [] : [`memory grew by ${(growth / MIB).toFixed(0)} MiB`]),
		...(ms < MOST_MS ? [] : [`took ${ms.toFixed(0)} ms`])
	];
	if (faults.length > 0) report.faults.push(`${file.name}: ${faults.join('; ')}`);
}
process.send!(report);
process.disconnect();
