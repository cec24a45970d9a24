/** Scoring submissions by an errand: what is kept of them, what becomes of those that cannot be scored, and twice. */
import { describe, expect, it } from 'vitest';
import { encode } from '#lib/formats/files.ts';
import * as errands from '#lib/server/services/errands/index.ts';
import * as submitting from '#lib/server/services/submitting/index.ts';
import * as store from '#lib/server/store/boards.ts';
import * as submissions from '#lib/server/store/submissions.ts';
import { SCHEME_NAMES } from '#lib/scoring/scheme.ts';
import { onEach } from '../databases.ts';
import { ask, everyRow, write } from '../support.ts';
import { aBoard, everywhere, fileOf, HELD_OUT, OPEN, runErrand, send } from './boards-support.ts';

// By hand, under mast-2026-07: of actions worth 72, 24 and −24, action 1 alone has precision 1 and recall 72/96.
const ONE_OF_TWO = (2 * 0.75) / 1.75;
const MIXED = fileOf({
	...everywhere('x---'),
	...Object.fromEntries(OPEN.map((id) => [id, 'xx--']))
});

onEach(({ fresh }) => {
	describe('a submission', () => {
		it('is scored under every scheme, and waits for a coordinator', async () => {
			const on = await aBoard(await fresh());
			const { id, errand } = await send(on, { content: MIXED });
			while (await runErrand(on.app));
			const scored = (await ask(on.db, submissions.byId, { id }))!;
			expect(scored).toMatchObject({ state: 'waiting', reason: null, scoredAt: on.app.now() });
			expect(await errands.show(on.app, on.actor, on.slug, errand)).toMatchObject({
				...{ state: 'done', outcome: { submission: id, state: 'waiting' } }
			});
			const kept = await everyRow(on.db, (t) => t.submissionScores);
			expect(kept.map(({ scheme }) => scheme)).toEqual(SCHEME_NAMES);
			const { figures } = kept[0]!;
			const { value, cases, records } = figures.aggregate['F1_weighted']!;
			expect(value).toBeCloseTo((3 + ONE_OF_TWO) / 4, 12);
			expect({ cases, records }).toEqual({ cases: 4, records: 5 });
			// Of the four cases one lacks an action of 8.
			expect(figures.omissions).toEqual({ severe: 0, moderate: 25, mild: 0 });
			expect(figures.commissions).toEqual({ severe: 0, moderate: 0, mild: 0 });
		});

		it('its held-out cases are in the totals, and in nothing less', async () => {
			const on = await aBoard(await fresh());
			await send(on, { content: MIXED });
			while (await runErrand(on.app));
			const [kept] = await everyRow(on.db, (t) => t.submissionScores);
			const { figures } = kept!;
			const whole = (cases: number) => ({ F1_weighted: { value: 1, cases } });
			expect(figures.bySpecialty).toMatchObject({ Card: whole(2), Neph: whole(1) });
			expect(figures.byCategory).toMatchObject({ Diagnostic: whole(3), Treatment: whole(3) });
			const rows = await everyRow(on.db, (t) => t.submissionCases);
			expect(rows.map(({ externalId }) => externalId)).toEqual(OPEN);
			expect(rows[0]).toMatchObject({
				records: 1,
				done: { 1: [1, 0], 2: [1, 0], 3: [0, 0], 4: [0, 0] },
				metrics: { 'mast-2026-07': { F1_weighted: 1 }, 'noharm-2025': { Overall: 1, Safety: 1 } }
			});
		});

		it('answers all held-out cases, or none: of one alone the totals would tell', async () => {
			const on = await aBoard(await fresh());
			const only = async (ids: string[]) => {
				const content = fileOf(Object.fromEntries(ids.map((id) => [id, 'xx--'])));
				const { id } = await send(on, { content });
				while (await runErrand(on.app));
				return (await ask(on.db, submissions.byId, { id }))!;
			};
			expect(await only(OPEN)).toMatchObject({ state: 'waiting' });
			expect(await only([HELD_OUT, `${HELD_OUT}-1`])).toMatchObject({ state: 'waiting' });
			expect(await only([...OPEN, HELD_OUT])).toMatchObject({
				state: 'failed',
				reason: expect.stringContaining('1 of the 2 held-out cases and their variants')
			});
		});

		it('that is scored twice is kept once', async () => {
			const on = await aBoard(await fresh());
			const { id } = await send(on, {});
			while (await runErrand(on.app));
			const tables = async () => [
				await everyRow(on.db, (t) => t.submissionScores),
				await everyRow(on.db, (t) => t.submissionCases)
			];
			const before = await tables();
			// As after a process that was lost between the last row and the end of its errand.
			await write(on.db, (tx) =>
				submissions.move(tx, { id, seen: 'waiting' }, { state: 'scoring' })
			);
			const again = { id: '', actor: on.actor, slug: on.slug, asked: { submission: id } };
			const course = { onProgress() {}, signal: new AbortController().signal };
			const outcome = { submission: id, state: 'waiting' };
			expect(await submitting.carryOut(on.app, again, course)).toEqual(outcome);
			expect(await submitting.carryOut(on.app, again, course)).toEqual(outcome);
			expect(await tables()).toEqual(before);
		});

		it('that cannot be scored has failed, for a reason', async () => {
			const on = await aBoard(await fresh());
			const { id, errand } = await send(on, { content: encode('{"id":"Card009"}\n') });
			while (await runErrand(on.app));
			const failed = await ask(on.db, submissions.byId, { id });
			const reason =
				'It cannot be scored as it is: answers.jsonl, line 1, id: ' +
				'"Card009" is no case of this set: use the ids of its items.';
			expect(failed).toMatchObject({ state: 'failed', reason, scoredAt: null });
			expect(await errands.show(on.app, on.actor, on.slug, errand)).toMatchObject({
				state: 'refused',
				refusal: { message: reason, problems: [{ line: 1, where: 'answers.jsonl' }] }
			});
			expect(await everyRow(on.db, (t) => t.submissionScores)).toEqual([]);
		});

		it('whose scoring is stopped has failed too, before it began and in the middle', async () => {
			const on = await aBoard(await fresh());
			while (await runErrand(on.app));
			const { id, errand } = await send(on, {});
			await errands.stop(on.app, on.actor, on.slug, errand);
			while (await runErrand(on.app));
			const stopped = { state: 'failed', reason: expect.stringContaining('stopped') };
			expect(await ask(on.db, submissions.byId, { id })).toMatchObject(stopped);

			const later = await send(on, {});
			const stopping = new AbortController();
			const task = { id: '', actor: on.actor, slug: on.slug, asked: { submission: later.id } };
			const course = {
				onProgress: ({ what, done }: { what: string; done: number }) => {
					if (what === 'scoring' && done === 5) stopping.abort(new Error('enough'));
				},
				signal: stopping.signal
			};
			await expect(submitting.carryOut(on.app, task, course)).rejects.toThrow('enough');
			expect(await everyRow(on.db, (t) => t.submissionScores)).toEqual([]);
		});

		it('that was taken back meanwhile is not brought back', async () => {
			const on = await aBoard(await fresh());
			const { id } = await send(on, {});
			const moved = { state: 'withdrawn' as const, reason: 'Sent by mistake.' };
			await write(on.db, (tx) => submissions.move(tx, { id, seen: 'scoring' }, moved));
			while (await runErrand(on.app));
			expect(await ask(on.db, submissions.byId, { id })).toMatchObject(moved);
		});
	});

	it('says how far it is', async () => {
		const on = await aBoard(await fresh());
		const { id } = await send(on, {});
		const told: string[] = [];
		await submitting.carryOut(
			on.app,
			{ id: '', actor: on.actor, slug: on.slug, asked: { submission: id } },
			{
				onProgress: ({ what, done, of }) => told.push(`${what} ${done}/${of}`),
				signal: new AbortController().signal
			}
		);
		// Under each of three schemes the whole, two specialties and two categories.
		expect(told.filter((one) => one.startsWith('scoring'))).toEqual(
			Array.from({ length: 15 }, (_, done) => `scoring ${done}/15`)
		);
	});

	it('the baselines of a board are computed when it is made', async () => {
		const on = await aBoard(await fresh());
		const kept = (name: string) => ask(on.db, store.baselines, { id: on.boardId, name });
		expect(await kept('set')).toEqual({ kept: null });
		expect(await runErrand(on.app)).toBe(true);
		expect(await kept('set')).toEqual({
			kept: {
				...{ cases: 4, heldOut: 1, items: 5, actions: 16, open: OPEN },
				specialties: [
					{ code: 'Card', cases: 2 },
					{ code: 'Neph', cases: 1 }
				],
				categories: [
					{ name: 'Diagnostic', actions: 6 },
					{ name: 'Treatment', actions: 6 }
				]
			}
		});
		const { lines } = (await kept('mast-2026-07'))!.kept as { lines: { name: string }[] };
		// Nobody rated in this study: there is no ceiling.
		expect(lines.map(({ name }) => name)).toEqual([
			...['nothing', 'everything', 'referrals', 'reassurance', 'random half', 'appropriate']
		]);
		const f1 = (name: string) => {
			const line = lines.find((one) => one.name === name) as unknown as {
				figures: { aggregate: Record<string, { value: number }> };
			};
			return line.figures.aggregate['F1_weighted']!.value;
		};
		expect(f1('nothing')).toBe(0);
		expect(f1('appropriate')).toBe(1);
		// Of all, 72 + 24 of 72 + 24 + 24 + 1 are right.
		const precision = 96 / 121;
		expect(f1('everything')).toBeCloseTo((2 * precision) / (precision + 1), 12);
	});
});
