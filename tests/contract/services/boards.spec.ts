/** What is read of a leaderboard, by whom: places, figures in view, parts of the set, one case, and nothing held out. */
import { describe, expect, it } from 'vitest';
import type { BoardToRead } from '#lib/domain/leaderboard.ts';
import type { Actor } from '#lib/server/app.ts';
import * as boards from '#lib/server/services/boards/index.ts';
import * as store from '#lib/server/store/boards.ts';
import * as submissions from '#lib/server/store/submissions.ts';
import { onEach } from '../databases.ts';
import { ask, refusals, write } from '../support.ts';
import {
	aBoard,
	approved,
	CANARIES,
	everywhere,
	fileOf,
	HELD_OUT,
	OPEN,
	publish,
	runErrand,
	send,
	type ABoard
} from './boards-support.ts';

const NAMES = ({ entries }: BoardToRead) => entries.map(({ name }) => name);
const VALUES = ({ entries, by }: BoardToRead) => entries.map(({ figures }) => figures[by]?.value);

// Of actions worth 72, 24, −24 and 1: the first alone has precision 1 and recall 72/96, which is an F1 of 6/7, 0.857;
// the third alone has 0.

/** A published board with a good system, one that is not, and people. */
async function aFullBoard(db: Parameters<typeof aBoard>[0]) {
	const on = await aBoard(db);
	const bad = await approved(on, { name: 'Larch', content: fileOf(everywhere('--x-')) });
	const good = await approved(on, { name: 'Cedar' });
	const people = await approved(on, {
		...{ name: 'Five generalists', kind: 'human', content: fileOf(everywhere('x---')) }
	});
	await publish(on);
	return { on, bad, good, people };
}

const readAs = ({ app, slug }: ABoard, actor: Actor | null, release: number | null = 1) =>
	boards.readBoard(app, actor, slug, release);

onEach(({ fresh }) => {
	it('is read by everyone once it is published, before by those who run or observe the study', async () => {
		const on = await aBoard(await fresh());
		const { actor, observer, submitter, rater } = on;
		const others = [null, submitter.actor, rater.actor];
		for (const one of others) {
			expect(await refusals(readAs(on, one), readAs(on, one, null))).toEqual([
				...['missing', 'missing']
			]);
		}
		for (const one of [actor, observer.actor]) {
			expect(await readAs(on, one)).toMatchObject({ release: 1, publishedAt: null });
		}
		await publish(on);
		for (const one of [...others, actor, observer.actor]) {
			expect(await readAs(on, one)).toMatchObject({ release: 1, publishedAt: on.app.now() });
			expect(await readAs(on, one, null)).toMatchObject({ release: 1, releases: [1] });
		}
		expect(await refusals(readAs(on, null, 2))).toEqual(['missing']);
	});

	it('shows what is approved, in places; nothing that waits, was refused, or has a later version', async () => {
		const { on, good } = await aFullBoard(await fresh());
		await send(on, { name: 'Waits' });
		while (await runErrand(on.app));
		const rejected = await approved(on, { name: 'Rejected' });
		await write(on.db, (tx) =>
			submissions.move(tx, { id: rejected.id, seen: 'approved' }, { state: 'rejected' })
		);
		const found = await readAs(on, null);
		expect(NAMES(found)).toEqual(['Cedar', 'Five generalists', 'Larch']);
		// One of the cases is held out: nobody is told a total to more than three decimals.
		expect(VALUES(found)).toEqual([1, 0.857, 0]);
		expect(found.entries.map(({ rank }) => rank)).toEqual([
			{ from: 1, to: 1 },
			{ from: 2, to: 2 },
			{ from: 3, to: 3 }
		]);
		expect(found).toMatchObject({
			...{ scheme: 'mast-2026-07', schemeVersion: 1, by: 'F1_weighted', part: null },
			...{ set: { cases: 4, heldOut: 1, open: OPEN }, ceiling: null, humanLine: null }
		});
		expect(found.baselines.map(({ name }) => name)).toContain('nothing');

		const revised = await approved(on, {
			...{ name: 'Cedar', entry: good.entry, version: 2, content: fileOf(everywhere('x---')) }
		});
		await write(on.db, (tx) =>
			submissions.move(tx, { id: good.id, seen: 'approved' }, { state: 'superseded' })
		);
		const cedar = (await readAs(on, null)).entries.find(({ name }) => name === 'Cedar');
		expect(cedar).toMatchObject({ id: revised.id, entry: good.entry, version: 2 });
		expect(cedar!.figures['F1_weighted']!.value).toBe(0.857);
	});

	it('is of one scheme at a time, each with its own metrics', async () => {
		const { on } = await aFullBoard(await fresh());
		const { app, slug } = on;
		const noharm = await boards.readBoard(app, null, slug, 1, { scheme: 'noharm-2025' });
		expect(noharm).toMatchObject({
			scheme: 'noharm-2025',
			by: 'Overall',
			harmRate: 'Case_harm_rate'
		});
		const names = noharm.metrics.map(({ name }) => name);
		for (const { figures } of [...noharm.entries, ...noharm.baselines]) {
			expect(Object.keys(figures)).toEqual(names);
		}
		expect(noharm.metrics.find(({ name }) => name === 'Harmful_errors')).toMatchObject({
			...{ unit: 'harms', better: 'lower' }
		});
	});

	it('is in the order of what is asked for, and holds no other figures than those in view', async () => {
		const { on } = await aFullBoard(await fresh());
		const view = { by: 'Mild_rate', metrics: ['Recall_weighted'] };
		const found = await boards.readBoard(on.app, null, on.slug, 1, view);
		// Cedar harms nobody; the others leave out what is to be done in every case.
		expect(NAMES(found)[0]).toBe('Cedar');
		expect(found.entries.map(({ rank }) => rank)).toEqual([
			{ from: 1, to: 1 },
			{ from: 2, to: 3 },
			{ from: 2, to: 3 }
		]);
		for (const { figures } of [...found.entries, ...found.baselines]) {
			expect(Object.keys(figures).sort()).toEqual(['Mild_rate', 'Recall_weighted']);
		}
		const unknown = await boards.readBoard(on.app, null, on.slug, 1, { by: 'Charm' });
		expect(unknown.by).toBe('F1_weighted');
	});

	it('is of a specialty or a category where that is asked for', async () => {
		const { on } = await aFullBoard(await fresh());
		const ofPart = (part: { specialty: string } | { category: string }) =>
			boards.readBoard(on.app, null, on.slug, 1, { part });
		const card = await ofPart({ specialty: 'Card' });
		expect(card.entries[0]).toMatchObject({
			...{ name: 'Cedar', omissions: null },
			figures: { F1_weighted: { value: 1, cases: 2 } }
		});
		expect(card.baselines[0]!.figures['F1_weighted']).toMatchObject({ cases: 2 });
		// Of treatments there is one that is appropriate: people left it out.
		const treatments = await ofPart({ category: 'Treatment' });
		expect(
			Object.fromEntries(treatments.entries.map(({ name }, at) => [name, VALUES(treatments)[at]]))
		).toEqual({
			...{ Cedar: 1, 'Five generalists': 0, Larch: 0 }
		});
		// What the set has not is no part of it.
		expect((await ofPart({ specialty: 'Uro' })).part).toBeNull();
		expect((await ofPart({ category: 'Charm' })).part).toBeNull();
	});

	it('is read anew once somebody is decided on', async () => {
		const on = await aBoard(await fresh());
		await publish(on);
		expect(NAMES(await readAs(on, null))).toEqual([]);
		const first = await approved(on, { name: 'First' });
		expect(NAMES(await readAs(on, null))).toEqual(['First']);
		await write(on.db, (tx) =>
			submissions.move(tx, { id: first.id, seen: 'approved' }, { state: 'withdrawn' })
		);
		expect(NAMES(await readAs(on, null))).toEqual([]);
	});

	it('follows the people of its human line from version to version', async () => {
		const { on, people } = await aFullBoard(await fresh());
		const { version } = (await ask(on.db, store.byId, { id: on.boardId }))!;
		const change = { humanLine: people.id };
		const seen = { id: on.boardId, seen: version };
		expect(await write(on.db, (tx) => store.change(tx, seen, change))).toBe(true);
		expect((await readAs(on, null)).humanLine).toBe(people.entry);
		// Whoever saw it before that is told.
		expect(await write(on.db, (tx) => store.change(tx, seen, change))).toBe(false);
	});

	it('tells some entries in depth, one metric in each part of the set', async () => {
		const { on, good } = await aFullBoard(await fresh());
		const asked = { entries: [good.entry, 'nobody'], by: 'Recall_weighted' };
		const [cedar, ...others] = await boards.readEntries(on.app, null, on.slug, 1, asked);
		expect(others).toEqual([]);
		expect(Object.keys(cedar!.figures).length).toBeGreaterThan(15);
		expect(cedar).toMatchObject({
			rank: { from: 1, to: 1 },
			bySpecialty: { Card: { value: 1, cases: 2 }, Neph: { value: 1, cases: 1 } },
			byCategory: { Diagnostic: { value: 1, cases: 3 }, Treatment: { value: 1, cases: 3 } }
		});
	});

	it('tells one case, action by action', async () => {
		const { on, good, people } = await aFullBoard(await fresh());
		const entries = [people.entry, good.entry, 'nobody'];
		const given = { caseId: 'Card002', entries };
		const found = await boards.readBoardCase(on.app, null, on.slug, 1, given);
		expect(found).toMatchObject({
			...{ id: 'Card002', specialty: 'Card', presentation: 'Plain Presentation' },
			...{ before: 'Card001', after: 'Neph001', scheme: 'mast-2026-07' }
		});
		expect(found.actions.map(({ number, score }) => [number, score])).toEqual([
			...[
				[1, 9],
				[2, 8],
				[3, 2],
				[4, 5]
			]
		]);
		expect(found.answers.map(({ name, done }) => [name, done['1'], done['2']])).toEqual([
			['Five generalists', [1, 0], [0, 0]],
			['Cedar', [1, 0], [1, 0]]
		]);
		expect(found.answers[1]!.metrics['F1_weighted']).toBe(1);
		expect(
			await refusals(
				boards.readBoardCase(on.app, null, on.slug, 1, { caseId: 'Uro001', entries: [] })
			)
		).toEqual(['missing']);
	});

	describe('of a held-out case', () => {
		it('nobody reads a word, an answer, or its id', async () => {
			const { on, good, bad, people } = await aFullBoard(await fresh());
			const { app, slug, actor, observer, submitter } = on;
			const entries = [good.entry, bad.entry, people.entry];
			const everyView = [
				{},
				{ scheme: 'mast-2026' as const },
				{ scheme: 'noharm-2025' as const },
				{ part: { specialty: 'Neph' } },
				{ part: { category: 'Treatment' } }
			];
			for (const who of [null, submitter.actor, observer.actor, actor]) {
				const read = await Promise.all([
					...everyView.map((view) => boards.readBoard(app, who, slug, 1, view)),
					boards.readEntries(app, who, slug, 1, { entries }),
					...OPEN.map((caseId) => boards.readBoardCase(app, who, slug, 1, { caseId, entries }))
				]);
				const text = JSON.stringify(read);
				expect(text).toContain('Plain Presentation');
				expect(CANARIES.filter((word) => text.includes(word))).toEqual([]);
				const asked = { caseId: HELD_OUT, entries };
				expect(await refusals(boards.readBoardCase(app, who, slug, 1, asked))).toEqual(['missing']);
			}
		});

		it('the figures of its specialty are those of the open cases: none can be worked out of them', async () => {
			const on = await aBoard(await fresh());
			await approved(on, {
				content: fileOf({ ...everywhere('xx--'), [HELD_OUT]: '--x-', [`${HELD_OUT}-1`]: '--x-' })
			});
			await publish(on);
			const view = { part: { specialty: 'Neph' } };
			const found = await boards.readBoard(on.app, null, on.slug, 1, view);
			expect(found.entries[0]!.figures['F1_weighted']).toMatchObject({ value: 1, cases: 1 });
			expect(found.set!.specialties).toContainEqual({ code: 'Neph', cases: 1 });
		});

		it('totals are told too coarsely to take the open cases out of them', async () => {
			const { on, people } = await aFullBoard(await fresh());
			const coarse = (value: number) => Math.round(value * 1e3) / 1e3 === value;
			const told = await readAs(on, on.actor);
			const [entry] = await boards.readEntries(on.app, null, on.slug, 1, {
				entries: [people.entry]
			});
			for (const { figures } of [...told.entries, ...told.baselines, entry!]) {
				const all = Object.values(figures).flatMap(({ value, ci95 }) => [value, ...(ci95 ?? [])]);
				expect(all.filter((one) => one !== null && !coarse(one))).toEqual([]);
			}
		});
	});
});
