import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CaseComment, PAUSE_MS } from './case-comment.svelte.ts';
import * as drafts from './comment-drafts.ts';
import type { CommentOutcome } from './transport.ts';

const PLACE = { account: 1, assignment: 7 };

let kept: Map<string, string>;
let sent: { before: string; text: string }[];
let answers: CommentOutcome[];

const storage = (): drafts.DraftStorage => ({
	getItem: (key) => kept.get(key) ?? null,
	setItem: (key, value) => void kept.set(key, value),
	removeItem: (key) => void kept.delete(key),
	key: (index) => [...kept.keys()][index] ?? null,
	length: kept.size
});

function opened(stored = ''): CaseComment {
	const comment = new CaseComment({
		...PLACE,
		stored,
		send: async (_account, _assignment, change) => {
			sent.push(change);
			return answers.shift() ?? { kind: 'saved' };
		},
		isOnline: () => true,
		random: () => 0
	});
	comment.start(storage());
	return comment;
}

beforeEach(() => {
	vi.useFakeTimers();
	kept = new Map();
	sent = [];
	answers = [];
});
afterEach(() => vi.useRealTimers());

const later: CommentOutcome = { kind: 'later', retryAfterMs: 0 };
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

it('sends once typing pauses, and keeps the draft until then', async () => {
	const comment = opened('Old');
	comment.type('Ne');
	await pass(PAUSE_MS - 1);
	comment.type('New');
	expect([comment.state, sent.length, drafts.find(storage(), PLACE)?.text]).toEqual([
		'saving',
		0,
		'New'
	]);
	await pass(PAUSE_MS);
	expect(sent).toEqual([{ before: 'Old', text: 'New' }]);
	expect([comment.state, kept.size]).toEqual(['saved', 0]);
});

it('sends nothing where the text is again what it was', async () => {
	const comment = opened('Old');
	comment.type('Older');
	comment.type('Old');
	await pass(PAUSE_MS);
	expect([sent.length, kept.size, comment.waiting]).toEqual([0, 0, 0]);
});

it('sends what was typed while a text was on its way, on top of it', async () => {
	const comment = opened();
	comment.type('one');
	comment.flush();
	comment.type('one two');
	await pass(0);
	expect(sent).toEqual([
		{ before: '', text: 'one' },
		{ before: 'one', text: 'one two' }
	]);
	expect(comment.state).toBe('saved');
});

it('tries again by itself, and takes its own text for nobody else’s when only the answer was lost', async () => {
	const comment = opened();
	answers = [later, { kind: 'conflict', theirs: 'one' }];
	comment.type('one');
	comment.flush();
	await pass(0);
	expect(comment.state).toBe('retrying');
	comment.type('one two');
	await pass(1_000);
	expect(sent.at(-1)).toEqual({ before: 'one', text: 'one two' });
	expect([comment.state, kept.size]).toEqual(['saved', 0]);
});

it('sends at the next open what the last one left, made on what it was made on', async () => {
	const first = opened('Old');
	answers = [later];
	first.type('New');
	first.flush();
	await pass(0);
	first.stop();
	answers = [{ kind: 'conflict', theirs: 'Other' }];
	const second = opened('Other');
	expect(second.text).toBe('New');
	await pass(0);
	expect(sent.at(-1)).toEqual({ before: 'Old', text: 'New' });
	expect(second.trouble).toEqual({ kind: 'conflict', theirs: 'Other' });
	second.keepMine();
	await pass(0);
	expect(sent.at(-1)).toEqual({ before: 'Other', text: 'New' });
	expect([second.state, kept.size]).toEqual(['saved', 0]);
});

it('drops a text only at a person’s word', async () => {
	answers = [
		{ kind: 'conflict', theirs: 'Other' },
		{ kind: 'refused', message: 'Locked.' }
	];
	const comment = opened();
	comment.type('Mine');
	comment.flush();
	await pass(600_000);
	expect([comment.state, sent.length, kept.size]).toEqual(['conflict', 1, 1]);
	comment.keepTheirs();
	expect([comment.text, comment.state, kept.size]).toEqual(['Other', 'saved', 0]);
	comment.type('Mine');
	comment.flush();
	await pass(600_000);
	expect([comment.state, comment.text, kept.size]).toEqual(['refused', 'Mine', 1]);
	comment.discard();
	expect([comment.text, comment.state, kept.size]).toEqual(['Other', 'saved', 0]);
});

it('waits for the person after the session has ended', async () => {
	answers = [{ kind: 'signed-out' }];
	const comment = opened();
	comment.type('Mine');
	comment.flush();
	await pass(600_000);
	expect([comment.state, sent.length]).toEqual(['signed-out', 1]);
	comment.retry();
	await pass(0);
	expect(comment.state).toBe('saved');
});

it('goes back to the server’s text only from a conflict, and drops only what was refused', async () => {
	const comment = opened('Old');
	comment.type('Mine');
	comment.keepMine();
	comment.keepTheirs();
	comment.discard();
	expect([comment.text, comment.state, sent.length]).toEqual(['Mine', 'saving', 0]);
	answers = [{ kind: 'conflict', theirs: 'Other' }];
	comment.flush();
	await pass(0);
	comment.retry();
	comment.discard();
	comment.flush();
	await pass(600_000);
	expect([comment.text, comment.state, sent.length]).toEqual(['Mine', 'conflict', 1]);
});

it('takes a conflict with its own text for saved', async () => {
	answers = [{ kind: 'conflict', theirs: 'Mine' }];
	const comment = opened('Old');
	comment.type('Mine');
	comment.flush();
	await pass(0);
	expect([comment.state, comment.trouble, kept.size]).toEqual(['saved', null, 0]);
});

it('waits longer after each failure, at least as long as the server asks, and anew after a success', async () => {
	answers = [later, later, { kind: 'later', retryAfterMs: 5_000 }, { kind: 'saved' }, later];
	const comment = opened();
	comment.type('one');
	comment.flush();
	const sentAfter = async (ms: number) => {
		await pass(ms);
		return sent.length;
	};
	// Without chance the waits are 500, 1,000 and then the 5,000 the server asks for.
	expect(await sentAfter(0)).toBe(1);
	expect(await sentAfter(499)).toBe(1);
	expect(await sentAfter(1)).toBe(2);
	expect(await sentAfter(999)).toBe(2);
	expect(await sentAfter(1)).toBe(3);
	expect(await sentAfter(4_999)).toBe(3);
	expect(await sentAfter(1)).toBe(4);
	expect(comment.state).toBe('saved');
	comment.type('two');
	comment.flush();
	expect(await sentAfter(0)).toBe(5);
	expect(await sentAfter(500)).toBe(6);
});

it('tries again at once when asked to, and sends nothing once it has stopped', async () => {
	answers = [later];
	const comment = opened();
	comment.type('one');
	comment.flush();
	await pass(0);
	// What is typed meanwhile waits with it.
	comment.type('one two');
	await pass(0);
	expect(sent).toHaveLength(1);
	comment.retry();
	await pass(0);
	expect(sent.at(-1)).toEqual({ before: '', text: 'one two' });
	comment.type('three');
	comment.stop();
	comment.flush();
	comment.retry();
	await pass(600_000);
	expect([sent.length, kept.size]).toEqual([2, 1]);
});

it('says whether the connection or the server is away', async () => {
	let online = false;
	const comment = new CaseComment({
		...PLACE,
		stored: '',
		send: async () => later,
		isOnline: () => online,
		random: () => 0
	});
	comment.start(storage());
	comment.type('Mine');
	comment.flush();
	await pass(0);
	expect(comment.state).toBe('offline');
	online = true;
	await pass(500);
	expect(comment.state).toBe('retrying');
	comment.stop();
});

it('sends for its account and case, and nothing where no draft was left', async () => {
	const asked: unknown[] = [];
	const comment = new CaseComment({
		...PLACE,
		stored: 'Old',
		send: async (...given) => {
			asked.push(given);
			return { kind: 'saved' };
		}
	});
	comment.start(storage());
	await pass(PAUSE_MS);
	expect([asked, comment.text, comment.durable]).toEqual([[], 'Old', true]);
	comment.type('New');
	await pass(PAUSE_MS);
	expect(asked).toEqual([[1, 7, { before: 'Old', text: 'New' }]]);
});

it('says where the browser keeps nothing', () => {
	const comment = new CaseComment({ ...PLACE, stored: '', send: async () => later });
	comment.start(null);
	comment.type('Mine');
	expect(comment.durable).toBe(false);
});

it('keeps a text that is too long, whole and unsent, until it is shorter', async () => {
	const comment = opened('Old');
	comment.type('x'.repeat(4_001));
	await pass(10 * PAUSE_MS);
	comment.flush();
	comment.retry();
	await pass(10 * PAUSE_MS);
	expect([comment.state, comment.waiting, sent]).toEqual(['too-long', 1, []]);
	expect(drafts.find(storage(), PLACE)?.text).toHaveLength(4_001);
	const again = opened('Old');
	await pass(10 * PAUSE_MS);
	expect([again.text.length, again.state, sent]).toEqual([4_001, 'too-long', []]);
	again.type('x'.repeat(4_000));
	await pass(PAUSE_MS);
	expect([again.state, sent.length]).toEqual(['saved', 1]);
});
