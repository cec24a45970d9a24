import { describe, expect, it } from 'vitest';
import { encode, type Files } from '#lib/formats/files.ts';
import { chosen } from './upload.ts';

function form(field: string, names: string[], paths: string[] = []): FormData {
	const data = new FormData();
	for (const name of names) data.append(field, new File([`the bytes of ${name}`], name));
	for (const path of paths) data.append('paths', path);
	return data;
}

async function filesOf(data: FormData): Promise<Files> {
	const sent = await chosen(data);
	if ('zip' in sent) throw new Error('It was taken for a zip.');
	return sent.files;
}

const pathsOf = async (data: FormData) => [...(await filesOf(data)).keys()];

describe('chosen', () => {
	it('takes tables by name', async () => {
		const files = await filesOf(form('files', ['cases.csv', 'actions.csv']));
		expect([...files.keys()]).toEqual(['cases.csv', 'actions.csv']);
		expect(files.get('actions.csv')).toEqual(encode('the bytes of actions.csv'));
	});

	it('puts the folders back', async () => {
		const names = ['items.jsonl', 'Card001.json'];
		const paths = ['my kit/dataset/items.jsonl', 'my kit/dataset/rubrics/Card001.json'];
		expect(await pathsOf(form('folder', names, paths))).toEqual(paths);
	});

	it('leaves a zip as it is', async () => {
		expect(await chosen(form('files', ['Kit.ZIP']))).toEqual({
			zip: encode('the bytes of Kit.ZIP')
		});
	});

	it('refuses nothing, and a zip with more', async () => {
		await expect(chosen(form('files', []))).rejects.toThrow('Choose a zip archive');
		await expect(chosen(form('files', ['a.zip', 'cases.csv']))).rejects.toThrow('one zip archive');
	});
});
