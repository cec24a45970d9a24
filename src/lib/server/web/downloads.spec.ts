import { describe, expect, it } from 'vitest';
import { download } from './downloads.ts';

const archive = { name: 'study-release-1.zip', bytes: new Uint8Array([80, 75]), sha256: 'ab12' };

describe('download', () => {
	it('sends the bytes under their name, with the hash as ETag', async () => {
		const response = download(archive, new Headers());
		expect(response.headers.get('content-disposition')).toBe(
			'attachment; filename="study-release-1.zip"'
		);
		expect(response.headers.get('etag')).toBe('"ab12"');
		expect(new Uint8Array(await response.arrayBuffer())).toEqual(archive.bytes);
	});

	it('sends nothing to who has it', async () => {
		const response = download(archive, new Headers({ 'if-none-match': '"ab12"' }));
		expect(response.status).toBe(304);
		expect(await response.text()).toBe('');
	});

	it('has no ETag where no hash is known', () => {
		const { name, bytes } = archive;
		expect(download({ name, bytes }, new Headers()).headers.has('etag')).toBe(false);
	});
});
