import { describe, expect, it } from 'vitest';
import { encode } from '#lib/formats/files.ts';
import { chosen } from './upload.ts';

function form(field: string, names: string[], paths: string[] = []): FormData {
	const data = new FormData();
	for (const name of names) data.append(field, new File([`the bytes of ${name}`], name));
	for (const path of paths) data.append('paths', path);
	return data;
}

const pathsOf = async (data: FormData) => [...(await chosen(data)).keys()];

describe('chosen', () => {
	it('takes tables by name', async () => {
		const files = await chosen(form('files', ['cases.csv', 'actions.csv']));
		expect([...files.keys()]).toEqual(['cases.csv', 'actions.csv']);
		expect(files.get('actions.csv')).toEqual(encode('the bytes of actions.csv'));
	});

	it('puts the folders back', async () => {
		const names = ['items.jsonl', 'Card001.json'];
		const paths = ['my kit/dataset/items.jsonl', 'my kit/dataset/rubrics/Card001.json'];
		expect(await pathsOf(form('folder', names, paths))).toEqual(paths);
	});

	it('takes a zip as it is', async () => {
		const files = await chosen(form('files', ['Kit.ZIP']));
		expect([...files]).toEqual([['Kit.ZIP', encode('the bytes of Kit.ZIP')]]);
	});

	it('refuses nothing, a zip with more, and two files of one path', async () => {
		await expect(chosen(form('files', []))).rejects.toThrow('Choose a file');
		await expect(chosen(form('files', ['a.zip', 'cases.csv']))).rejects.toThrow('one zip archive');
		await expect(chosen(form('files', ['cases.csv', 'cases.csv']))).rejects.toThrow(
			'There are two files cases.csv'
		);
	});
});
