import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
	askForVersion,
	Following,
	HIDDEN_MS,
	LATEST_MS,
	SOONEST_MS,
	type Answer
} from './following.svelte.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

/** A page that follows a server which gives these answers, the last of them from then on. */
function aPage(...answers: Answer[]) {
	const asked: number[] = [];
	const refreshed: number[] = [];
	const began = Date.now();
	const since = () => Date.now() - began;
	const following = new Following({
		ask: async () => {
			asked.push(since());
			return answers.length > 1 ? answers.shift()! : answers[0]!;
		},
		refresh: async () => {
			refreshed.push(since());
		},
		random: () => 1
	});
	following.start();
	return { following, asked, refreshed };
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('a page that follows', () => {
	it('asks less and less often while nothing is new', async () => {
		const { asked, refreshed } = aPage('same');
		await pass(600_000);
		const gaps = asked.map((at, index) => at - (asked[index - 1] ?? 0));
		expect(gaps.slice(0, 3)).toEqual([SOONEST_MS, 1.5 * SOONEST_MS, 2.25 * SOONEST_MS]);
		expect(Math.max(...gaps)).toBe(LATEST_MS);
		expect(gaps.at(-1)).toBe(LATEST_MS);
		expect(refreshed).toEqual([]);
	});

	it('fetches what is new once, and asks soon again', async () => {
		const { asked, refreshed } = aPage('same', 'same', 'changed', 'same');
		await pass(60_000);
		expect(refreshed).toEqual([asked[2]]);
		expect(asked[3]! - asked[2]!).toBe(SOONEST_MS);
	});

	it('asks seldom while nobody sees it, and at once when somebody does', async () => {
		const { following, asked } = aPage('same');
		following.setHidden(true);
		await pass(HIDDEN_MS - 1);
		expect(asked).toEqual([]);
		await pass(1);
		expect(asked).toEqual([HIDDEN_MS]);
		following.setHidden(false);
		await pass(0);
		expect(asked).toEqual([HIDDEN_MS, HIDDEN_MS]);
	});

	it('asks nothing without a network, says so, and looks at once when there is one', async () => {
		const { following, asked } = aPage('same');
		following.setOnline(false);
		expect(following.state).toBe('offline');
		await pass(600_000);
		expect(asked).toEqual([]);
		following.setOnline(true);
		expect(following.state).toBe('following');
		await pass(0);
		expect(asked).toHaveLength(1);
	});

	it('tries again after longer and longer where no answer comes, and never before it is asked to', async () => {
		const later = (retryAfterMs: number): Answer => ({ kind: 'later', retryAfterMs });
		const { following, asked } = aPage(later(0), later(0), later(30_000), 'same');
		await pass(SOONEST_MS);
		expect(following.state).toBe('trying');
		await pass(3_000);
		expect(asked).toEqual([SOONEST_MS, SOONEST_MS + 1_000, SOONEST_MS + 3_000]);
		await pass(29_999);
		expect(asked).toHaveLength(3);
		await pass(1);
		expect(following.state).toBe('following');
	});

	it('ends where nobody is signed in any more', async () => {
		const { following, asked } = aPage('signed-out');
		await pass(600_000);
		expect(asked).toHaveLength(1);
		expect(following.state).toBe('ended');
		following.setOnline(false);
		following.setOnline(true);
		expect(following.state).toBe('ended');
	});

	it('asks nothing after it was left', async () => {
		const { following, asked } = aPage('same');
		following.stop();
		following.setHidden(true);
		following.setHidden(false);
		await pass(600_000);
		expect(asked).toEqual([]);
	});
});

describe('the question', () => {
	const answering = (response: Response | Error) => {
		const fetched = vi.fn<typeof fetch>(async () => {
			if (response instanceof Error) throw response;
			return response;
		});
		vi.stubGlobal('fetch', fetched);
		return fetched;
	};

	it('names the version on screen, past the cache of the browser', async () => {
		const fetched = answering(new Response(null, { status: 304 }));
		expect(await askForVersion('coverage/version', 'a.1')).toBe('same');
		expect(fetched.mock.calls[0]).toMatchObject([
			'coverage/version',
			{ headers: { 'if-none-match': '"a.1"' }, cache: 'no-store' }
		]);
	});

	it.each([
		[new Response('{}'), 'changed'],
		[new Response(null, { status: 401 }), 'signed-out'],
		[new Response(null, { status: 403 }), 'signed-out'],
		[
			new Response(null, { status: 503, headers: { 'retry-after': '7' } }),
			{ kind: 'later', retryAfterMs: 7_000 }
		],
		[new TypeError('Failed to fetch'), { kind: 'later', retryAfterMs: 0 }]
	])('reads the answer %#', async (response, means) => {
		answering(response);
		expect(await askForVersion('coverage/version', 'a.1')).toEqual(means);
	});
});
