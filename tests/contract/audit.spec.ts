import { expect, it } from 'vitest';
import * as audit from '#lib/server/store/audit.ts';
import { onEach } from './databases.ts';
import { aPerson, aStudy, START, write } from './support.ts';

onEach(({ fresh }) => {
	it('records who changed what, from what to what and why', async () => {
		const db = await fresh();
		const [study, person] = [await aStudy(db), await aPerson(db)];
		const event = {
			at: START,
			userId: person.id,
			studyId: study.id,
			what: 'assignment.reopened',
			subject: 'assignment:7',
			old: { state: 'submitted', nested: { z: 1, a: [true, null] } },
			new: { state: 'reopened' },
			reason: 'asked for'
		};
		await write(db, (tx) => audit.record(tx, event));
		expect(await audit.ofStudy(db, study.id, 10)).toEqual([{ id: expect.any(Number), ...event }]);
	});

	it('gives the newest of one study first, by sequence and not by clock', async () => {
		const db = await fresh();
		const [study, other] = [await aStudy(db), await aStudy(db)];
		const record = (studyId: number | null, what: string, at: number) =>
			write(db, (tx) => audit.record(tx, { at, studyId, what, subject: 's' }));
		await record(study.id, 'first', START);
		await record(other.id, 'elsewhere', START);
		await record(null, 'nowhere', START);
		await record(study.id, 'second', START - 1);
		await record(study.id, 'third', START);
		const newest = await audit.ofStudy(db, study.id, 2);
		expect(newest.map(({ what }) => what)).toEqual(['third', 'second']);
		expect(newest[0]).toMatchObject({ userId: null, old: null, new: null, reason: null });
	});
});
