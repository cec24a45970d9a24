import { describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/connect.ts';
import * as accounts from '#lib/server/services/accounts/index.ts';
import * as people from '#lib/server/services/people/index.ts';
import * as members from '#lib/server/store/members.ts';
import * as users from '#lib/server/store/users.ts';
import { onEach } from '../databases.ts';
import { aCase, aMember, anApp, aPerson, ask, aStudy, everything, everyRow } from '../support.ts';
import { PASSWORD, tokenOf } from './by-the-clock.ts';

/** A study with a cardiology and a hematology case, and who runs it. */
async function aStudyToAddTo(db: Database) {
	const app = anApp(db);
	const study = await aStudy(db);
	await aCase(db, study, { specialty: 'Card' });
	await aCase(db, study, { specialty: 'Heme' });
	const coordinator = await aMember(db, study, 'coordinator', { passwordHash: 'x' });
	const { actor } = coordinator;
	const check = (lines: string) => people.check(app, actor, study.slug, { lines });
	const add = (lines: string, how: 'mail' | 'links' = 'links') =>
		people.addMany(app, actor, study.slug, { lines, how });
	const byAddress = async (email: string) => {
		const user = (await ask(db, users.byEmail, { email }))!;
		const specialties = (await ask(db, users.specialties, [user.id])).get(user.id);
		const member = await ask(db, members.find, { studyId: study.id, userId: user.id });
		return { ...user, specialties, role: member?.role };
	};
	return { app, db, study, coordinator, actor, check, add, byAddress };
}

onEach(({ fresh }) => {
	describe('a list of people', () => {
		it('is judged line by line, and nothing is changed', async () => {
			const { db, study, check } = await aStudyToAddTo(await fresh());
			const here = await aMember(db, study, 'rater', { specialties: ['Heme'] });
			const before = await everything(db);
			const checked = await check(
				[
					'Elif Aydin, elif@example.org, Hematology',
					'"Marsh, Owen";o.marsh@example.org;haematology',
					'',
					'Jun Watanabe, jun@example.org, Cardiolgy',
					'Beatriz Lima, beatriz@example.org, Rheumatology',
					`Whoever, ${here.email!.toUpperCase()}, Card`,
					'Viktor Lindgren, viktor@example',
					'Elif again, ELIF@example.org, Card',
					'anna@example.org'
				].join('\n')
			);
			const told = checked.lines.map(({ line, outcome, says, specialties }) => [
				...[line, outcome, says],
				specialties.join(', ')
			]);
			expect(told).toEqual([
				[1, 'invited', 'will be invited', 'Hematology'],
				[2, 'folded', 'read “haematology” as Hematology', 'Hematology'],
				[4, 'asks', 'No case has this. Cardiology?', 'Cardiolgy'],
				[5, 'warns', 'suits no case here; no plan gives this person one', 'Rheumatology'],
				[6, 'here', 'already here; adds Cardiology', 'Hematology, Cardiology'],
				[7, 'out', 'not an address: nothing after “@example”', ''],
				[8, 'out', 'the same address as in line 1', 'Card'],
				[9, 'out', 'no name in this line', '']
			]);
			expect(checked.lines[2]!.mend).toEqual({ from: 'Cardiolgy', to: 'Cardiology' });
			expect(checked).toMatchObject({ of: 8, comes: 4, gains: 1, look: [4, 5], out: [7, 8, 9] });
			expect(await everything(db)).toEqual(before);
		});

		it('comes in by one change, without those who cannot, and nobody twice', async () => {
			const { db, study, add, byAddress } = await aStudyToAddTo(await fresh());
			const here = await aMember(db, study, 'rater', { specialties: ['Heme'] });
			const lines = [
				'Elif Aydin, Elif@Example.org, haematology',
				'Bashir Noori, bashir@example.org, observer',
				`Whoever, ${here.email}, Card`,
				'nobody'
			].join('\n');
			const added = await add(lines);
			expect(added).toMatchObject({ came: ['Elif Aydin', 'Bashir Noori'], gained: 1, out: [4] });
			expect(added.letters.map(({ email }) => email)).toEqual([
				'elif@example.org',
				'bashir@example.org'
			]);
			expect(await byAddress('elif@example.org')).toMatchObject({
				...{ name: 'Elif Aydin', specialties: ['Heme'], role: 'rater', passwordHash: null }
			});
			expect(await byAddress('bashir@example.org')).toMatchObject({ role: 'observer' });
			expect(await byAddress(here.email!)).toMatchObject({ specialties: ['Card', 'Heme'] });
			const after = await everything(db);
			expect(await add(lines)).toMatchObject({ came: [], gained: 0, letters: [] });
			expect(await everything(db)).toEqual(after);
		});

		it('comes in once where it is sent twice at the same moment', async () => {
			const { db, add } = await aStudyToAddTo(await fresh());
			const lines = 'Elif Aydin, elif@example.org\nOwen Marsh, owen@example.org';
			const both = await Promise.all([add(lines), add(lines)]);
			expect(both.flatMap(({ came }) => came).sort()).toEqual(['Elif Aydin', 'Owen Marsh']);
			const all = await everyRow(db, (t) => t.users);
			expect(all.filter(({ email }) => email?.endsWith('@example.org'))).toHaveLength(2);
		});

		it('gives letters whose links open the accounts, in the words of the study', async () => {
			const { app, study, add, byAddress } = await aStudyToAddTo(await fresh());
			const [letter] = (await add('Elif Aydin, elif@example.org')).letters;
			expect(letter!.text).toContain(letter!.link);
			expect(letter!.text).toContain('Elif Aydin');
			expect(`${letter!.subject} ${letter!.text}`).toContain(study.name);
			const { id } = await byAddress('elif@example.org');
			expect(await accounts.accept(app, tokenOf(letter!.link), { password: PASSWORD })).toBe(id);
		});

		it('goes out by mail where there is a server, and makes no link that anybody sees', async () => {
			const { app, db, add, byAddress } = await aStudyToAddTo(await fresh());
			await expect(add('Elif, elif@example.org', 'mail')).rejects.toMatchObject({
				kind: 'invalid'
			});
			app.mail = { url: 'smtp://127.0.0.1:1', from: 'Primum <p@example.org>' };
			const added = await add('Elif, elif@example.org', 'mail');
			expect(added).toMatchObject({ came: ['Elif'], letters: [] });
			const { id } = await byAddress('elif@example.org');
			expect(await everyRow(db, (t) => t.mails)).toMatchObject([
				{ kind: 'invitation', userId: id, address: 'elif@example.org', state: 'waiting' }
			]);
		});
	});

	describe('an account of another study', () => {
		it('comes in as it is, without a link that would open it, and changed in nothing', async () => {
			const { db, add, check, byAddress } = await aStudyToAddTo(await fresh());
			const other = await aStudy(db);
			const invited = await aMember(db, other, 'rater', { specialties: ['Neph'] });
			const lines = `Another Name, ${invited.email}, Card`;
			const { lines: checked } = await check(lines);
			// Of somebody of another study an address tells no more than that there is an account.
			expect(checked).toMatchObject([{ name: 'Another Name', specialties: ['Cardiology'] }]);
			expect((await add(lines)).letters).toMatchObject([{ email: invited.email, link: null }]);
			expect(await byAddress(invited.email!)).toMatchObject({
				...{ name: invited.name, specialties: ['Neph'], role: 'rater' }
			});
		});

		it('is left out where it is disabled', async () => {
			const { db, check } = await aStudyToAddTo(await fresh());
			const shut = await aPerson(db, { disabledAt: 1 });
			const { lines } = await check(`A, ${shut.email}`);
			expect(lines).toMatchObject([{ outcome: 'out', says: expect.stringMatching(/disabled/) }]);
		});
	});
});
