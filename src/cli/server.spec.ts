import { createServer, type AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { assertFree } from './server.ts';

it('assertFree names a port that is taken', async () => {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const address = { host: '127.0.0.1', port };
	await expect(assertFree(address)).rejects.toThrow(`Port ${port} is in use`);
	await new Promise((resolve) => server.close(resolve));
	await expect(assertFree(address)).resolves.toBeUndefined();
});

it('assertFree names a host that no machine has', async () => {
	const unknown = assertFree({ host: 'no-such-host.invalid', port: 3000 });
	await expect(unknown).rejects.toThrow('HOST is "no-such-host.invalid"');
	// An address set aside for documentation, which no machine has.
	const elsewhere = assertFree({ host: '192.0.2.1', port: 3000 });
	await expect(elsewhere).rejects.toThrow('This machine has no address 192.0.2.1');
});
