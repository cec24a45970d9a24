import { expect, it } from 'vitest';
import { EMPTY_RATING } from '#lib/domain/rating.ts';
import * as drafts from './comment-drafts.ts';
import { memoryStore } from './outbox-store.ts';
import type { Pending } from './pending.ts';
import type { CommentOutcome, Outcome } from './transport.ts';
import { waitingCases } from './waiting-cases.ts';

const ME = 7;

const change = (assignment: number): Pending => ({
	operation: crypto.randomUUID(),
	account: ME,
	assignment,
	action: 1,
	order: 1,
	version: 0,
	value: { ...EMPTY_RATING, score: 8 },
	activeMs: 0
});

function localStorage(): Storage {
	const kept = new Map<string, string>();
	return {
		get length() {
			return kept.size;
		},
		key: (index) => [...kept.keys()][index] ?? null,
		getItem: (key) => kept.get(key) ?? null,
		setItem: (key, value) => void kept.set(key, value),
		removeItem: (key) => void kept.delete(key),
		clear: () => kept.clear()
	};
}

async function found(send: Outcome, sendComment: CommentOutcome) {
	const store = memoryStore();
	await store.write({ put: [change(3), { ...change(9), account: 8 }] });
	const storage = localStorage();
	const words = { before: '', text: 'The weight is missing.', tried: null };
	drafts.keep(storage, { account: ME, assignment: 3 }, words);
	drafts.keep(storage, { account: ME, assignment: 4 }, words);
	drafts.keep(storage, { account: 8, assignment: 5 }, words);
	const cases = await waitingCases(ME, {
		store,
		storage,
		send: async (entries) => entries.map(() => send),
		sendComment: async () => sendComment
	});
	return { cases, store, storage };
}

it('sends ratings and comments of every case of the account, and of no other', async () => {
	const { cases, store, storage } = await found({ kind: 'saved', version: 1 }, { kind: 'saved' });
	expect(cases.map(({ assignment }) => assignment)).toEqual([3, 4]);
	await expect.poll(() => cases.map(({ saving }) => saving.waiting)).toEqual([0, 0]);
	expect(await store.counts(ME)).toEqual(new Map());
	expect(drafts.assignments(storage, ME)).toEqual([]);
	expect(await store.counts(8)).toEqual(new Map([[9, 1]]));
	expect(drafts.assignments(storage, 8)).toEqual([5]);
});

it('counts what still waits, and keeps it', async () => {
	const later = { kind: 'later', retryAfterMs: 0 } as const;
	const { cases, store, storage } = await found(later, later);
	await expect.poll(() => cases.map(({ saving }) => saving.state)).not.toContain('saving');
	expect(cases.map(({ saving }) => saving.waiting)).toEqual([2, 1]);
	for (const item of cases) item.stop();
	expect(await store.counts(ME)).toEqual(new Map([[3, 1]]));
	expect(drafts.assignments(storage, ME)).toEqual([3, 4]);
});

it('sends nothing more of a case that is stopped, and nothing where nothing waits', async () => {
	const later = { kind: 'later', retryAfterMs: 0 } as const;
	const { cases, store } = await found(later, later);
	await expect.poll(() => cases.map(({ saving }) => saving.state)).not.toContain('saving');
	const sent: number[] = [];
	const places = {
		store,
		storage: null,
		send: async (entries: readonly Pending[]) => {
			sent.push(entries.length);
			return entries.map(() => later);
		},
		sendComment: async () => later
	};
	const [mine, ...others] = await waitingCases(ME, places);
	expect([mine?.assignment, others]).toEqual([3, []]);
	await expect.poll(() => sent).toEqual([1]);
	mine!.stop();
	mine!.saving.retry();
	await new Promise((resolve) => setTimeout(resolve));
	expect(sent).toEqual([1]);
	for (const item of cases) item.stop();
	expect(await waitingCases(99, { ...places, storage: localStorage() })).toEqual([]);
});

it.each(['New', ''])(
	'sends a comment as a change of the text it was made from: "%s"',
	async (text) => {
		const storage = localStorage();
		drafts.keep(storage, { account: ME, assignment: 4 }, { before: 'Old', text, tried: null });
		const sent: unknown[] = [];
		await waitingCases(ME, {
			store: memoryStore(),
			storage,
			send: async () => [],
			sendComment: async (...asked) => {
				sent.push(asked);
				return { kind: 'saved' };
			}
		});
		expect(sent).toEqual([[ME, 4, { before: 'Old', text }]]);
	}
);

it('keeps what was entered for a case that is gone, to read it and to drop it', async () => {
	const gone = { kind: 'refused', message: 'No such case.', code: 'case-missing' } as const;
	const { cases, store, storage } = await found(gone, gone);
	await expect.poll(() => cases.map(({ saving }) => saving.state)).toEqual(['refused', 'refused']);
	const [both, comment] = cases.map(({ lost }) => lost!);
	expect(both).toMatchObject({ values: [{ score: 8 }], comment: 'The weight is missing.' });
	expect(comment).toMatchObject({ values: [], comment: 'The weight is missing.' });
	expect(await store.counts(ME)).toEqual(new Map([[3, 1]]));
	await both!.discard();
	await comment!.discard();
	expect(cases.map(({ saving, lost }) => [saving.waiting, lost])).toEqual([
		[0, null],
		[0, null]
	]);
	expect(await store.counts(ME)).toEqual(new Map());
	expect(drafts.assignments(storage, ME)).toEqual([]);
});

it('leaves it to the case what to do where that can be opened', async () => {
	const taken = { kind: 'refused', message: 'Taken.', code: 'case-released' } as const;
	const { cases } = await found(taken, taken);
	await expect.poll(() => cases.map(({ saving }) => saving.state)).toEqual(['refused', 'refused']);
	expect(cases.map(({ lost }) => lost)).toEqual([null, null]);
});
