/**
 * Runs inside a measured server, before it (`node --import`), and answers the benchmark over the channel
 * between the two processes, so that the product holds no code for being measured.
 *
 * The delay of the event loop is taken by a timer that looks when it is called, as `monitorEventLoopDelay`
 * does; unlike that, it leaves out the time for which the thread waited for a core.
 */
import { readFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { waitingClock } from './waiting.ts';

/** What a server has done since the last reading. */
export type Reading = {
	/** Milliseconds of CPU, of all its threads. */
	cpuMs: number;
	/** The longest time the main thread let its events wait, in milliseconds. */
	blockedMs: number;
	/** The most CPU it used meanwhile, in milliseconds: on a busy machine it tells more. */
	blockedCpuMs: number;
	/** For how long the main thread was ready to run and had no core, in milliseconds. */
	waitedMs: number;
	/** Bytes in memory now. */
	rss: number;
	/** Bytes in memory at most, since the process began. */
	peakRss: number;
};

const TICK_MS = 2;

/** Milliseconds of CPU that this thread has used. */
function cpuOfThread(): number {
	const { user, system } = process.threadCpuUsage();
	return (user + system) / 1000;
}

/** What `resourceUsage` tells begins with the size of the process that started this one. */
function peakRss(): number {
	try {
		const status = readFileSync('/proc/self/status', 'utf8');
		return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)![1]) * 1024;
	} catch {
		return process.resourceUsage().maxRSS * 1024;
	}
}

function listen(): void {
	const waited = waitingClock();
	let last = performance.now();
	let lastWaited = waited();
	let readWaited = lastWaited;
	let lastCpu = cpuOfThread();
	let blockedMs = 0;
	let blockedCpuMs = 0;
	let cpu = process.cpuUsage();
	const tick = () => {
		const now = performance.now();
		const nowWaited = waited();
		blockedMs = Math.max(blockedMs, now - last - TICK_MS - (nowWaited - lastWaited));
		const nowCpu = cpuOfThread();
		blockedCpuMs = Math.max(blockedCpuMs, nowCpu - lastCpu);
		last = now;
		lastWaited = nowWaited;
		lastCpu = nowCpu;
	};
	setInterval(tick, TICK_MS).unref();
	process.on('message', () => {
		tick();
		const { user, system } = process.cpuUsage(cpu);
		const reading: Reading = {
			cpuMs: (user + system) / 1000,
			blockedMs,
			blockedCpuMs,
			waitedMs: lastWaited - readWaited,
			rss: process.memoryUsage.rss(),
			peakRss: peakRss()
		};
		process.send!(reading);
		blockedMs = 0;
		blockedCpuMs = 0;
		readWaited = lastWaited;
		cpu = process.cpuUsage();
	});
	// Being measured must not keep a server alive that wants to end.
	process.channel!.unref();
}

if (isMainThread && process.send !== undefined) listen();
