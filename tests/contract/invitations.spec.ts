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

	it('knows of each person the newest link that was not used, and when it was looked at', async () => {
		const db = await fresh();
		const [one, two, none] = [await aPerson(db), await aPerson(db), await aPerson(db)];
		await write(db, function* (tx) {
			yield* invitations.insert(tx, anInvitation(one.id, 'older'));
			yield* invitations.insert(tx, { ...anInvitation(one.id, 'newer'), createdAt: START + 1 });
			yield* invitations.insert(tx, { ...anInvitation(two.id, 'used'), usedAt: START });
			yield* invitations.insert(tx, {
				...anInvitation(none.id, 'reminder'),
				purpose: 'unsubscribe'
			});
			yield* invitations.setOpened(tx, 'newer', START + 5);
			yield* invitations.setOpened(tx, 'newer', START + 9);
			yield* invitations.setOpened(tx, 'used', START + 5);
		});
		const ids = [one.id, two.id, none.id];
		expect(await ask(db, invitations.ofUsers, ids)).toEqual(
			new Map([[one.id, { invitedAt: START + 1, openedAt: START + 5, expiresAt: END }]])
		);
	});

	it('keeps the links that end reminders apart: they let nobody in and outlive a new link', async () => {
		const db = await fresh();
		const { id } = await aPerson(db);
		const reminder = { ...anInvitation(id, 'reminder'), purpose: 'unsubscribe' as const };
		await write(db, (tx) => invitations.insert(tx, reminder));
		const given = { tokenHash: 'reminder', now: START };
		expect(await ask(db, invitations.open, given)).toBeUndefined();
		expect(await write(db, (tx) => invitations.use(tx, 'reminder', START))).toBeUndefined();
		await write(db, (tx) => invitations.revokeOpen(tx, id, START));
		expect(await ask(db, invitations.unsubscribing, given)).toEqual({ userId: id });
		expect(await ask(db, invitations.unsubscribing, { ...given, now: END })).toBeUndefined();
		await write(db, (tx) => invitations.insert(tx, anInvitation(id, 'hash')));
		const entrance = { tokenHash: 'hash', now: START };
		expect(await ask(db, invitations.unsubscribing, entrance)).toBeUndefined();
		await write(db, (tx) => invitations.removeExpired(tx, END));
		expect(await ask(db, invitations.unsubscribing, given)).toBeUndefined();
		expect(await ask(db, invitations.open, entrance)).toBeDefined();
	});

	it('refuses a token that another link has', async () => {
		const db = await fresh();
		await write(db, (tx) => invitations.insert(tx, anInvitation(null, 'hash')));
		const again = write(db, (tx) => invitations.insert(tx, anInvitation(null, 'hash')));
		await expect(again.catch(violation)).resolves.toBe('unique');
	});
});
