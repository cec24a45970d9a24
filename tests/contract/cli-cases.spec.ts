import { expect, it } from 'vitest';
import { aTerminal, KIT } from './cli-run.ts';

const { primum, put } = aTerminal();

const run = async (...args: string[]) => {
	const { code, stdout, stderr } = await primum(...args);
	expect(code, stderr).toBe(0);
	return stdout;
};
const json = async (...args: string[]) => JSON.parse(await run(...args, '--json'));

const TABLES = {
	'cases.csv': 'case,specialty,presentation\nCard001,Card,"A rash, invented."\n',
	'actions.csv': 'case,number,text,category\nCard001,1,Wait,Counseling\nCard001,2,Go,Procedure\n'
};

it('lists, mends, withdraws, restores and deletes, and says no in a sentence', async () => {
	await run('import', put('tables', TABLES), '--study', 'care', '--create');
	const of = (verb: string, ...rest: string[]) => [
		'cases',
		verb,
		'Card001',
		'--study',
		'care',
		...rest
	];
	expect(await run(...of('mend', '--action', '1', '--text', 'Wait a day'))).toBe(
		'Action 1 of Card001: changed.\n'
	);
	const listed = await json('cases', 'list', '--study', 'care', '--find', 'wait A day');
	expect(listed.cases).toMatchObject({ of: 1, rows: [{ externalId: 'Card001', actions: 2 }] });
	await run(...of('withdraw', '--action', '2', '--reason', 'Twice.'));
	expect(await run(...of('withdraw', '--reason', 'Twice.'))).toContain('Card001 is withdrawn.');
	expect(await run('cases', 'list', '--study', 'care', '--show', 'withdrawn')).toContain(
		'withdrawn'
	);
	await run(...of('restore'));
	await run(...of('restore', '--action', '2'));
	const refused = await primum(...of('restore'));
	expect([refused.code, refused.stderr]).toEqual([1, 'Card001 is not withdrawn.\n']);
	await run(...of('delete', '--action', '2'));
	expect(await run(...of('delete'))).toBe('Card001 was deleted.\n');
	expect((await json('cases', 'list', '--study', 'care')).cases.of).toBe(0);
});

it('imports with what it leaves alone named, and withdraws it when told to', async () => {
	await run('import', KIT, '--study', 'left', '--create');
	const tables = put('left', TABLES);
	const left = await json('import', tables, '--study', 'left', '--rewording', 'mend');
	expect(left).toMatchObject({ withdrawn: { of: 0 } });
	expect(left.leftAlone.of).toBeGreaterThan(0);
	const unsaid = await primum('import', tables, '--study', 'left', '--withdraw-missing');
	expect(unsaid.stderr).toContain('Say why the cases that are not in the file are withdrawn.');
	const told = ['--withdraw-missing', '--reason', 'Another set.'];
	expect(await run('import', tables, '--study', 'left', ...told)).toContain(
		`Withdrawn: ${left.leftAlone.of} cases, `
	);
});
