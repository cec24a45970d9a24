/** F12: a command that changes much is killed in the middle. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import Sqlite from 'better-sqlite3';
import { ROOT } from '../../src/cli/built.ts';
import { install, remove, type Installation } from '../e2e/installation.ts';
import { between, holds, type Fault } from './fault.ts';
import { aFolder, assertSound } from './server.ts';

/** Runs `primum` to its end, or kills it after a while. @returns how long it ran, and whether it was killed */
async function run(
	data: string,
	args: readonly string[],
	killedAfter?: number
): Promise<{ ms: number; isKilled: boolean; code: number | null }> {
	const began = performance.now();
	const child = spawn(process.execPath, [join(ROOT, 'src/cli/primum.js'), ...args], {
		env: { ...process.env, PRIMUM_DATA: data },
		stdio: 'ignore'
	});
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	if (killedAfter !== undefined) {
		await Promise.race([ended, setTimeout(killedAfter)]);
		child.kill('SIGKILL');
	}
	await ended;
	const isKilled = child.signalCode !== null;
	return { ms: performance.now() - began, isKilled, code: child.exitCode };
}

/** Runs a command once to its end, and then kills it as often at some moment of the time that it took. */
async function killAtAnyMoment(
	times: number,
	start: (time: number) => { data: string; args: readonly string[] },
	look: (data: string) => Promise<void> | void = () => {}
): Promise<number> {
	let cut = 0;
	let took = 0;
	for (let time = 0; time <= times; time += 1) {
		const { data, args } = start(time);
		const ran = await run(data, args, time === 0 ? undefined : between(0.2, 0.95) * took);
		if (time === 0) {
			holds(ran.code === 0, `primum ${args.join(' ')} ended with ${ran.code}.`);
			took = ran.ms;
		}
		if (ran.isKilled) cut += 1;
		await look(data);
	}
	holds(cut > 0, 'None was cut: each had ended before.');
	return cut;
}

export const killedInside: Fault = {
	name: 'F12',
	what: 'kill -9 inside import, release, backup and migration',
	run: async (length) => {
		const times = length === 'short' ? 6 : 60;
		const data = await aFolder(1);
		const kit = join(mkdtempSync(join(tmpdir(), 'primum-faults-')), 'kit');
		const server = await install('serve', { data });
		let cut = 0;
		try {
			const out = await server.primum(
				'export',
				...['--study', 'demo'],
				...['--format', 'kit'],
				...['--out', kit]
			);
			holds(out.code === 0, out.stderr);
			const ofDemo = ['--study', 'demo'];
			for (const args of [
				(time: number) => ['import', kit, '--study', `again-${time}`, '--create'],
				(time: number) => ['release', 'create', ...ofDemo, '--note', `Time ${time}.`],
				() => ['backup']
			]) {
				cut += await killAtAnyMoment(times, (time) => ({ data, args: args(time) }));
			}
			await assertSound(server);
			await assertNoneIsHalf(server);
		} finally {
			await remove(server);
			rmSync(join(kit, '..'), { recursive: true, force: true });
		}
		cut += await migrationsCut(times);
		return `${cut} of ${times * 4} cut in the middle; old or new state each time, never half`;
	}
};

/** Studies that were imported, releases and backups: each is whole, or not there. */
async function assertNoneIsHalf({ data, primum }: Installation): Promise<void> {
	const file = new Sqlite(join(data, 'primum.sqlite'), { readonly: true });
	const numbers = file.prepare('select number from releases order by number').pluck().all();
	const studies = file
		.prepare(
			'select s.slug, count(c.id) as cases from studies s left join cases c on c.study_id = s.id group by s.id'
		)
		.all() as { slug: string; cases: number }[];
	file.close();
	// The first was imported to its end.
	const whole = studies.find(({ slug }) => slug === 'again-0')!.cases;
	for (const { slug, cases } of studies.filter((one) => one.slug.startsWith('again-'))) {
		holds(
			cases === 0 || cases === whole,
			`${slug} has ${cases} of ${whole} cases: half an import.`
		);
	}
	for (const number of numbers) {
		const { code, stderr } = await primum('verify', `demo:${String(number)}`);
		holds(code === 0, `Release ${String(number)} is not whole: ${stderr}`);
	}
	const folder = join(data, 'backups');
	for (const name of readdirSync(folder).filter((one) => one.endsWith('.backup'))) {
		const { code, stderr } = await primum('restore', join(folder, name), '--check');
		holds(code === 0, `A backup is not whole: ${stderr}`);
	}
}

const OLD = join(ROOT, 'tests/contract/databases/0.1.0-0003.sqlite.gz');

/** Kills commands that migrate first, and looks whether the next one goes on from the old or the new state. */
async function migrationsCut(times: number): Promise<number> {
	const folders: string[] = [];
	const args = ['study', 'list'];
	try {
		return await killAtAnyMoment(
			times,
			() => {
				const data = mkdtempSync(join(tmpdir(), 'primum-faults-'));
				folders.push(data);
				writeFileSync(join(data, 'primum.sqlite'), gunzipSync(readFileSync(OLD)));
				return { data, args };
			},
			async (data) => {
				const { code } = await run(data, args);
				holds(code === 0, `After a migration that was cut, primum ended with ${code}.`);
				holds(
					ratingsIn(data) === ratingsIn(folders[0]!),
					'A migration that was cut changed ratings.'
				);
			}
		);
	} finally {
		for (const folder of folders) rmSync(folder, { recursive: true, force: true });
	}
}

function ratingsIn(data: string): string {
	const client = new Sqlite(join(data, 'primum.sqlite'), { readonly: true });
	const asked = 'select id, action_id, score, version from ratings order by id';
	const rows = client.prepare(asked).all();
	client.close();
	return JSON.stringify(rows);
}
