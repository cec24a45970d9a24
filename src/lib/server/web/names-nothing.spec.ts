import { expect, it } from 'vitest';
import { namesNothing } from './names-nothing.ts';

const at = (path: string) => namesNothing(new URL(path, 'https://primum.example'));

it('lets every address of Primum pass', () => {
	for (const path of [
		'/',
		'/studies/demo/cases/Card%20001',
		'/accounts?/disable',
		'/cases?a=%00'
	]) {
		expect(at(path), path).toBe(false);
	}
});

it('stops what a database or the framework would fail on', () => {
	for (const path of [
		'/studies/%00',
		'/studies/a%00b/cases',
		'/sign-in?/default',
		'/?a&/default='
	]) {
		expect(at(path), path).toBe(true);
	}
});
