/** `primum tokens`: made in somebody's name, listed without what they are, and revoked. */
import { expect, it } from 'vitest';
import { aTerminal } from './cli-run.ts';

const { primum } = aTerminal();

const json = async (...args: string[]) =>
	JSON.parse((await primum(...args, '--json')).stdout) as Record<string, never>;

it('makes, lists and revokes a token', async () => {
	await primum('study', 'create', 'sound');
	const people = ['members', 'add', '--study', 'sound', '--email'];
	await primum(...people, 'ada@hospital.example', '--name', 'Ada', '--role', 'coordinator');
	await primum(...people, 'ben@hospital.example', '--name', 'Ben', '--role', 'rater');
	const add = ['tokens', 'add', '--study', 'sound', '--name', 'Nightly fetch', '--email'];

	const made = await json(...add, 'ada@hospital.example', '--days', '30');
	expect(made).toMatchObject({ study: 'sound', name: 'Nightly fetch', scope: 'read' });
	expect(made['token']).toMatch(/^primum_[\w-]{43}$/);

	const { stdout } = await primum('tokens', 'list', '--study', 'sound');
	expect(stdout).toMatch(/Nightly fetch +\.\.\..{4} +read +Ada +live +\d{4}-\d\d-\d\d .* never/);
	expect(stdout).not.toContain(made['token']);

	const refused = await primum(...add, 'ben@hospital.example');
	expect([refused.code, refused.stderr]).toEqual([
		1,
		expect.stringContaining('does not include this')
	]);
	const nobody = await primum(...add, 'eve@hospital.example');
	expect([nobody.code, nobody.stderr]).toEqual([
		1,
		expect.stringContaining('eve@hospital.example')
	]);
	expect((await primum(...add, 'ada@hospital.example', '--days', '900')).code).toBe(2);

	const id = String(made['id']);
	const revoked = await primum('tokens', 'revoke', id, '--study', 'sound');
	expect(revoked).toMatchObject({ code: 0, stderr: '' });
	expect(revoked.stdout).toContain('The token "Nightly fetch" is revoked');
	expect((await primum('tokens', 'revoke', id, '--study', 'sound')).code).toBe(1);
	expect(await json('tokens', 'list', '--study', 'sound')).toMatchObject({
		tokens: [{ name: 'Nightly fetch', owner: 'Ada', state: 'revoked' }]
	});
});
