import { expect, it } from 'vitest';
import type { By, TrailEvent } from '#lib/domain/trail.ts';
import * as trail from '#lib/server/store/trail.ts';
import { onEach } from './databases.ts';
import { aPerson, ask, aStudy, NOBODY, START, write } from './support.ts';

onEach(({ fresh }) => {
	it('says who changed what, when, from where, from what to what and why', async () => {
		const db = await fresh();
		const [study, person] = [await aStudy(db), await aPerson(db)];
		const by: By = {
			userId: person.id,
			at: START + 7,
			via: 'program',
			session: 'a session',
			token: 12,
			request: 'a request',
			address: '2001:db8::7'
		};
		const event = {
			studyId: study.id,
			what: 'assignment.reopened',
			subject: 'assignment:7',
			old: { state: 'submitted', signedName: 'Ada "the first"', submittedAt: START },
			new: { state: 'reopened' },
			reason: 'asked for'
		} satisfies TrailEvent;
		await write(db, (tx) => trail.record(tx, event), by);
		expect(await ask(db, trail.ofStudy, { studyId: study.id, limit: 10 })).toEqual([
			{
				id: expect.any(Number),
				...event,
				at: START + 7,
				userId: person.id,
				via: 'program',
				sessionId: 'a session',
				tokenId: 12,
				requestId: 'a request',
				address: '2001:db8::7'
			}
		]);
	});

	it('holds nothing where there is nothing to say', async () => {
		const db = await fresh();
		const study = await aStudy(db);
		const { id } = study;
		const added: TrailEvent = {
			studyId: id,
			what: 'member.added',
			subject: 'member:1',
			new: { userId: 1, role: 'rater' }
		};
		await write(db, (tx) => trail.record(tx, added));
		const [row] = await ask(db, trail.ofStudy, { studyId: id, limit: 1 });
		expect(row).toMatchObject({ old: null, reason: null, userId: null, sessionId: null });
		expect(row).toMatchObject({ tokenId: null, requestId: null, address: null });
	});

	it('gives the newest of one study first, by sequence and not by clock', async () => {
		const db = await fresh();
		const [study, other] = [await aStudy(db), await aStudy(db)];
		const record = (studyId: number, number: number, at: number) =>
			write(
				db,
				(tx) =>
					trail.recordAll(tx, [
						{ studyId, what: 'release.withdrawn', subject: `release:${number}`, reason: 'r' }
					]),
				{ ...NOBODY, at }
			);
		await record(study.id, 1, START);
		await record(other.id, 2, START);
		await write(db, (tx) => trail.record(tx, { what: 'user.reset', subject: 'user:3' }));
		await record(study.id, 4, START - 1);
		await record(study.id, 5, START);
		const newest = await ask(db, trail.ofStudy, { studyId: study.id, limit: 2 });
		expect(newest.map(({ subject }) => subject)).toEqual(['release:5', 'release:4']);
	});
});
