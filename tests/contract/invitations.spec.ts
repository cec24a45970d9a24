import { expect, it } from 'vitest';
import { violation } from '#lib/server/db/errors.ts';
import * as invitations from '#lib/server/store/invitations.ts';
import { onEach } from './databases.ts';
import { aPerson, ask, HOUR, START, write } from './support.ts';

const END = START + HOUR;

function anInvitation(userId: number | null, tokenHash: string) {
	const purpose = userId === null ? ('setup' as const) : ('invite' as const);
	return { tokenHash, purpose, userId, createdAt: START, expiresAt: END };
}

onEach(({ fresh }) => {
	it('opens a link until it expires, and no other', async () => {
		const db = await fresh();
		const { id } = await aPerson(db);
		await write(db, (tx) => invitations.insert(tx, anInvitation(id, 'hash')));
		expect(await ask(db, invitations.open, { tokenHash: 'hash', now: END - 1 })).toMatchObject({
			userId: id,
			purpose: 'invite',
			usedAt: null
		});
		expect(await ask(db, invitations.open, { tokenHash: 'hash', now: END })).toBeUndefined();
		expect(await ask(db, invitations.open, { tokenHash: 'other', now: START })).toBeUndefined();
	});

	it('is used once, however many try at the same time', async () => {
		const db = await fresh();
		const { id } = await aPerson(db);
		await write(db, (tx) => invitations.insert(tx, anInvitation(id, 'hash')));
		const uses = await Promise.all(
			Array.from({ length: 10 }, () => write(db, (tx) => invitations.use(tx, 'hash', START)))
		);
		expect(uses.filter((use) => use !== undefined)).toEqual([
			expect.objectContaining({ userId: id, usedAt: START })
		]);
		expect(await ask(db, invitations.open, { tokenHash: 'hash', now: START })).toBeUndefined();
	});

	it('cannot be used once it has expired', async () => {
		const db = await fresh();
		await write(db, (tx) => invitations.insert(tx, anInvitation(null, 'hash')));
		expect(await write(db, (tx) => invitations.use(tx, 'hash', END))).toBeUndefined();
		expect(await write(db, (tx) => invitations.use(tx, 'unknown', START))).toBeUndefined();
	});

	it("makes a person's open links useless, or those of the set-up, and no others", async () => {
		const db = await fresh();
		const [one, other] = [await aPerson(db), await aPerson(db)];
		await write(db, function* (tx) {
			yield* invitations.insert(tx, anInvitation(one.id, 'one'));
			yield* invitations.insert(tx, anInvitation(other.id, 'other'));
			yield* invitations.insert(tx, anInvitation(null, 'set-up'));
			yield* invitations.revokeOpen(tx, one.id, START);
		});
		const open = async () => {
			const found = await Promise.all(
				['one', 'other', 'set-up'].map((hash) =>
					ask(db, invitations.open, { tokenHash: hash, now: START })
				)
			);
			return found.flatMap((row) => row?.tokenHash ?? []);
		};
		expect(await open()).toEqual(['other', 'set-up']);
		await write(db, (tx) => invitations.revokeOpen(tx, null, START));
		expect(await open()).toEqual(['other']);
	});

	it('knows of each person the links that were not used, and whether one was looked at', async () => {
		const db = await fresh();
		const [one, two, none] = [await aPerson(db), await aPerson(db), await aPerson(db)];
		await write(db, function* (tx) {
			yield* invitations.insert(tx, anInvitation(one.id, 'older'));
			const newer = { createdAt: START + 1, expiresAt: END + 1 };
			yield* invitations.insert(tx, { ...anInvitation(one.id, 'newer'), ...newer });
			yield* invitations.insert(tx, anInvitation(two.id, 'unseen'));
			yield* invitations.insert(tx, { ...anInvitation(none.id, 'used'), usedAt: START });
			yield* invitations.setOpened(tx, 'older', START + 5);
			yield* invitations.setOpened(tx, 'older', START + 9);
			yield* invitations.setOpened(tx, 'used', START + 5);
		});
		expect(await ask(db, invitations.ofUsers, [one.id, two.id, none.id])).toEqual(
			new Map([
				[one.id, { invitedAt: START + 1, expiresAt: END + 1, openedAt: START + 5 }],
				[two.id, { invitedAt: START, expiresAt: END, openedAt: null }]
			])
		);
		expect(await ask(db, invitations.byToken, { tokenHash: 'used' })).toMatchObject({
			openedAt: null
		});
	});

	it('refuses a token that another link has', async () => {
		const db = await fresh();
		await write(db, (tx) => invitations.insert(tx, anInvitation(null, 'hash')));
		const again = write(db, (tx) => invitations.insert(tx, anInvitation(null, 'hash')));
		await expect(again.catch(violation)).resolves.toBe('unique');
	});
});
