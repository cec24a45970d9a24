import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { Usage } from './failure.ts';
import { addressOf, assertFree } from './server.ts';

describe('addressOf', () => {
	it('is this machine only unless told otherwise', () => {
		expect(addressOf({})).toEqual({
			host: '127.0.0.1',
			port: 3000,
			origin: 'http://localhost:3000'
		});
	});

	it('takes what the environment says', () => {
		const env = { HOST: '0.0.0.0', PORT: '8080', ORIGIN: 'https://primum.example.org' };
		expect(addressOf(env)).toEqual({
			host: '0.0.0.0',
			port: 8080,
			origin: 'https://primum.example.org'
		});
		expect(addressOf({ PORT: '8080' }).origin).toBe('http://localhost:8080');
	});

	it.each(['', '0', '70000', 'http', '3000.5'])('refuses PORT=%j', (PORT) => {
		expect(() => addressOf({ PORT })).toThrow(Usage);
	});
});

it('assertFree names a port that is taken', async () => {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const address = { host: '127.0.0.1', port, origin: '' };
	await expect(assertFree(address)).rejects.toThrow(`Port ${port} is in use`);
	await new Promise((resolve) => server.close(resolve));
	await expect(assertFree(address)).resolves.toBeUndefined();
});
