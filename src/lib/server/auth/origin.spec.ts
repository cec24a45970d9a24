import { describe, expect, it } from 'vitest';
import { isOneClick, isOwnRequest } from './origin.ts';

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

describe('isOneClick', () => {
	it('lets a mail program end reminders, and no page of anybody else', () => {
		expect(isOneClick('/(public)/unsubscribe/[token]', null)).toBe(true);
		expect(isOneClick('/(public)/unsubscribe/[token]', 'https://elsewhere.example')).toBe(false);
		expect(isOneClick('/(public)/unsubscribe/[token]', 'null')).toBe(false);
	});

	it('lets nothing else through', () => {
		expect(isOneClick('/(rater)/me', null)).toBe(false);
		expect(isOneClick(null, null)).toBe(false);
	});
});
