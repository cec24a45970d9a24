import { describe, expect, it } from 'vitest';
import { onEach, sql } from '../databases.ts';
import { everyRow } from '../support.ts';
import { aStudyAtWork } from './a-study-at-work.ts';
import { FIRST, FORMS } from './forms.ts';

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
			async ({ page, name, action, fields, params }) => {
				const at = await aStudyAtWork(await fresh());
				// Every study has the people and cases that are meant; a mapping is kept first.
				if (page === 'cases/mappings') await FIRST[name]!(at);
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

		it('settings/consensus?/save: one wins, the other is told what was changed, and saves on top of it', async () => {
			const at = await aStudyAtWork(await fresh());
			const { action } = FORMS.find(({ page }) => page === 'settings/consensus')!;
			const stored = async () => {
				const all = await everyRow(at.db, (t) => t.studies);
				const { consensusRule, band } = all.find(({ id }) => id === at.study.id)!;
				return [consensusRule, band];
			};
			const shown = JSON.stringify({ consensusRule: 'noharm-strict', band: 2 });
			const asks = [
				{ who: at.coordinator, fields: { consensusRule: 'median', band: '1', shown } },
				{ who: at.colleague, fields: { consensusRule: 'mean-rounded', band: '3', shown } }
			];
			const seen = await Promise.all(asks.map(({ who, fields }) => at.tell(who, action, fields)));
			expect(seen.map(({ status }) => status).sort()).toEqual([200, 409]);
			const second = seen[0]!.status === 409 ? 0 : 1;
			const [loser, winner] = [asks[second]!, asks[1 - second]!];
			const { consensusRule, band } = winner.fields;
			expect(await stored()).toEqual([consensusRule, Number(band)]);
			expect(seen[second]!.body).toMatchObject({
				message:
					`The consensus rule was changed by ${winner.who.actor.name} on 2 November at 08:00 UTC, from ` +
					`“noharm-strict” to “${consensusRule}”. The band was changed by ${winner.who.actor.name} on ` +
					`2 November at 08:00 UTC, from 2 to ${band}. Nothing of yours was saved, and what you typed is ` +
					'still here. Save again to put it in the place of that.',
				values: { consensusRule: loser.fields.consensusRule, band: loser.fields.band }
			});
			const now = JSON.stringify({ consensusRule, band: Number(band) });
			const again = { ...loser.fields, shown: now };
			expect((await at.tell(loser.who, action, again)).status).toBe(200);
			expect(await stored()).toEqual([loser.fields.consensusRule, Number(loser.fields.band)]);
		});

		it('settings/guidelines?/save: one makes the version, the other is told by whom', async () => {
			const at = await aStudyAtWork(await fresh());
			const { action } = FORMS.find(({ page }) => page === 'settings/guidelines')!;
			const shown = JSON.stringify({ version: 1 });
			const asks = [at.coordinator, at.colleague].map((who, index) => ({
				who,
				fields: { guidelines: `By ${index}`, note: '', shown }
			}));
			const seen = await Promise.all(asks.map(({ who, fields }) => at.tell(who, action, fields)));
			expect(seen.map(({ status }) => status).sort()).toEqual([200, 409]);
			const second = seen[0]!.status === 409 ? 0 : 1;
			const [loser, winner] = [asks[second]!, asks[1 - second]!];
			expect(seen[second]!.body).toMatchObject({
				message: expect.stringMatching(
					`^The guidelines were changed by ${winner.who.actor.name} on 2 November at 08:00 UTC, while you had ` +
						'them open: that is version 2.'
				),
				values: { guidelines: loser.fields.guidelines }
			});
			const versions = async () => {
				const all = await everyRow(at.db, (t) => t.studyWords);
				const own = all.filter(({ studyId }) => studyId === at.study.id);
				return own.map(({ number, guidelines }) => [number, guidelines]);
			};
			const first = (await versions())[0]!;
			expect(await versions()).toEqual([first, [2, winner.fields.guidelines]]);
			const again = { ...loser.fields, shown: JSON.stringify({ version: 2 }) };
			expect((await at.tell(loser.who, action, again)).status).toBe(200);
			expect(await versions()).toEqual([
				first,
				[2, winner.fields.guidelines],
				[3, loser.fields.guidelines]
			]);
		});
	});
});

onEach(
	({ fresh, again }) => {
		it('says when to come back while another program keeps the database to itself', async () => {
			const at = await aStudyAtWork(await fresh());
			const { action, fields } = FORMS.find(
				({ page, name }) => page === 'settings' && name === 'save'
			)!;
			const before = await at.everything();
			const other = again(at.db);
			await sql(other, 'begin immediate');
			const seen = await at.tell(at.coordinator, action, fields(at));
			await sql(other, 'rollback');
			expect(seen).toMatchObject({
				status: 503,
				body: {
					message: expect.stringMatching(/Nothing was changed; try again/),
					values: { name: 'Another name' }
				}
			});
			expect(seen.headers.get('retry-after')).toBe('2');
			expect(await at.everything()).toEqual(before);
			expect((await at.tell(at.coordinator, action, fields(at))).status).toBe(200);
		});
	},
	['SQLite on disk']
);
