import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/connect.ts';
import * as assigning from '#lib/server/services/assigning/index.ts';
import { importRatings } from '#lib/server/services/importing/index.ts';
import * as assignments from '#lib/server/store/assignments.ts';
import * as cases from '#lib/server/store/cases.ts';
import * as members from '#lib/server/store/members.ts';
import * as ratings from '#lib/server/store/ratings.ts';
import * as rounds from '#lib/server/store/rounds.ts';
import * as trail from '#lib/server/store/trail.ts';
import { onEach } from '../databases.ts';
import { aMember, ask, MINUTE, START, taking, write } from '../support.ts';
import { aStudyWithKit, bytes, leftovers, refusal } from './importing-support.ts';

const HEAD = 'case,action,rater,round,score,cannot_rate,comment,flags,active_seconds,rated_at';
const file = (...lines: string[]) => bytes([HEAD, ...lines].join('\n'));

/** Two answers of someone whom the study does not know. */
const two = (score: number) =>
	file(
		`Card900,1,Dr Elsewhere,1,${score},,"=cmd",,,`,
		'Card900,2,Dr Elsewhere,1,,outside-specialty,,,,'
	);

/** Every action of the case, answered by one rater. */
const whole = (rater: string) =>
	file(...[1, 2, 3, 5, 7, 8].map((number) => `Card900,${number},${rater},1,6,,,,,`));

/** The one assignment of a case, with its ratings by the number of the action. */
async function stored(db: Database, study: { id: number }, externalId = 'Card900') {
	const item = await ask(db, cases.byExternalId, { studyId: study.id, externalId });
	const [assignment, ...others] = await ask(db, assignments.ofCase, { caseId: item!.id });
	expect(others).toEqual([]);
	const numbers = new Map(
		(await ask(db, cases.actions, { caseId: item!.id })).map(({ id, number }) => [id, number])
	);
	const list = await ask(db, ratings.ofAssignment, { assignmentId: assignment!.id });
	return {
		assignment: assignment!,
		byNumber: new Map(list.map((rating) => [numbers.get(rating.actionId)!, rating]))
	};
}

onEach(({ fresh }) => {
	describe('importing ratings', () => {
		it('changes nothing in a case that was taken from its rater, and repeats what is there', async () => {
			const db = await fresh();
			const { app, study, actor, slug } = await aStudyWithKit(db);
			await importRatings(app, actor, slug, two(8));
			const { assignment } = await stored(db, study);
			await assigning.move(app, actor, slug, { ...taking(assignment.id), counts: true });
			expect(await importRatings(app, actor, slug, two(8))).toMatchObject({ unchanged: 2 });
			expect(await refusal(importRatings(app, actor, slug, two(6)))).toMatchObject({
				problems: [
					{
						...{ line: 2, field: 'rater' },
						message:
							'Card900 was taken from Dr Elsewhere. To change what was rated, give it back on its page ' +
							'under Assignments.'
					}
				]
			});
			await assigning.returnTo(app, actor, slug, assignment.id);
			expect(await importRatings(app, actor, slug, two(6))).toMatchObject({ changed: 1 });
		});

		it('makes unknown raters members without a sign-in, and is idempotent', async () => {
			const db = await fresh();
			const { app, study, actor, slug } = await aStudyWithKit(db);
			const dry = await importRatings(app, actor, slug, two(8), { dryRun: true });
			expect(dry).toMatchObject({ new: 2, newRaters: ['Dr Elsewhere'], applied: false });
			expect(await ask(db, members.ofStudy, { studyId: study.id })).toHaveLength(1);
			const first = await importRatings(app, actor, slug, two(8));
			expect(first).toMatchObject({ new: 2, newRaters: ['Dr Elsewhere'], applied: true });
			const again = await importRatings(app, actor, slug, two(8));
			expect(again).toMatchObject({ new: 0, changed: 0, unchanged: 2, applied: false });
			const corrected = await importRatings(app, actor, slug, two(6));
			expect(corrected).toMatchObject({ new: 0, changed: 1, unchanged: 1, applied: true });
			const everyone = await ask(db, members.ofStudy, { studyId: study.id });
			expect(everyone.slice(1)).toMatchObject([
				{ name: 'Dr Elsewhere', email: null, role: 'rater' }
			]);
			const lines = await ask(db, trail.ofStudy, { studyId: study.id, limit: 10 });
			expect(lines.filter(({ what }) => what === 'ratings.imported')).toMatchObject([
				{ userId: actor.id, new: { ratings: 1, raters: 1 } },
				{ userId: actor.id, new: { ratings: 2, raters: 1 } }
			]);
			expect(lines.filter(({ what }) => what === 'member.added')).toHaveLength(1);
			expect(await leftovers(db)).toBe(0);
		});

		it('stores what the file says, when it says it was said', async () => {
			const db = await fresh();
			const { app, study, actor, slug } = await aStudyWithKit(db);
			const csv = file(
				'Card900,1,Dr Elsewhere,1,8,,"=cmd",ambiguous-wording;other,12.5,2026-03-04T05:06:07Z',
				'Card900,2,Dr Elsewhere,1,,outside-specialty,,,,'
			);
			await importRatings(app, actor, slug, csv);
			const { byNumber } = await stored(db, study);
			const ratedAt = Date.UTC(2026, 2, 4, 5, 6, 7);
			expect(byNumber.get(1)).toMatchObject({
				score: 8,
				cannotRate: null,
				comment: '=cmd',
				flags: ['ambiguous-wording', 'other'],
				activeMs: 12_500,
				version: 1,
				createdAt: ratedAt,
				updatedAt: ratedAt
			});
			expect(byNumber.get(2)).toMatchObject({
				score: null,
				cannotRate: 'outside-specialty',
				comment: '',
				flags: [],
				activeMs: 0,
				createdAt: START,
				updatedAt: START
			});
		});

		it('keeps the history of a corrected rating', async () => {
			const db = await fresh();
			const { app, study, actor, slug } = await aStudyWithKit(db);
			const line = (score: number, seconds: number, day: number) =>
				file(`Card900,1,Dr Elsewhere,1,${score},,,,${seconds},2026-03-0${day}T00:00:00Z`);
			const files = [line(8, 20, 1), line(6, 50, 2), line(5, 30, 3)];
			for (const csv of files) await importRatings(app, actor, slug, csv);
			const { byNumber } = await stored(db, study);
			const now = byNumber.get(1)!;
			// The time in a file is all there was; it never takes away what is on record.
			expect(now).toMatchObject({ score: 5, version: 3, activeMs: 50_000 });
			expect(now.createdAt).toBe(Date.UTC(2026, 2, 1));
			expect(now.updatedAt).toBe(Date.UTC(2026, 2, 3));
			const value = (score: number) => ({ score, cannotRate: null, comment: '', flags: [] });
			const [, rater] = await ask(db, members.ofStudy, { studyId: study.id });
			const common = { userId: rater!.userId, source: 'import', reason: null };
			const history = await ask(db, ratings.revisions, { ratingId: now.id });
			expect(history).toMatchObject([
				{ version: 1, old: null, new: value(8), activeMs: 20_000, ...common },
				{ version: 2, old: value(8), new: value(6), activeMs: 30_000, ...common },
				{ version: 3, old: value(6), new: value(5), activeMs: 0, ...common }
			]);
			expect(history.map(({ at }) => at)).toEqual([1, 2, 3].map((day) => Date.UTC(2026, 2, day)));
			expect(history.map(({ digest }) => digest)).toEqual(
				files.map((csv) => createHash('sha256').update(csv).digest('hex'))
			);
		});

		it('counts a case as submitted once every action is answered, without a signature', async () => {
			const db = await fresh();
			const { app, study, actor, slug } = await aStudyWithKit(db);
			await importRatings(app, actor, slug, two(8));
			const begun = (await stored(db, study)).assignment;
			expect(begun).toMatchObject({ state: 'in-progress', submittedAt: null });
			app.pass(MINUTE);
			await importRatings(app, actor, slug, whole('Dr Elsewhere'));
			const { assignment } = await stored(db, study);
			expect(assignment).toMatchObject({
				id: begun.id,
				state: 'submitted',
				submittedAt: START + MINUTE,
				signedName: null,
				signedMeaning: null
			});
		});

		it('opens an imported case again where a correction takes an answer back', async () => {
			const db = await fresh();
			const { app, study, actor, slug } = await aStudyWithKit(db);
			await importRatings(app, actor, slug, whole('Dr Elsewhere'));
			await importRatings(app, actor, slug, file('Card900,1,Dr Elsewhere,1,,,Unsure,,,'));
			const { assignment, byNumber } = await stored(db, study);
			expect(assignment).toMatchObject({ state: 'in-progress', submittedAt: null });
			expect(byNumber.get(1)).toMatchObject({ score: null, comment: 'Unsure', version: 2 });
		});

		it('keeps a comment without an answer, once', async () => {
			const db = await fresh();
			const { app, study, actor, slug } = await aStudyWithKit(db);
			const csv = file('Card900,1,Dr Elsewhere,1,,,Unsure,,,');
			expect(await importRatings(app, actor, slug, csv)).toMatchObject({ new: 1, applied: true });
			expect(await importRatings(app, actor, slug, csv)).toMatchObject({
				unchanged: 1,
				applied: false
			});
			const { byNumber } = await stored(db, study);
			expect(byNumber.get(1)).toMatchObject({ score: null, cannotRate: null, comment: 'Unsure' });
		});

		it('fills a case that was assigned to the rater', async () => {
			const db = await fresh();
			const { app, study, actor, slug } = await aStudyWithKit(db);
			const rater = await aMember(db, study, 'rater', { email: null });
			const item = await ask(db, cases.byExternalId, {
				studyId: study.id,
				externalId: 'Card900'
			});
			await write(db, (tx) =>
				assignments.insert(tx, [
					{
						caseId: item!.id,
						memberId: rater.memberId,
						roundId: study.round.id,
						state: 'assigned',
						createdAt: START
					}
				])
			);
			const outcome = await importRatings(app, actor, slug, whole(rater.name));
			expect(outcome).toMatchObject({ new: 6, newRaters: [] });
			const { assignment, byNumber } = await stored(db, study);
			expect(assignment).toMatchObject({ memberId: rater.memberId, state: 'submitted' });
			expect(byNumber.size).toBe(6);
		});

		it('refuses the ratings of someone who signs in, and unknown actions, by line', async () => {
			const db = await fresh();
			const { app, study, actor, slug } = await aStudyWithKit(db);
			const rater = await aMember(db, study, 'rater');
			const other = await aMember(db, study, 'adjudicator', { email: null });
			const csv = file(
				`Card900,1,${rater.name},1,5,,,,,`,
				'Card900,999,Someone,1,5,,,,,',
				'Card900,1,Someone,1,12,,,,,',
				'Card900,1,Someone,2,5,,,,,',
				`Card900,1,${other.name},1,5,,,,,`
			);
			const refused = await refusal(importRatings(app, actor, slug, csv));
			expect(refused.problems.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6]);
			const item = await ask(db, cases.byExternalId, {
				studyId: study.id,
				externalId: 'Card900'
			});
			expect(await ask(db, assignments.ofCase, { caseId: item!.id })).toEqual([]);
			expect(await leftovers(db)).toBe(0);
		});

		it('refuses qualification cases', async () => {
			const db = await fresh();
			const { app, study, actor, slug } = await aStudyWithKit(db);
			const item = await ask(db, cases.byExternalId, {
				studyId: study.id,
				externalId: 'Card900'
			});
			await write(db, (tx) => cases.updateCase(tx, item!.id, { gold: true }));
			const refused = await refusal(importRatings(app, actor, slug, two(8)));
			expect(refused.problems[0]).toMatchObject({ line: 2, field: 'case' });
		});

		it('brings nothing into a locked round; a file that changes nothing is no harm', async () => {
			const db = await fresh();
			const { app, study, actor, slug } = await aStudyWithKit(db);
			await importRatings(app, actor, slug, two(8));
			await write(db, (tx) => rounds.update(tx, study.round, { closedAt: START }));
			expect(await importRatings(app, actor, slug, two(8))).toMatchObject({ unchanged: 2 });
			for (const csv of [two(6), whole('Dr Elsewhere'), whole('Another')]) {
				for (const dryRun of [true, false]) {
					const refused = await refusal(importRatings(app, actor, slug, csv, { dryRun }));
					expect(refused).toMatchObject({
						kind: 'conflict',
						message: expect.stringContaining('Round 1 is closed')
					});
				}
			}
			const { byNumber } = await stored(db, study);
			expect([...byNumber].map(([number, { score }]) => [number, score])).toEqual([
				[1, 8],
				[2, null]
			]);
			expect(await ask(db, members.ofStudy, { studyId: study.id })).toHaveLength(2);
		});
	});
});
