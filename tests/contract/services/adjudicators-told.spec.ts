/** Adjudicators hear once that something waits for them, and not any more once nothing does. */
import { expect, it } from 'vitest';
import * as adjudicating from '#lib/server/services/adjudicating/index.ts';
import * as members from '#lib/server/store/members.ts';
import { onEach } from '../databases.ts';
import { aMember, NOBODY, START, write } from '../support.ts';
import { refer } from './adjudicating-support.ts';
import { aPost, JOINED, runJobs } from './mailing-support.ts';

onEach(
	({ fresh }) => {
		async function anOffice() {
			const post = await aPost(await fresh());
			const { db, study, app, coordinator, cases } = post;
			const ann = await aMember(db, study, 'adjudicator', { name: 'Ann', ...JOINED });
			const bob = await aMember(db, study, 'adjudicator', {
				name: 'Bob',
				...JOINED,
				language: 'de'
			});
			const asked = { ...NOBODY, userId: coordinator.id };
			const tell = (memberIds: number[] | null = null) =>
				write(db, (tx) => adjudicating.tellAdjudicators(tx, app, study, memberIds), asked);
			const [one, two] = cases.map(({ actions }) => actions[0]!.id);
			return { ...post, ann, bob, tell, one: one!, two: two! };
		}

		it('tells each in one mail, in their language, how much there is, with a way in', async () => {
			const at = await anOffice();
			await refer(at.db, at.one);
			await refer(at.db, at.two);
			expect(await at.tell()).toBe(2);
			// More is referred before the mail has left: it is the same mail.
			expect(await at.tell()).toBe(0);
			await runJobs(at.app);
			expect(at.sink.received.map(({ to }) => to)).toEqual([[at.ann.email], [at.bob.email]]);
			const [english, german] = at.sink.received;
			expect(english!.headers.subject).toBe('Chest pain: 2 actions to rule on');
			expect(english!.text).toContain('2 actions in 2 cases');
			expect(english!.text).toContain(`https://primum.test/studies/${at.study.slug}/adjudicate`);
			expect(german!.headers.subject).toBe('Chest pain: 2 Maßnahmen zu entscheiden');
		});

		it('tells those only to whom it was referred, and who can and may rule now', async () => {
			const at = await anOffice();
			await aMember(at.db, at.study, 'adjudicator', { name: 'Not joined yet' });
			const away = await aMember(at.db, at.study, 'adjudicator', { name: 'Away', ...JOINED });
			await write(at.db, (tx) => members.update(tx, away.memberId, { pausedAt: START }));
			await refer(at.db, at.one, { memberId: at.bob.memberId });
			expect(await at.tell([at.bob.memberId, away.memberId])).toBe(1);
			await runJobs(at.app);
			expect(at.sink.received.map(({ to }) => to)).toEqual([[at.bob.email]]);
		});

		it('sends nothing once nothing waits for the person any more', async () => {
			const at = await anOffice();
			await refer(at.db, at.one);
			await at.tell([at.ann.memberId]);
			await adjudicating.rule(at.app, at.bob.actor, at.study.slug, {
				...{ actionId: at.one, score: 5, reason: 'It was quick.' }
			});
			await runJobs(at.app);
			expect(at.sink.received).toEqual([]);
			expect(await at.mails()).toMatchObject([{ state: 'dropped' }]);
		});

		it('tells nobody where no mail server is set', async () => {
			const at = await anOffice();
			at.app.mail = null;
			await refer(at.db, at.one);
			expect(await at.tell()).toBe(0);
			expect(await at.mails()).toEqual([]);
		});
	},
	['SQLite in memory', 'PostgreSQL 18']
);
