import { expect, it } from 'vitest';
import { violation } from '#lib/server/db/errors.ts';
import * as members from '#lib/server/store/members.ts';
import * as rounds from '#lib/server/store/rounds.ts';
import * as studies from '#lib/server/store/studies.ts';
import { onEach } from './databases.ts';
import { aMember, aPerson, ask, aStudy, START, write } from './support.ts';

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
		expect(await ask(db, studies.bySlug, { slug: 'pilot' })).toEqual(study);
		expect(await ask(db, studies.byId, { id: study.id })).toEqual(study);
		expect(await ask(db, studies.bySlug, { slug: 'Pilot' })).toBeUndefined();
		expect(await ask(db, rounds.ofStudy, { studyId: study.id })).toEqual([round]);
	});

	it('refuses a slug that is taken', async () => {
		const db = await fresh();
		await aStudy(db, { slug: 'pilot' });
		await expect(aStudy(db, { slug: 'pilot' }).catch(violation)).resolves.toBe('unique');
		expect(await ask(db, studies.list)).toHaveLength(1);
	});

	it('changes one study only', async () => {
		const db = await fresh();
		const [one, other] = [await aStudy(db), await aStudy(db)];
		await write(db, (tx) => studies.update(tx, one, { name: 'Renamed', showReference: true }));
		expect(
			(await ask(db, studies.list)).map(({ name, showReference }) => [name, showReference])
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
			members.insert(tx, {
				studyId: other.id,
				userId: rater.id,
				role: 'adjudicator',
				createdAt: START
			})
		);
		expect(await ask(db, members.ofStudy, { studyId: one.id })).toMatchObject([
			{ id: rater.memberId, userId: rater.id, role: 'rater', name: rater.name, email: rater.email },
			{ id: coordinator.memberId, role: 'coordinator', name: coordinator.name }
		]);
		expect(
			(await ask(db, studies.ofUser, { userId: rater.id })).map(({ study, role }) => [
				study.slug,
				role
			])
		).toEqual([
			[one.slug, 'rater'],
			[other.slug, 'adjudicator']
		]);
		expect(await ask(db, members.find, { studyId: one.id, userId: rater.id })).toMatchObject({
			id: rater.memberId
		});
		expect(
			await ask(db, members.find, { studyId: other.id, userId: coordinator.id })
		).toBeUndefined();
	});

	it('takes a person once a study, under one role that can change', async () => {
		const db = await fresh();
		const study = await aStudy(db);
		const { id, memberId } = await aMember(db, study, 'rater');
		const again = write(db, (tx) =>
			members.insert(tx, { studyId: study.id, userId: id, role: 'rater', createdAt: START })
		);
		await expect(again.catch(violation)).resolves.toBe('unique');
		await write(db, (tx) => members.update(tx, memberId, { role: 'adjudicator' }));
		expect(await ask(db, members.find, { studyId: study.id, userId: id })).toMatchObject({
			role: 'adjudicator'
		});
		await write(db, (tx) => members.remove(tx, memberId));
		expect(await ask(db, members.find, { studyId: study.id, userId: id })).toBeUndefined();
	});

	it('gives a pseudonym once, and each one to one member of a study', async () => {
		const db = await fresh();
		const study = await aStudy(db);
		const [one, two] = [await aMember(db, study, 'rater'), await aMember(db, study, 'rater')];
		await write(db, (tx) => members.setPseudonym(tx, one.memberId, 'R01'));
		await write(db, (tx) => members.setPseudonym(tx, one.memberId, 'R02'));
		expect(await ask(db, members.find, { studyId: study.id, userId: one.id })).toMatchObject({
			pseudonym: 'R01'
		});
		const taken = write(db, (tx) => members.setPseudonym(tx, two.memberId, 'R01'));
		await expect(taken.catch(violation)).resolves.toBe('unique');
		const elsewhere = await aMember(db, await aStudy(db), 'rater');
		await write(db, (tx) => members.setPseudonym(tx, elsewhere.memberId, 'R01'));
	});

	it('numbers rounds within a study', async () => {
		const db = await fresh();
		const study = await aStudy(db);
		const second = { studyId: study.id, number: 2, openedAt: START, dueAt: START + 1 };
		await write(db, (tx) => rounds.open(tx, second));
		await expect(write(db, (tx) => rounds.open(tx, second)).catch(violation)).resolves.toBe(
			'unique'
		);
		expect(
			(await ask(db, rounds.ofStudy, { studyId: study.id })).map(({ number, dueAt }) => [
				number,
				dueAt
			])
		).toEqual([
			[1, null],
			[2, START + 1]
		]);
	});

	it('refuses a member of no study', async () => {
		const db = await fresh();
		const { id } = await aPerson(db);
		const lost = write(db, (tx) =>
			members.insert(tx, { studyId: 999, userId: id, role: 'rater', createdAt: START })
		);
		await expect(lost.catch(violation)).resolves.toBe('foreign-key');
	});
});
