import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openApp, readConfig } from './config.ts';

describe('readConfig', () => {
	it('is this machine only unless told otherwise', () => {
		expect(readConfig({})).toMatchObject({
			host: '127.0.0.1',
			port: 3000,
			origin: 'http://localhost:3000',
			demo: false
		});
	});

	it('takes what the environment says, and lets the address follow the port', () => {
		const env = { HOST: '0.0.0.0', PORT: '8080', ORIGIN: 'https://primum.example.org' };
		expect(readConfig(env)).toMatchObject({
			host: '0.0.0.0',
			port: 8080,
			origin: 'https://primum.example.org'
		});
		expect(readConfig({ PORT: '8080' }).origin).toBe('http://localhost:8080');
	});

	it.each([
		['https://primum.example.org/', 'https://primum.example.org'],
		['https://Primum.Example.org:443', 'https://primum.example.org'],
		['http://localhost:3000/', 'http://localhost:3000']
	])('reads ORIGIN=%s as %s, which links begin with', (ORIGIN, origin) => {
		expect(readConfig({ ORIGIN }).origin).toBe(origin);
	});

	it.each([
		'https://example.org/primum',
		'https://example.org/primum/',
		'https://example.org/?a=b',
		'https://example.org/#top',
		'https://someone@example.org'
	])('refuses ORIGIN=%s, at which nothing would be served', (ORIGIN) => {
		expect(() => readConfig({ ORIGIN })).toThrow(
			/^The environment variable ORIGIN must end after the host, .*\.$/
		);
	});

	it.each(['primum.example.org', 'ftp://example.org', '', 'http://'])(
		'refuses ORIGIN=%j, which is no address',
		(ORIGIN) => {
			expect(() => readConfig({ ORIGIN })).toThrow('ORIGIN must be an address');
		}
	);

	it.each(['', '0', '70000', '99999999999', 'http', '3000.5', '-1', '3e3'])(
		'refuses PORT=%j',
		(PORT) => {
			expect(() => readConfig({ PORT })).toThrow(
				/^The environment variable PORT must be a number from 1 to 65535\.$/
			);
		}
	);

	it.each([
		[{ DATABASE_URL: 'mysql://a@b/c' }, 'DATABASE_URL must begin with postgres://'],
		[{ DATABASE_URL: 'postgres://a:b/c#@d:e/f' }, 'DATABASE_URL must be postgres://user'],
		[{ HOST: '' }, 'HOST must name an address'],
		[{ PRIMUM_DATA: '' }, 'PRIMUM_DATA must name a folder'],
		[{ PRIMUM_DEMO: 'perhaps' }, 'PRIMUM_DEMO must be true or false'],
		[{ PRIMUM_LOG: 'loud' }, 'PRIMUM_LOG must be debug, info']
	])('says a sentence about %j', (env, sentence) => {
		expect(() => readConfig(env)).toThrow(sentence);
	});
});

describe('openApp', () => {
	let root = '';
	beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'primum-config-'))));
	afterEach(() => rmSync(root, { recursive: true }));

	const open = (folder: string) =>
		openApp(readConfig({ PRIMUM_DATA: folder, PRIMUM_LOG: 'silent' }));

	it('makes the data folder, for its owner only, and leaves one that is there', async () => {
		const folder = join(root, 'deep', 'data');
		await open(folder).db.close();
		expect(statSync(folder).mode & 0o777).toBe(0o700);
		chmodSync(folder, 0o750);
		await open(folder).db.close();
		expect(statSync(folder).mode & 0o777).toBe(0o750);
	});

	it('says why a data folder cannot be made', () => {
		const file = join(root, 'file');
		writeFileSync(file, '');
		for (const folder of [file, join(file, 'data'), join(file, 'deep', 'data')]) {
			expect(() => open(folder)).toThrow(
				`The data folder ${folder} cannot be used: a part of that path is a file. ` +
					'Choose another with PRIMUM_DATA or --data.'
			);
		}
		expect(() => open(join(root, 'x'.repeat(300)))).toThrow('a name in that path is too long');
	});

	// Only there: a folder in which the system makes no other, which Node's own recursive call never leaves.
	it.runIf(process.platform === 'linux')('does not try for ever', () => {
		expect(() => open('/proc/primum/data')).toThrow('no folder can be made there');
	});
});
