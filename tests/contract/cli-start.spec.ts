/** Whoever sets something wrong reads one sentence that names it, and the command ends. */
import { createServer, type AddressInfo } from 'node:net';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { aTerminal, KIT, type Run } from './cli-run.ts';

const UNUSABLE =
	/^The data folder \S+ cannot be used: [^.\n]+\. Choose another with PRIMUM_DATA or --data\.$/;

/** One line, no stack. */
function sentence({ stderr }: Run): string {
	const lines = stderr.trimEnd().split('\n');
	expect(lines, stderr).toHaveLength(1);
	return lines[0]!;
}

const { put, folder, primum } = aTerminal();

describe('a data folder that cannot be made', () => {
	const file = join(put('in-the-way', { file: '' }), 'file');
	const below = join(file, 'below');
	// A folder in which the system makes no other, and Node's recursive call tries for ever.
	const never = process.platform === 'linux' ? '/proc/primum/data' : below;

	// All verbs make the folder by the same few lines: each is tried with one of the places.
	it.each([
		[never, ['serve']],
		[never, ['study', 'create', 'x']],
		[file, ['demo']],
		[file, ['seed']],
		[below, ['import', KIT, '--study', 'x', '--create']],
		[below, ['users', 'add', '--email', 'a@b.example', '--name', 'A']]
	])('%s for %j', async (place, args) => {
		const run = await primum(...args, '--data', place);
		expect(run).toMatchObject({ code: 1, stdout: '' });
		expect(sentence(run)).toMatch(UNUSABLE);
	});

	it('is no database to those that only read', async () => {
		const run = await primum('doctor', '--data', file);
		expect(run).toMatchObject({ code: 1, stdout: '' });
		expect(sentence(run)).toContain('There is no database in');
	});
});

it('a database that is a folder', async () => {
	const data = join(folder, 'folder-in-place');
	mkdirSync(join(data, 'primum.sqlite'), { recursive: true });
	const run = await primum('study', 'list', '--data', data);
	expect(run.code).toBe(1);
	expect(sentence(run)).toContain('primum.sqlite cannot be opened');
});

describe('where to listen', () => {
	it.each([
		['PORT', 'http', 'PORT must be a number from 1 to 65535'],
		['ORIGIN', 'https://example.org/primum', 'ORIGIN must end after the host'],
		['ORIGIN', 'example.org', 'ORIGIN must be an address']
	])('%s=%s is wrong usage', async (name, value, words) => {
		const wrong = aTerminal({ [name]: value });
		const run = await wrong.primum('serve');
		expect(run).toMatchObject({ code: 2, stdout: '' });
		expect(sentence(run)).toContain(words);
	});

	it('HOST that no machine has, and a PORT that is taken', async () => {
		const nowhere = await aTerminal({ HOST: 'no-such-host.invalid' }).primum('serve');
		expect(nowhere.code).toBe(1);
		expect(sentence(nowhere)).toContain('no known name');

		const server = createServer();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		const taken = await aTerminal({ PORT: String(port) }).primum('serve');
		await new Promise((resolve) => server.close(resolve));
		expect(taken.code).toBe(1);
		expect(sentence(taken)).toContain(`Port ${port} is in use`);
	});

	it('ORIGIN with a slash at its end gives links that work', async () => {
		const slash = aTerminal({ ORIGIN: 'https://primum.example/' });
		const { stdout } = await slash.primum('users', 'add', '--email', 'a@b.example', '--name', 'A');
		expect(stdout).toMatch(/^https:\/\/primum\.example\/join\/[\w-]{43}$/m);
	});

	it('PORT moves the links, too', async () => {
		const elsewhere = aTerminal({ PORT: '3105' });
		const person = ['--email', 'a@b.example', '--name', 'A'];
		const { stdout } = await elsewhere.primum('users', 'add', ...person);
		expect(stdout).toMatch(/^http:\/\/localhost:3105\/join\/[\w-]{43}$/m);
	});
});

describe('a PostgreSQL server that lets nobody in', () => {
	const { username, password, host } = new URL(inject('postgres'));

	it.each([
		['a wrong password', `postgres://${username}:s3cret@${host}/postgres`, 'user or the password'],
		[
			'no such database',
			`postgres://${username}:${password}@${host}/no_such`,
			'no database of that'
		],
		['nothing there', `postgres://${username}:s3cret@127.0.0.1:1/x`, 'nothing answers there'],
		['no such host', `postgres://${username}:s3cret@no-such-host.invalid/x`, 'name is not known']
	])('%s', async (_, url, words) => {
		const run = await aTerminal({ DATABASE_URL: url }).primum('study', 'create', 'x');
		expect(run).toMatchObject({ code: 1, stdout: '' });
		expect(sentence(run)).toContain(words);
		expect(run.stderr).not.toContain('s3cret');
	});
});
