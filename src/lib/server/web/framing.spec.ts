import { expect, it } from 'vitest';
import { allowFrames } from './framing.ts';

const strict = () =>
	new Headers({
		'content-security-policy': "default-src 'self'; frame-ancestors 'none'; base-uri 'none'",
		'x-frame-options': 'DENY'
	});

it('lets any site frame a page of that kind', () => {
	const headers = strict();
	allowFrames('/(framed)/embed/leaderboards/[slug]/[release]', headers);
	expect([...headers]).toEqual([
		['content-security-policy', "default-src 'self'; frame-ancestors *; base-uri 'none'"]
	]);
});

it.each([null, '/', '/(board)/leaderboards/[slug]/[release]', '/embed', '/(study)/(framed)/x'])(
	'leaves %s as strict as it is',
	(route) => {
		const headers = strict();
		allowFrames(route, headers);
		expect([...headers]).toEqual([...strict()]);
	}
);

it('opens nothing where no policy says who may frame it', () => {
	const headers = new Headers({ 'x-frame-options': 'DENY' });
	allowFrames('/(framed)/embed/leaderboards/[slug]/[release]', headers);
	expect(headers.get('x-frame-options')).toBe('DENY');
});
