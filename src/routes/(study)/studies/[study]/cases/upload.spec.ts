import { describe, expect, it } from 'vitest';
import { encode } from '#lib/formats/files.ts';
import { zip } from '#lib/formats/zip.ts';
import { chosen } from './upload.ts';

function form(field: string, names: string[], paths: string[] = []): FormData {
	const data = new FormData();
	for (const name of names) data.append(field, new File([`the bytes of ${name}`], name));
	for (const path of paths) data.append('paths', path);
	return data;
}

async function filesOf(data: FormData) {
	const sent = await chosen(data);
	if ('zip' in sent) throw new Error('A zip was sent.');
	return sent.files;
}

const pathsOf = async (data: FormData) => [...(await filesOf(data)).keys()];

describe('chosen', () => {
	it('takes tables by name', async () => {
		const files = await filesOf(form('files', ['cases.csv', 'actions.csv']));
		expect([...files.keys()]).toEqual(['cases.csv', 'actions.csv']);
		expect(files.get('actions.csv')).toEqual(encode('the bytes of actions.csv'));
	});

	it('puts the folders back and takes the one on top off', async () => {
		const names = ['items.jsonl', 'Card001.json'];
		const paths = ['my kit/dataset/items.jsonl', 'my kit/dataset/rubrics/Card001.json'];
		expect(await pathsOf(form('folder', names, paths))).toEqual([
			'dataset/items.jsonl',
			'dataset/rubrics/Card001.json'
		]);
	});

	it('keeps the folder dataset, which is part of the kit', async () => {
		const paths = ['dataset/items.jsonl', 'dataset/rubrics/Card001.json'];
		expect(await pathsOf(form('folder', ['items.jsonl', 'Card001.json'], paths))).toEqual(paths);
	});

	it('leaves a zip to whoever reads it', async () => {
		const data = new FormData();
		const bytes = zip(new Map([['kit/dataset/items.jsonl', encode('{}')]]));
		data.append('files', new File([new Uint8Array(bytes)], 'Kit.ZIP'));
		expect(await chosen(data)).toEqual({ zip: new Uint8Array(bytes) });
	});

	it('refuses nothing, and a zip with more', async () => {
		await expect(chosen(form('files', []))).rejects.toThrow('Choose a zip archive');
		await expect(chosen(form('files', ['a.zip', 'cases.csv']))).rejects.toThrow('one zip archive');
	});
});
