/** Versions of guidelines and scale words: made, read by raters, and on record with each rating. */
import { describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/connect.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import * as wording from '#lib/server/services/wording/index.ts';
import * as assignments from '#lib/server/store/assignments.ts';
import * as members from '#lib/server/store/members.ts';
import * as ratings from '#lib/server/store/ratings.ts';
import * as studyWords from '#lib/server/store/study-words.ts';
import * as trail from '#lib/server/store/trail.ts';
import { onEach } from '../databases.ts';
import { aDesk, aMember, ask, aSave, everything, MINUTE, refusals, scored } from '../support.ts';

const OWN = { 1: { label: 'Deadly', meaning: 'it kills' } };

async function aDeskWithWords(db: Database) {
	const desk = await aDesk(db, 2);
	const { app, study, rater, assignment } = desk;
	const { slug } = study;
	const coordinator = (await aMember(db, study, 'coordinator')).actor;
	const colleague = (await aMember(db, study, 'coordinator')).actor;
	const change = (words: Parameters<typeof wording.changeWords>[3], seen?: number) =>
		wording.changeWords(app, coordinator, slug, words, seen);
	const words = async () => (await rating.openCase(app, rater.actor, assignment.id)).words;
	const news = async () => (await rating.myCases(app, rater.actor))[0]!.words;
	const read = (version: unknown) => rating.readWords(app, rater.actor, assignment.id, { version });
	const wordsRead = async () =>
		(await ask(db, members.byId, { studyId: study.id, id: assignment.memberId }))!.wordsRead;
	return { ...desk, db, slug, coordinator, colleague, change, words, news, read, wordsRead };
}

onEach(({ fresh }) => {
	describe('a version', () => {
		it('is made of guidelines, of scale words, or of both; the same words again make none', async () => {
			const { app, change, study, slug, db, coordinator } = await aDeskWithWords(await fresh());
			expect(await change({ guidelines: '# Alone\r\nRate.' })).toEqual({ version: 2, isNew: true });
			app.pass(MINUTE);
			expect(await change({ scaleWords: OWN, note: 'Plainer.' })).toMatchObject({ version: 3 });
			const before = await everything(db);
			expect(await change({ guidelines: '# Alone\nRate.', scaleWords: OWN })).toEqual({
				version: 3,
				isNew: false
			});
			expect(await everything(db)).toEqual(before);
			expect(await studies.settings(app, coordinator, slug)).toMatchObject({
				...{ guidelines: '# Alone\nRate.', scaleWords: OWN, wordsVersion: 3 }
			});
			await change({ scaleWords: null });
			const history = await wording.wordsHistory(app, coordinator, slug, 3);
			expect(history.versions).toMatchObject([
				{ number: 4, note: '' },
				{ number: 3, note: 'Plainer.', who: coordinator.name },
				{ number: 2 },
				{ number: 1, who: null }
			]);
			expect(history.shown).toMatchObject({
				...{ number: 3, before: 2, guidelines: [] },
				scale: [{ score: 1, before: { label: 'Harmful, severe' }, after: OWN[1] }]
			});
			const newest = await wording.wordsHistory(app, coordinator, slug, Number.NaN);
			expect(newest.shown.number).toBe(4);
			const lines = await ask(db, trail.ofStudy, { studyId: study.id, limit: 9 });
			expect(lines.filter(({ what }) => what === 'study.words')).toHaveLength(3);
		});

		it('is refused where somebody else has changed the same part, and not where it was the other', async () => {
			const { app, change, slug, colleague, db } = await aDeskWithWords(await fresh());
			const theirs = { guidelines: 'Theirs' };
			await wording.changeWords(app, colleague, slug, theirs, 1);
			app.pass(MINUTE);
			expect(await change({ scaleWords: OWN }, 1)).toMatchObject({ version: 3 });
			const before = await everything(db);
			await expect(change({ guidelines: 'Mine' }, 1)).rejects.toMatchObject({
				kind: 'conflict',
				message: expect.stringMatching(
					`^The guidelines were changed by ${colleague.name} on 2 November at 08:00 UTC, while you had them ` +
						'open: that is version 2. Nothing of yours was saved'
				)
			});
			expect(await everything(db)).toEqual(before);
			expect(await change({ guidelines: 'Mine' }, 3)).toMatchObject({ version: 4 });
			// Somebody who saw none, such as a program, is not in anybody's way.
			expect(await change({ guidelines: 'Another' })).toMatchObject({ version: 5 });
		});

		it('takes a number each where many change at the same moment', async () => {
			const { change, db, study } = await aDeskWithWords(await fresh());
			const texts = Array.from({ length: 8 }, (_, at) => `Text ${at}`);
			const made = await Promise.all(texts.map((guidelines) => change({ guidelines })));
			expect(made.map(({ version }) => version).sort()).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
			const kept = await ask(db, studyWords.listed, { studyId: study.id });
			expect(kept.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
		});
	});

	describe('a setting', () => {
		it('is not written over what somebody else has changed since; others and the same are', async () => {
			const { app, slug, coordinator, colleague } = await aDeskWithWords(await fresh());
			const set = (band: number, ratersPerCase: number, shown: object) =>
				studies.changeSettings(app, coordinator, slug, { band, ratersPerCase }, shown);
			await studies.changeSettings(app, colleague, slug, { band: 4, notice: 'Rest.' });
			expect(await refusals(set(1, 3, { band: 2, ratersPerCase: 3 }))).toEqual(['conflict']);
			// A message of somebody else's touches neither.
			await set(4, 5, { band: 2, ratersPerCase: 3 });
			await set(1, 5, { band: 4, ratersPerCase: 5 });
			expect(await studies.settings(app, coordinator, slug)).toMatchObject({
				...{ band: 1, ratersPerCase: 5, notice: 'Rest.' }
			});
		});
	});

	describe('a rater', () => {
		it('who has read nothing is told of no change', async () => {
			const { change, words, news } = await aDeskWithWords(await fresh());
			await change({ guidelines: 'New' });
			expect(await words()).toEqual({ version: 2, read: null, scale: null, changes: null });
			expect(await news()).toBeNull();
		});

		it('who has read an older version sees what was changed since, until it is read', async () => {
			const { app, change, words, news, read, wordsRead } = await aDeskWithWords(await fresh());
			await change({ guidelines: 'Rate alone.\n' });
			await read(2);
			app.pass(MINUTE);
			await change({ guidelines: 'Rate alone.\nMind the dose.\n' });
			app.pass(MINUTE);
			await change({ scaleWords: OWN, note: 'Plainer.' });
			const told = { version: 4, at: app.now(), note: 'Plainer.', parts: ['guidelines', 'scale'] };
			expect(await news()).toEqual(told);
			expect(await words()).toEqual({
				...{ version: 4, read: 2, scale: OWN },
				changes: {
					...told,
					guidelines: [
						[
							{ kind: 'same', text: 'Rate alone.\n' },
							{ kind: 'added', text: 'Mind the dose.\n' }
						]
					],
					scale: [{ score: 1, before: expect.anything(), after: OWN[1] }]
				}
			});
			await read('4');
			expect([await wordsRead(), await news()]).toEqual([4, null]);
			expect(await words()).toMatchObject({ read: 4, changes: null });
		});

		it('is told nothing where what was changed was changed back', async () => {
			const { change, words, news, read } = await aDeskWithWords(await fresh());
			await read(1);
			await change({ guidelines: 'New' });
			await change({ guidelines: '' });
			expect([await news(), (await words()).changes]).toEqual([null, null]);
		});

		it('reads the whole anew where too much was changed to be of use', async () => {
			const { change, words, read } = await aDeskWithWords(await fresh());
			await read(1);
			await change({ guidelines: 'x'.repeat(20_001) });
			expect((await words()).changes).toMatchObject({ parts: ['guidelines'], guidelines: [] });
		});

		it('reads a version that there is, never an older one again, and in a case of their own', async () => {
			const desk = await aDeskWithWords(await fresh());
			const { app, study, db, assignment, change, read, wordsRead, coordinator } = desk;
			await change({ guidelines: 'New' });
			await read(2);
			await read(1);
			await read(3);
			expect(await wordsRead()).toBe(2);
			const other = await aMember(db, study, 'rater');
			const mine = { version: 2 };
			expect(
				await refusals(
					rating.readWords(app, other.actor, assignment.id, mine),
					rating.readWords(app, coordinator, assignment.id, mine),
					rating.readWords(app, other.actor, 2_000_000, mine)
				)
			).toEqual(['missing', 'missing', 'missing']);
			await expect(read('x')).rejects.toThrow();
		});
	});

	describe('a rating', () => {
		it('keeps under which version it was made; what cannot be is not known, and nothing is lost', async () => {
			const desk = await aDeskWithWords(await fresh());
			const { app, db, slug, ids, assignment, rater, coordinator, change } = desk;
			await change({ guidelines: 'New' });
			const save = (action: number, version: number, score: 1 | 2 | 3 | 4, words?: unknown) =>
				rating.saveRating(app, rater.actor, assignment.id, {
					...aSave(action, version, scored(score)),
					...(words !== undefined && { words })
				});
			const [first, second] = [ids[0]!, ids[1]!];
			await save(first, 0, 1, 1);
			await save(first, 1, 2, 2);
			await save(second, 0, 3);
			await save(second, 1, 4, 3);
			for (const wrong of ['2', 0, -1, 1.5])
				await expect(save(second, 2, 1, wrong)).rejects.toThrow();
			const stored = await ask(db, ratings.ofAssignment, { assignmentId: assignment.id });
			const lines = await Promise.all(
				stored.map(({ id }) => ask(db, ratings.revisions, { ratingId: id }))
			);
			expect(lines.map((of) => of.map(({ words }) => words))).toEqual([
				[1, 2],
				[null, null]
			]);
			expect(stored.map(({ score }) => score)).toEqual([2, 4]);
			const history = await wording.wordsHistory(app, coordinator, slug, 2);
			expect(history.unknown).toBe(1);
			expect(history.versions).toMatchObject([
				{ number: 2, ratings: 1 },
				{ number: 1, ratings: 0 }
			]);
			const looked = await rating.lookAtRatings(app, coordinator, slug, assignment.id);
			expect(looked.wordsVersion).toBe(2);
			expect(looked.actions.map(({ words }) => words)).toEqual([2, null]);
		});

		it('is answered the same when it is sent again, by an older screen or a newer one', async () => {
			const { app, ids, assignment, rater, db } = await aDeskWithWords(await fresh());
			const sent = aSave(ids[0]!, 0, scored(3));
			const save = (more: object) =>
				rating.saveRating(app, rater.actor, assignment.id, { ...sent, ...more });
			const answer = await save({});
			const before = await everything(db);
			for (const more of [{}, { words: 1 }, { words: null }]) {
				expect(await save(more)).toEqual(answer);
			}
			expect(await everything(db)).toEqual(before);
			expect((await ask(db, assignments.toSave, assignment))!.wordsVersion).toBe(1);
		});
	});
});
