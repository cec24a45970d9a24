/** Whatever happens to a case at the same moment, it never has more than k raters, and nothing rated is lost. */
import { describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/connect.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import * as assigning from '#lib/server/services/assigning/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import { onEach } from '../databases.ts';
import { aMember, anAssignment, aSave, everyRow, scored, taking, type Person } from '../support.ts';
import { aMovingStudy } from './moving-support.ts';

type At = Awaited<ReturnType<typeof aMovingStudy>>;

/** The messages of what was refused; throws whatever is no refusal. */
async function outcomes(
	tries: readonly Promise<unknown>[]
): Promise<{ done: number; why: string[] }> {
	const settled = await Promise.allSettled(tries);
	const why = settled.flatMap((one) => {
		if (one.status === 'fulfilled') return [];
		if (!(one.reason instanceof Refusal)) throw one.reason;
		return [one.reason.message];
	});
	return { done: settled.length - why.length, why };
}

const give = (at: At, { memberId }: { memberId: number }) =>
	assigning.assignByHand(at.app, at.coordinator, at.slug, { externalId: 'Card001', memberId });

const move = (at: At, id: number, to: readonly { memberId: number }[], counts = false) =>
	assigning.move(at.app, at.coordinator, at.slug, {
		...taking(id),
		to: to.map(({ memberId }) => memberId),
		counts
	});

async function raters(
	db: Database,
	at: At,
	count: number
): Promise<(Person & { memberId: number })[]> {
	const all = [];
	for (let index = 0; index < count; index += 1) all.push(await aMember(db, at.study, 'rater'));
	return all;
}

onEach(
	({ fresh }) => {
		describe('at the same moment', () => {
			it('ten who give the last place give it once', async () => {
				const db = await fresh();
				const at = await aMovingStudy(db);
				const many = await raters(db, at, 10);
				const { done, why } = await outcomes(many.map((one) => give(at, one)));
				expect(done).toBe(1);
				expect(new Set(why)).toEqual(
					new Set([expect.stringMatching(/^Card001 has 2 raters already/)])
				);
				expect(await at.held()).toHaveLength(2);
			});

			it('two who move a case to different people move it once', async () => {
				const at = await aMovingStudy(await fresh());
				await at.rate(at.ada, at.hers.id, 2);
				const { done } = await outcomes([
					move(at, at.hers.id, [at.ben]),
					move(at, at.hers.id, [at.cyn]),
					move(at, at.hers.id, [])
				]);
				expect(done).toBe(1);
				expect((await at.held()).length).toBeLessThanOrEqual(1);
				expect(await everyRow(at.db, (t) => t.ratings)).toHaveLength(2);
			});

			it('giving back, giving by hand, moving and planning fill no place twice', async () => {
				const db = await fresh();
				const at = await aMovingStudy(db);
				await at.rate(at.ada, at.hers.id, 2);
				const his = await anAssignment(db, at.study, at.item, at.ben);
				await move(at, at.hers.id, []);
				const many = await raters(db, at, 3);
				const { done } = await outcomes([
					assigning.returnTo(at.app, at.coordinator, at.slug, at.hers.id),
					...many.map((one) => give(at, one)),
					move(at, his.id, [at.cyn]),
					move(at, his.id, [at.dan])
				]);
				expect(done).toBe(2);
				expect(await at.held()).toHaveLength(2);
			});

			it('a signature and a release are one after the other, never both', async () => {
				const at = await aMovingStudy(await fresh());
				await at.rate(at.ada, at.hers.id, 8);
				const { done, why } = await outcomes([
					rating.submitCase(at.app, at.ada.actor, at.hers.id),
					move(at, at.hers.id, [at.ben], true)
				]);
				expect(done).toBe(1);
				expect(why).toEqual([
					expect.stringMatching(/^(Ada has signed Card001|The coordinator has taken this case)/)
				]);
				const stored = await at.stored(at.hers.id);
				expect([
					['submitted', null],
					['in-progress', at.app.now()]
				]).toContainEqual([stored!.state, stored!.releasedAt]);
			});

			it('a first rating and a move lose nothing: it is rated and kept, or it is told', async () => {
				for (let round = 0; round < 5; round += 1) {
					const at = await aMovingStudy(await fresh());
					const save = aSave(at.item.actions[0]!.id, 0, scored(4));
					const [saved, moved] = await Promise.allSettled([
						rating.saveRating(at.app, at.ada.actor, at.hers.id, save),
						move(at, at.hers.id, [at.ben])
					]);
					expect(moved.status).toBe('fulfilled');
					const kept = await everyRow(at.db, (t) => t.ratings);
					if (saved.status === 'fulfilled') {
						expect(kept).toHaveLength(1);
						expect(await at.stored(at.hers.id)).toMatchObject({ releaseReason: 'Silent.' });
					} else {
						expect(kept).toEqual([]);
						expect(saved.reason).toMatchObject({
							code: expect.stringMatching(/^case-(missing|released)$/)
						});
					}
					expect(await at.held()).toMatchObject([{ memberId: at.ben.memberId }]);
				}
			});
		});
	},
	['SQLite on disk', 'PostgreSQL 18']
);
