/** The list of mails, what one of them said, and the words that a study puts in place of Primum's own. */
import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { run } from '#lib/server/db/steps.ts';
import * as mailing from '#lib/server/services/mailing/index.ts';
import { onEach } from '../databases.ts';
import { aMember, anAssignment, START, write } from '../support.ts';
import { aPost, JOINED, runJobs } from './mailing-support.ts';

type Post = Awaited<ReturnType<typeof aPost>>;

const ANY = { state: null, kind: null, person: '' };

async function withMails(post: Post) {
	const { db, app, study, cases, coordinator, ada } = post;
	const percent = await aMember(db, study, 'rater', { name: '100% Öz_gür', ...JOINED });
	await anAssignment(db, study, cases[0]!, percent);
	const memberIds = [ada.memberId, percent.memberId];
	await mailing.remind(app, coordinator.actor, study.slug, { memberIds });
	await runJobs(app);
	await write(db, (tx) => mailing.invite(tx, app, { studyId: study.id, userId: ada.id }));
	return post;
}

onEach(
	({ fresh }) => {
		it('lists the newest first, by state, kind and person, and counts the states', async () => {
			const { app, coordinator, study } = await withMails(await aPost(await fresh()));
			const list = async (asked: Partial<mailing.Asked>, page = 1) => {
				const given = { ...ANY, ...asked, page };
				const { mails, counts } = await mailing.list(app, coordinator.actor, study.slug, given);
				return { who: mails.rows.map(({ kind, name }) => `${kind} ${name}`), counts };
			};
			const counts = { waiting: 1, sent: 2, failed: 0, dropped: 0 };
			const reminders = ['reminder 100% Öz_gür', 'reminder Ada Quist'];
			expect(await list({})).toEqual({ who: ['invitation Ada Quist', ...reminders], counts });
			expect(await list({ state: 'sent' })).toEqual({ who: reminders, counts });
			expect((await list({ kind: 'reminder' })).who).toEqual(reminders);
			expect((await list({ person: ' aDA q' })).who).toEqual([
				'invitation Ada Quist',
				'reminder Ada Quist'
			]);
			// What means something to the database means itself here.
			expect((await list({ person: '100%' })).who).toEqual(['reminder 100% Öz_gür']);
			expect((await list({ person: '_' })).who).toEqual(['reminder 100% Öz_gür']);
			expect((await list({ person: '%' })).who).toEqual(['reminder 100% Öz_gür']);
			for (const person of ['\\', "'", '0%%']) expect((await list({ person })).who).toEqual([]);
			expect((await list({}, 99)).who).toHaveLength(3);
		});

		it('gives the list as CSV', async () => {
			const { app, coordinator, study, ada } = await withMails(await aPost(await fresh()));
			const asked = { ...ANY, person: 'ada' };
			const text = await mailing.csv(app, coordinator.actor, study.slug, asked);
			const at = new Date(START).toISOString();
			expect(text).toBe(
				[
					'mail,kind,state,name,address,asked_by,automatic,attempts,asked_at,sent_at,said',
					`3,Invitation,waiting,Ada Quist,${ada.email},Primum,false,0,${at},,`,
					`1,Reminder,sent,Ada Quist,${ada.email},Grace Okafor,false,1,${at},${at},`,
					''
				].join('\n')
			);
		});

		it('shows what a mail said, without its link, as it was when it was sent', async () => {
			const post = await withMails(await aPost(await fresh()));
			const { app, db, coordinator, study, ada } = post;
			const show = (id: number) => mailing.show(app, coordinator.actor, study.slug, id);
			await write(db, ({ q, t }) =>
				run(q.update(t.users).set({ name: 'Ada Lind' }).where(eq(t.users.id, ada.id)).returning())
			);
			const sent = await show(1);
			expect(sent).toMatchObject({ subject: 'Chest pain: 2 cases left', state: 'sent' });
			expect(sent.body).toContain('Dear Ada Quist,');
			expect(sent.body).toContain('[the person’s own link]');
			expect(sent.body).not.toContain('https://');
			expect(sent.body).not.toContain('unsubscribe');
			const waiting = await show(3);
			expect(waiting.body).toContain('Dear Ada Lind,');
			expect(waiting.body).not.toContain('{');
			const elsewhere = await aPost(await fresh());
			await expect(
				mailing.show(elsewhere.app, elsewhere.coordinator.actor, elsewhere.study.slug, 1)
			).rejects.toMatchObject({ kind: 'missing' });
		});

		it('says what the study says in place of Primum’s words, until those are put back', async () => {
			const post = await aPost(await fresh());
			const { app, coordinator, study, ada, sink } = post;
			const which = { kind: 'reminder', language: 'en' } as const;
			const own = { subject: 'A word, {name}', body: '{cases}, {actions}:\n{link}\nBy {due}.' };
			await mailing.templates.save(app, coordinator.actor, study.slug, { ...which, ...own });
			const { templates } = await mailing.templates.list(app, coordinator.actor, study.slug);
			expect(templates.filter(({ changed }) => changed)).toMatchObject([{ ...which, ...own }]);
			expect(templates.map(({ kind, language }) => `${kind} ${language}`)).toContain(
				'rulings-wait de'
			);
			expect(templates).toHaveLength(16);
			const memberIds = [ada.memberId];
			await mailing.remind(app, coordinator.actor, study.slug, { memberIds });
			await mailing.templates.reset(app, coordinator.actor, study.slug, which);
			await runJobs(app);
			expect(sink.received[0]!.headers.subject).toBe('A word, Ada Quist');
			expect(sink.received[0]!.text).toMatch(
				/^2 cases, 6 actions:\nhttps:\/\/primum\.test\/cases\n\n-- \n/
			);
			const after = await mailing.templates.list(app, coordinator.actor, study.slug);
			expect(after.templates.filter(({ changed }) => changed)).toEqual([]);
		});
	},
	['SQLite on disk', 'PostgreSQL 18']
);
