import { expect, it } from 'vitest';
import { violation } from '#lib/server/db/errors.ts';
import * as studies from '#lib/server/store/studies.ts';
import { onEach } from './databases.ts';
import { aMember, aPerson, aStudy, START, write } from './support.ts';

onEach(({ fresh }) => {
	it('keeps what was set, and finds it by slug and by id', async () => {
		const db = await fresh();
		const { round, ...study } = await aStudy(db, { slug: 'pilot', showReference: true, band: 0 });
		expect(study).toMatchObject({
			slug: 'pilot',
			ratersPerCase: 3,
			consensusRule: 'noharm-strict',
			band: 0,
			showReference: true,
			synthetic: false
		});
		expect(await studies.bySlug(db, 'pilot')).toEqual(study);
		expect(await studies.byId(db, study.id)).toEqual(study);
		expect(await studies.bySlug(db, 'Pilot')).toBeUndefined();
		expect(await studies.rounds(db, study.id)).toEqual([round]);
	});

	it('refuses a slug that is taken', async () => {
		const db = await fresh();
		await aStudy(db, { slug: 'pilot' });
		await expect(aStudy(db, { slug: 'pilot' }).catch(violation)).resolves.toBe('unique');
		expect(await studies.list(db)).toHaveLength(1);
	});

	it('changes one study only', async () => {
		const db = await fresh();
		const [one, other] = [await aStudy(db), await aStudy(db)];
		await write(db, (tx) => studies.update(tx, one.id, { name: 'Renamed', showReference: true }));
		expect(
			(await studies.list(db)).map(({ name, showReference }) => [name, showReference])
		).toEqual([
			['Renamed', true],
			[other.name, false]
		]);
	});

	it('tells who is in a study and in which studies someone is', async () => {
		const db = await fresh();
		const [one, other] = [await aStudy(db), await aStudy(db)];
		const rater = await aMember(db, one, 'rater');
		const coordinator = await aMember(db, one, 'coordinator');
		await write(db, (tx) =>
			studies.addMember(tx, {
				studyId: other.id,
				userId: rater.id,
				role: 'adjudicator',
				createdAt: START
			})
		);
		expect(await studies.members(db, one.id)).toMatchObject([
			{ id: rater.memberId, userId: rater.id, role: 'rater', name: rater.name, email: rater.email },
			{ id: coordinator.memberId, role: 'coordinator', name: coordinator.name }
		]);
		expect(
			(await studies.ofUser(db, rater.id)).map(({ study, role }) => [study.slug, role])
		).toEqual([
			[one.slug, 'rater'],
			[other.slug, 'adjudicator']
		]);
		expect(await studies.member(db, one.id, rater.id)).toMatchObject({ id: rater.memberId });
		expect(await studies.member(db, other.id, coordinator.id)).toBeUndefined();
	});

	it('takes a person once a study, under one role that can change', async () => {
		const db = await fresh();
		const study = await aStudy(db);
		const { id, memberId } = await aMember(db, study, 'rater');
		const again = write(db, (tx) =>
			studies.addMember(tx, { studyId: study.id, userId: id, role: 'rater', createdAt: START })
		);
		await expect(again.catch(violation)).resolves.toBe('unique');
		await write(db, (tx) => studies.setRole(tx, memberId, 'adjudicator'));
		expect(await studies.member(db, study.id, id)).toMatchObject({ role: 'adjudicator' });
		await write(db, (tx) => studies.removeMember(tx, memberId));
		expect(await studies.member(db, study.id, id)).toBeUndefined();
	});

	it('gives a pseudonym once, and each one to one member of a study', async () => {
		const db = await fresh();
		const study = await aStudy(db);
		const [one, two] = [await aMember(db, study, 'rater'), await aMember(db, study, 'rater')];
		await write(db, (tx) => studies.setPseudonym(tx, one.memberId, 'R01'));
		await write(db, (tx) => studies.setPseudonym(tx, one.memberId, 'R02'));
		expect(await studies.member(db, study.id, one.id)).toMatchObject({ pseudonym: 'R01' });
		const taken = write(db, (tx) => studies.setPseudonym(tx, two.memberId, 'R01'));
		await expect(taken.catch(violation)).resolves.toBe('unique');
		const elsewhere = await aMember(db, await aStudy(db), 'rater');
		await write(db, (tx) => studies.setPseudonym(tx, elsewhere.memberId, 'R01'));
	});

	it('numbers rounds within a study', async () => {
		const db = await fresh();
		const study = await aStudy(db);
		const second = { studyId: study.id, number: 2, openedAt: START, dueAt: START + 1 };
		await write(db, (tx) => studies.openRound(tx, second));
		await expect(write(db, (tx) => studies.openRound(tx, second)).catch(violation)).resolves.toBe(
			'unique'
		);
		expect(
			(await studies.rounds(db, study.id)).map(({ number, dueAt }) => [number, dueAt])
		).toEqual([
			[1, null],
			[2, START + 1]
		]);
	});

	it('refuses a member of no study', async () => {
		const db = await fresh();
		const { id } = await aPerson(db);
		const lost = write(db, (tx) =>
			studies.addMember(tx, { studyId: 999, userId: id, role: 'rater', createdAt: START })
		);
		await expect(lost.catch(violation)).resolves.toBe('foreign-key');
	});
});
