import { describe, expect, it } from 'vitest';
import { onEach, sql } from '../databases.ts';
import { everyRow } from '../support.ts';
import { aStudyAtWork } from './a-study-at-work.ts';
import { FORMS, SETTINGS } from './forms.ts';

/** Forms that only one of two can send, and what the other is answered with. */
const ONE_OF_TWO: Record<string, number> = {
	reopen: 409,
	assign: 409,
	leave: 409,
	resume: 409,
	takeBack: 409,
	move: 404,
	giveBack: 409,
	accept: 409,
	remove: 404,
	withdraw: 409,
	due: 409,
	close: 409
};

onEach(({ fresh }) => {
	describe('two coordinators at once', () => {
		it.each(FORMS.filter(({ name }) => name in ONE_OF_TWO))(
			'$page?/$name: one is told that it is done, the other why not',
			async ({ name, action, fields, params }) => {
				const at = await aStudyAtWork(await fresh());
				const trail = async () => (await everyRow(at.db, (t) => t.auditEvents)).length;
				const asked = fields(at);
				const seen = await Promise.all(
					[at.coordinator, at.colleague].map((who) => at.tell(who, action, asked, params(at)))
				);
				expect(seen.map(({ status }) => status).sort()).toEqual([200, ONE_OF_TWO[name]]);
				const refused = seen.find(({ status }) => status !== 200)!;
				expect(refused.body).not.toHaveProperty('done');
				expect(refused.body.message).toMatch(/\.$/);
				// Whoever comes third finds it as the second did.
				const now = await trail();
				expect((await at.tell(at.coordinator, action, asked, params(at))).status).toBe(
					ONE_OF_TWO[name]
				);
				expect(await trail()).toBe(now);
			}
		);

		it('settings?/settings: what is stored is whole, of the one or of the other', async () => {
			const at = await aStudyAtWork(await fresh());
			const { action } = FORMS.find(({ name }) => name === 'settings')!;
			const mine = { ...SETTINGS, name: 'Mine', band: '1', ratersPerCase: '4', confirmed: '4' };
			const theirs = { ...SETTINGS, name: 'Theirs', band: '3', ratersPerCase: '5', confirmed: '5' };
			const seen = await Promise.all([
				at.tell(at.coordinator, action, mine),
				at.tell(at.colleague, action, theirs)
			]);
			expect(seen.map(({ status }) => status)).toEqual([200, 200]);
			const all = await everyRow(at.db, (t) => t.studies);
			const { name, band, ratersPerCase } = all.find(({ id }) => id === at.study.id)!;
			expect([
				['Mine', 1, 4],
				['Theirs', 3, 5]
			]).toContainEqual([name, band, ratersPerCase]);
		});
	});
});

onEach(
	({ fresh, again }) => {
		it('says when to come back while another program keeps the database to itself', async () => {
			const at = await aStudyAtWork(await fresh());
			const { action, fields } = FORMS.find(({ name }) => name === 'notice')!;
			const before = await at.everything();
			const other = again(at.db);
			await sql(other, 'begin immediate');
			const seen = await at.tell(at.coordinator, action, fields(at));
			await sql(other, 'rollback');
			expect(seen).toMatchObject({
				status: 503,
				body: {
					message: expect.stringMatching(/Nothing was changed; try again/),
					entered: { notice: 'The server rests tonight.' }
				}
			});
			expect(seen.headers.get('retry-after')).toBe('2');
			expect(await at.everything()).toEqual(before);
			expect((await at.tell(at.coordinator, action, fields(at))).status).toBe(200);
		});
	},
	['SQLite on disk']
);
