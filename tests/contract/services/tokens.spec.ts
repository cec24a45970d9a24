/** Tokens: made once, stored as a hash, and never more than their owner. */
import { describe, expect, it } from 'vitest';
import type { TokenScope } from '#lib/domain/api-token.ts';
import type { Database } from '#lib/server/db/connect.ts';
import { TERMINAL } from '#lib/server/app.ts';
import { sha256 } from '#lib/server/auth/secrets.ts';
import { letIn } from '#lib/server/auth/tokens.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import * as tokens from '#lib/server/services/tokens/index.ts';
import * as members from '#lib/server/store/members.ts';
import * as users from '#lib/server/store/users.ts';
import { onEach } from '../databases.ts';
import {
	aMember,
	anApp,
	aPerson,
	aStudy,
	DAY,
	everyRow,
	everything,
	MINUTE,
	START,
	write
} from '../support.ts';

const GIVEN = { name: ' Nightly fetch ', scope: 'read', days: 30 } as const;

async function anInstallation(db: Database) {
	const app = anApp(db);
	const study = await aStudy(db);
	const coordinator = await aMember(db, study, 'coordinator');
	const colleague = await aMember(db, study, 'coordinator');
	const observer = await aMember(db, study, 'observer');
	const rater = await aMember(db, study, 'rater');
	const adjudicator = await aMember(db, study, 'adjudicator');
	const rows = () => everyRow(db, (t) => t.apiTokens);
	const enter = (secret: string) => letIn(app, secret, { via: 'page', address: '192.0.2.1' });
	return {
		...{ app, db, study, slug: study.slug, coordinator, colleague, observer, rater, adjudicator },
		...{ rows, enter }
	};
}

onEach(({ fresh }) => {
	describe('a token', () => {
		it('is told once, stored as its hash, and lets its owner’s program in', async () => {
			const at = await anInstallation(await fresh());
			const { app, slug, study, coordinator, rows, enter } = at;
			const made = await tokens.make(app, coordinator.actor, slug, GIVEN);
			expect(made).toEqual({
				id: expect.any(Number),
				...{ name: 'Nightly fetch', scope: 'read', expiresAt: START + 30 * DAY },
				secret: expect.stringMatching(/^primum_[\w-]{43}$/)
			});
			expect(await rows()).toEqual([
				{
					...{ id: made.id, name: 'Nightly fetch', scope: 'read' },
					...{ tokenHash: sha256(made.secret), hint: made.secret.slice(-4) },
					...{ userId: coordinator.id, studyId: study.id },
					...{ createdAt: START, expiresAt: START + 30 * DAY, lastUsedAt: null, revokedAt: null }
				}
			]);
			expect((await everything(at.db)).join('')).not.toContain(made.secret.slice(7));
			expect(await enter(made.secret)).toEqual({
				actor: {
					...coordinator.actor,
					from: { via: 'program', token: made.id, address: '192.0.2.1' },
					onlyIn: study.id
				},
				scope: 'read',
				tokenHash: sha256(made.secret)
			});
			for (const wrong of [made.secret.slice(0, -1), made.secret.toUpperCase(), '', 'primum_']) {
				expect(await enter(wrong)).toBeNull();
			}
			expect(await tokens.make(app, coordinator.actor, slug, GIVEN)).not.toMatchObject({
				secret: made.secret
			});
		});

		it.each([
			[{ name: ' ' }, 'name'],
			[{ name: 'x'.repeat(81) }, 'name'],
			[{ name: 'two\nlines' }, 'name'],
			[{ scope: 'write' }, 'scope'],
			[{ days: 0 }, 'days'],
			[{ days: 367 }, 'days'],
			[{ days: 1.5 }, 'days'],
			[{ days: null }, 'until'],
			[{ days: null, until: '2026-02-30' }, 'until'],
			[{ days: null, until: '2026-11-01' }, 'until'],
			[{ days: null, until: '2027-11-05' }, 'until']
		])('is not made of %j', async (wrong, field) => {
			const { app, slug, coordinator, db } = await anInstallation(await fresh());
			const before = await everything(db);
			await expect(
				tokens.make(app, coordinator.actor, slug, { ...GIVEN, ...wrong } as never)
			).rejects.toMatchObject({ issues: [{ path: [field] }] });
			expect(await everything(db)).toEqual(before);
		});

		it('ends with the day that was chosen', async () => {
			const { app, slug, coordinator, enter } = await anInstallation(await fresh());
			const { secret, expiresAt } = await tokens.make(app, coordinator.actor, slug, {
				...{ ...GIVEN, days: null, until: '2026-11-03' }
			});
			expect(expiresAt).toBe(Date.UTC(2026, 10, 4) - 1);
			app.pass(expiresAt - START - 1);
			expect(await enter(secret)).not.toBeNull();
			app.pass(1);
			await expect(enter(secret)).rejects.toMatchObject({
				kind: 'unauthenticated',
				message: 'This token has expired. Make another one.'
			});
			expect(await tokens.list(app, coordinator.actor, slug)).toMatchObject([{ state: 'expired' }]);
		});

		it('ends at once when it is revoked', async () => {
			const { app, slug, coordinator, enter } = await anInstallation(await fresh());
			const { id, secret } = await tokens.make(app, coordinator.actor, slug, GIVEN);
			await tokens.revoke(app, coordinator.actor, slug, id);
			await expect(enter(secret)).rejects.toMatchObject({
				kind: 'unauthenticated',
				message: 'This token was revoked. Make another one.'
			});
			await expect(tokens.revoke(app, coordinator.actor, slug, id)).rejects.toMatchObject({
				kind: 'conflict'
			});
		});

		it('may do no more than its owner at that moment', async () => {
			const at = await anInstallation(await fresh());
			const { app, db, slug, coordinator, enter } = at;
			const { secret } = await tokens.make(app, coordinator.actor, slug, GIVEN);
			const change = (what: Parameters<typeof members.update>[2]) =>
				write(db, (tx) => members.update(tx, coordinator.memberId, what));
			for (const role of ['rater', 'adjudicator'] as const) {
				await change({ role });
				await expect(enter(secret), role).rejects.toMatchObject({ kind: 'forbidden' });
			}
			await change({ role: 'observer' });
			expect(await enter(secret)).toMatchObject({ actor: { id: coordinator.id } });
			await change({ leftAt: START });
			await expect(enter(secret)).rejects.toMatchObject({
				kind: 'forbidden',
				message: expect.stringContaining('may not look at')
			});
			await change({ leftAt: null });
			await write(db, (tx) => users.setDisabled(tx, coordinator.id, START));
			await expect(enter(secret)).rejects.toMatchObject({
				kind: 'unauthenticated',
				message: 'The account of whoever owns this token is disabled.'
			});
		});

		it('does not outlive its study, and reads one that is archived', async () => {
			const { app, slug, study, coordinator, enter } = await anInstallation(await fresh());
			const { id, secret } = await tokens.make(app, coordinator.actor, slug, GIVEN);
			const other = await tokens.make(app, coordinator.actor, slug, GIVEN);
			await rounds.setLocked(app, coordinator.actor, slug, true);
			await studies.archive(app, coordinator.actor, slug);
			expect(await enter(secret)).not.toBeNull();
			await expect(tokens.make(app, coordinator.actor, slug, GIVEN)).rejects.toMatchObject({
				kind: 'conflict'
			});
			await tokens.revoke(app, coordinator.actor, slug, id);
			await studies.unarchive(app, coordinator.actor, slug);
			await studies.remove(app, coordinator.actor, slug, study.name);
			await expect(enter(other.secret)).rejects.toMatchObject({ kind: 'unauthenticated' });
		});

		it('is noted as used once a minute', async () => {
			const { app, slug, coordinator, enter, rows } = await anInstallation(await fresh());
			const { secret } = await tokens.make(app, coordinator.actor, slug, GIVEN);
			const used = async () => {
				await enter(secret);
				// It is written down after the answer.
				for (let turn = 0; turn < 50; turn += 1) await new Promise((done) => setTimeout(done, 2));
				return (await rows())[0]!.lastUsedAt;
			};
			expect(await used()).toBe(START);
			app.pass(MINUTE - 1);
			expect(await used()).toBe(START);
			app.pass(1);
			expect(await used()).toBe(START + MINUTE);
		});
	});

	it('is made by whoever may do what it is to do', async () => {
		const at = await anInstallation(await fresh());
		const { app, db, study, slug, coordinator, observer, rater, adjudicator, rows } = at;
		const stranger = await aMember(db, await aStudy(db), 'coordinator');
		const administrator = await aPerson(db, { isAdmin: true });
		const submitter = await aMember(db, study, 'submitter');
		const make = (by: typeof rater | typeof administrator, scope: TokenScope) =>
			tokens.make(app, by.actor, slug, { ...GIVEN, scope }).then(
				() => 'made',
				({ kind }: { kind: string }) => kind
			);
		for (const scope of ['read', 'import', 'release', 'submit'] as const) {
			expect(await make(coordinator, scope)).toBe('made');
			expect(await make(administrator, scope)).toBe('made');
			expect(await make(observer, scope)).toBe(scope === 'read' ? 'made' : 'forbidden');
			expect(await make(submitter, scope)).toBe(scope === 'submit' ? 'made' : 'forbidden');
			expect(await make(rater, scope)).toBe('forbidden');
			expect(await make(adjudicator, scope)).toBe('forbidden');
			expect(await make(stranger, scope)).toBe('missing');
		}
		expect(await rows()).toHaveLength(10);
	});

	it('is listed before those that have ended, however many they are', async () => {
		const { app, slug, coordinator } = await anInstallation(await fresh());
		const make = (name: string) => tokens.make(app, coordinator.actor, slug, { ...GIVEN, name });
		await make('Lives');
		const { id } = await make('Ended');
		await tokens.revoke(app, coordinator.actor, slug, id);
		const listed = await tokens.list(app, coordinator.actor, slug);
		expect(listed.map(({ name, state }) => [name, state])).toEqual([
			['Lives', 'live'],
			['Ended', 'revoked']
		]);
	});

	it('is listed and revoked by its owner and whoever runs the study', async () => {
		const at = await anInstallation(await fresh());
		const { app, slug, coordinator, colleague, observer, rater } = at;
		const ours = await tokens.make(app, coordinator.actor, slug, { ...GIVEN, name: 'Ours' });
		const theirs = await tokens.make(app, observer.actor, slug, { ...GIVEN, name: 'Theirs' });
		const names = async (by: typeof rater) =>
			(await tokens.list(app, by.actor, slug)).map(({ name }) => name);
		expect(await names(coordinator)).toEqual(['Theirs', 'Ours']);
		expect(await names(colleague)).toEqual(['Theirs', 'Ours']);
		expect(await names(observer)).toEqual(['Theirs']);
		await expect(names(rater)).rejects.toMatchObject({ kind: 'forbidden' });
		expect(await tokens.list(app, observer.actor, slug)).toEqual([
			{
				...{ id: theirs.id, name: 'Theirs', scope: 'read', hint: theirs.secret.slice(-4) },
				...{ state: 'live', createdAt: START, expiresAt: START + 30 * DAY },
				...{ lastUsedAt: null, revokedAt: null },
				owner: { name: observer.name, disabled: false, isMe: true }
			}
		]);
		const revoke = (by: typeof rater, id: number) => tokens.revoke(app, by.actor, slug, id);
		await expect(revoke(observer, ours.id)).rejects.toMatchObject({ kind: 'forbidden' });
		await expect(revoke(rater, theirs.id)).rejects.toMatchObject({ kind: 'forbidden' });
		await expect(revoke(colleague, 99_999)).rejects.toMatchObject({ kind: 'missing' });
		expect(await revoke(observer, theirs.id)).toBe('Theirs');
		expect(await revoke(colleague, ours.id)).toBe('Ours');
	});

	it('is made on the terminal in the name of a person, and of nobody never', async () => {
		const { app, slug, coordinator, rater, rows } = await anInstallation(await fresh());
		await tokens.make(app, TERMINAL, slug, GIVEN, coordinator.email!.toUpperCase());
		expect(await rows()).toMatchObject([{ userId: coordinator.id }]);
		await expect(tokens.make(app, TERMINAL, slug, GIVEN)).rejects.toMatchObject({
			kind: 'missing'
		});
		await expect(tokens.make(app, TERMINAL, slug, GIVEN, rater.email!)).rejects.toMatchObject({
			kind: 'forbidden'
		});
		expect(await rows()).toHaveLength(1);
	});

	it('is one of a hundred of a study at most', async () => {
		const { app, slug, coordinator } = await anInstallation(await fresh());
		const ids: number[] = [];
		for (let n = 0; n < 100; n += 1) {
			ids.push((await tokens.make(app, coordinator.actor, slug, GIVEN)).id);
		}
		await expect(tokens.make(app, coordinator.actor, slug, GIVEN)).rejects.toMatchObject({
			kind: 'limit'
		});
		await tokens.revoke(app, coordinator.actor, slug, ids[7]!);
		await tokens.make(app, coordinator.actor, slug, GIVEN);
	});
});
