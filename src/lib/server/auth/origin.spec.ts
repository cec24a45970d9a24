import { describe, expect, it } from 'vitest';
import { isOwnRequest } from './origin.ts';

const own = 'https://primum.example.org';

describe('isOwnRequest', () => {
	it.each(['GET', 'HEAD', 'OPTIONS'])('answers a %s from anywhere', (method) => {
		expect(isOwnRequest(method, 'https://elsewhere.example', own)).toBe(true);
		expect(isOwnRequest(method, null, own)).toBe(true);
	});

	it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('answers a %s from its own pages only', (method) => {
		expect(isOwnRequest(method, own, own)).toBe(true);
		expect(isOwnRequest(method, 'https://elsewhere.example', own)).toBe(false);
		expect(isOwnRequest(method, 'http://primum.example.org', own)).toBe(false);
		expect(isOwnRequest(method, 'null', own)).toBe(false);
		expect(isOwnRequest(method, null, own)).toBe(false);
	});
});
