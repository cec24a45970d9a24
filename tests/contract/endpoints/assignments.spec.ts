import { describe, expect, it } from 'vitest';
import { SIGNATURE_MEANINGS } from '#lib/domain/study.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as assignments from '#lib/server/store/assignments.ts';
import * as ratings from '#lib/server/store/ratings.ts';
import { POST as postComment } from '../../../src/routes/api/v1/assignments/[assignment]/comment/+server.ts';
import { POST as postRatings } from '../../../src/routes/api/v1/assignments/[assignment]/ratings/+server.ts';
import { POST as postSubmission } from '../../../src/routes/api/v1/assignments/[assignment]/submit/+server.ts';
import { POST as postTakeBack } from '../../../src/routes/api/v1/assignments/[assignment]/take-back/+server.ts';
import { onEach } from '../databases.ts';
import { aStudyToQualifyFor } from '../services/qualifying-support.ts';
import { aDesk, aMember, aSave, ask, scored } from '../support.ts';
import { call, type Answered, type Call } from './calling.ts';

const PROBLEM = 'application/problem+json';

/** A case with one of two actions rated, seen from its rater's desk; and a way to ask for it. */
async function aCaseAsked(db: Database) {
	const desk = await aDesk(db, 2);
	const { app, assignment, rater, ids } = desk;
	await rating.saveRating(app, rater.actor, assignment.id, aSave(ids[0]!, 0, scored(4)));
	const given = { as: rater, params: { assignment: String(assignment.id) } };
	const state = async () => ({
		assignment: (await ask(db, assignments.withOwner, { id: assignment.id }))!.assignment,
		ratings: await ask(db, ratings.ofAssignment, { assignmentId: assignment.id })
	});
	const signAll = async () => {
		await rating.saveRating(app, rater.actor, assignment.id, aSave(ids[1]!, 0, scored(6)));
		await rating.submitCase(app, rater.actor, assignment.id);
	};
	return { ...desk, given, state, signAll };
}

/** What came of the request: the answer, or the first of a list of answers. */
function outcome({ status, body }: Answered): Record<string, unknown> {
	const [first] = (body?.answers as Record<string, unknown>[] | undefined) ?? [];
	return first ?? { ...body, status };
}

type Asked = { ids: number[] };

/** Each endpoint, with a request that would change something on a case as it is above. */
const ENDPOINTS = [
	{
		name: 'ratings',
		POST: postRatings,
		body: ({ ids }: Asked): unknown => aSave(ids[1]!, 0, scored(5))
	},
	{
		name: 'ratings, a list',
		POST: postRatings,
		body: ({ ids }: Asked): unknown => [aSave(ids[1]!, 0, scored(5))]
	},
	{ name: 'comment', POST: postComment, body: (): unknown => ({ before: '', text: 'Mine.' }) },
	{ name: 'submit', POST: postSubmission, body: (): unknown => ({}) },
	{ name: 'take-back', POST: postTakeBack, body: (): unknown => ({}) }
];

onEach(
	({ fresh }) => {
		describe.each(ENDPOINTS)('$name', ({ name, POST, body }) => {
			/** A case in a state in which the request of its owner would be taken. */
			async function ready() {
				const asked = await aCaseAsked(await fresh());
				if (name === 'submit') {
					const last = aSave(asked.ids[1]!, 0, scored(6));
					await rating.saveRating(asked.app, asked.actor, asked.assignment.id, last);
				}
				if (name === 'take-back') await asked.signAll();
				const before = await asked.state();
				const ask = (change: Partial<Call> = {}) =>
					call(asked.app, POST, { ...asked.given, body: body(asked), ...change });
				return { ...asked, before, ask };
			}

			it('takes the request of the rater whose case it is', async () => {
				const { ask, state, before, rater } = await ready();
				const answer = await ask({ headers: { 'x-primum-account': String(rater.id) } });
				expect(answer.status).toBe(200);
				expect(await state()).not.toEqual(before);
			});

			it('answers 401 to nobody, and does nothing', async () => {
				const { ask, state, before } = await ready();
				const answer = await ask({ as: undefined });
				expect(answer).toMatchObject({ status: 401, body: { code: 'session-ended' } });
				expect(answer.headers.get('content-type')).toBe(PROBLEM);
				expect(await state()).toEqual(before);
			});

			it('answers 401 to a page of another account, and does nothing', async () => {
				const { ask, state, before, rater } = await ready();
				for (const account of [rater.id + 1, `${rater.id}0`, 'null']) {
					const answer = await ask({ headers: { 'x-primum-account': String(account) } });
					expect(answer).toMatchObject({ status: 401, body: { code: 'other-person' } });
				}
				expect(await state()).toEqual(before);
			});

			it('answers 404 where it is not their case, or no case at all', async () => {
				const { app, ask, study, state, before } = await ready();
				const other = await aMember(app.db, study, 'rater');
				const answers = [
					await ask({ as: other }),
					...(await Promise.all(
						['0', '-1', '1.5', 'x', '2147483648', '9007199254740993'].map((assignment) =>
							ask({ params: { assignment } })
						)
					))
				];
				for (const answer of answers) {
					expect(outcome(answer)).toMatchObject({ status: 404, code: 'case-missing' });
				}
				expect(await state()).toEqual(before);
			});

			it('answers 409 once the round is locked, and does nothing', async () => {
				const { app, ask, study, coordinator, state, before } = await ready();
				await rounds.setLocked(app, coordinator, study.slug, true);
				expect(outcome(await ask())).toMatchObject({
					status: 409,
					code: 'round-locked',
					detail: expect.stringMatching(/^The coordinator has closed this round/)
				});
				expect(await state()).toEqual(before);
			});

			if (name !== 'take-back') {
				it('answers 400 to what it cannot read, and does nothing', async () => {
					const { ask, state, before } = await ready();
					for (const unreadable of ['{', '"text"', '{"meaning": 1, "text": 1}', '[1]', '[]']) {
						const answer = await ask({ body: unreadable });
						expect(answer, unreadable).toMatchObject({
							status: 400,
							body: { code: 'request-invalid' }
						});
						expect(answer.headers.get('content-type')).toBe(PROBLEM);
					}
					expect(await state()).toEqual(before);
				});

				it('answers 403 before its rater has qualified, and does nothing', async () => {
					const { app, rater, ordinary, assignment, configure } = await aStudyToQualifyFor(
						await fresh()
					);
					await configure();
					const answer = await call(app, POST, {
						as: rater,
						params: { assignment: String(assignment.id) },
						body: body({ ids: ordinary.actions.map(({ id }) => id) })
					});
					expect(outcome(answer)).toMatchObject({ status: 403, code: 'not-qualified' });
					expect(await ask(app.db, ratings.ofAssignment, { assignmentId: assignment.id })).toEqual(
						[]
					);
				});
			}
		});

		describe('ratings', () => {
			it('gives the rating as it is stored, and the present one with a conflict', async () => {
				const { app, given, ids } = await aCaseAsked(await fresh());
				const answer = await call(app, postRatings, {
					...given,
					body: aSave(ids[0]!, 1, scored(5))
				});
				expect(answer.body).toEqual({
					action: ids[0],
					version: 2,
					value: scored(5),
					savedAt: app.now()
				});
				const late = await call(app, postRatings, { ...given, body: aSave(ids[0]!, 1, scored(6)) });
				expect(late).toMatchObject({
					status: 409,
					body: {
						type: 'urn:primum:problem:conflict',
						title: 'conflict',
						status: 409,
						code: 'rating-changed',
						current: { action: ids[0], version: 2, value: scored(5) }
					}
				});
			});

			it('answers each of a list for itself', async () => {
				const { app, given, ids, state } = await aCaseAsked(await fresh());
				const body = [
					aSave(ids[0]!, 0, scored(9)),
					aSave(ids[1]!, 0, scored(8)),
					{ ...aSave(ids[1]!, 0, scored(7)), version: null },
					{ ...aSave(ids[1]!, 0, scored(7)), version: 2, value: 'x' }
				];
				const answer = await call(app, postRatings, { ...given, body });
				expect(answer.status).toBe(200);
				expect(answer.body).toMatchObject({
					answers: [
						{
							status: 409,
							code: 'rating-changed',
							current: { action: ids[0], version: 1, value: scored(4) }
						},
						{ status: 200, action: ids[1], version: 1, value: scored(8) },
						{ status: 200, action: ids[1], version: 2, value: scored(7) },
						{ status: 400, code: 'request-invalid', problems: [{ field: 'value' }] }
					]
				});
				expect((await state()).ratings.map(({ score }) => score).sort()).toEqual([4, 7]);
			});

			it('answers 409 for a case that is submitted', async () => {
				const { app, given, ids, signAll } = await aCaseAsked(await fresh());
				await signAll();
				const late = await call(app, postRatings, { ...given, body: aSave(ids[0]!, 1, scored(6)) });
				expect(late).toMatchObject({ status: 409, body: { code: 'case-submitted' } });
				expect(late.body).not.toHaveProperty('current');
			});
		});

		describe('comment', () => {
			it('gives the text as it is stored, and the present one with a conflict', async () => {
				const { app, given, state, signAll } = await aCaseAsked(await fresh());
				const say = (before: string, text: string) =>
					call(app, postComment, { ...given, body: { before, text } });
				expect(await say('', 'Mine.')).toMatchObject({ status: 200, body: { text: 'Mine.' } });
				expect(await say('', 'Other.')).toMatchObject({
					status: 409,
					body: { code: 'comment-changed', current: { text: 'Mine.' } }
				});
				await signAll();
				const late = await say('Mine.', 'Late.');
				expect(late).toMatchObject({ status: 409, body: { code: 'case-submitted' } });
				expect(late.body).not.toHaveProperty('current');
				expect((await state()).assignment.comment).toBe('Mine.');
			});
		});

		describe('submit', () => {
			it('says why a case cannot be signed', async () => {
				const { app, given } = await aCaseAsked(await fresh());
				expect(await call(app, postSubmission, { ...given, body: {} })).toMatchObject({
					status: 400,
					body: { code: 'actions-left', values: { left: 1, of: 2 } }
				});
				const meaning = 'I copied them.';
				expect(await call(app, postSubmission, { ...given, body: { meaning } })).toMatchObject({
					status: 400,
					body: { code: 'signature-unknown' }
				});
			});

			it('tells a case that is submitted from one that was opened again meanwhile', async () => {
				const { app, given, state, signAll, actor, assignment, study, coordinator } =
					await aCaseAsked(await fresh());
				const sign = (version?: number) =>
					call(app, postSubmission, { ...given, body: { version } });
				await signAll();
				const { submittedAt } = (await state()).assignment;
				for (const version of [undefined, 0, 1]) {
					expect(await sign(version)).toMatchObject({
						status: 409,
						body: { code: 'already-submitted' }
					});
				}
				await rating.takeBack(app, actor, assignment.id);
				expect(await sign(0)).toMatchObject({ status: 409, body: { code: 'case-changed' } });
				expect((await state()).assignment.state).toBe('reopened');
				expect((await sign(2)).status).toBe(200);
				await rounds.setLocked(app, coordinator, study.slug, true);
				// Locked or not, it is submitted: the page whose answer was lost must not say otherwise.
				expect((await sign(2)).body).toMatchObject({ code: 'already-submitted' });
				expect(submittedAt).not.toBeNull();
			});

			it('takes an empty body for the English words, and stores the words that were signed', async () => {
				for (const [body, words] of [
					['', SIGNATURE_MEANINGS.en],
					[JSON.stringify({ meaning: SIGNATURE_MEANINGS.de }), SIGNATURE_MEANINGS.de]
				]) {
					const { app, given, ids, actor, assignment, state } = await aCaseAsked(await fresh());
					await rating.saveRating(app, actor, assignment.id, aSave(ids[1]!, 0, scored(6)));
					const answer = await call(app, postSubmission, { ...given, body });
					expect(answer).toMatchObject({ status: 200, body: { submittedAt: app.now() } });
					expect((await state()).assignment).toMatchObject({
						state: 'submitted',
						signedMeaning: words,
						signedName: actor.name
					});
				}
			});
		});

		describe('take-back', () => {
			it('opens the case, and answers 409 where it is open', async () => {
				const { app, given, state, signAll } = await aCaseAsked(await fresh());
				await signAll();
				const takeBack = () => call(app, postTakeBack, { ...given, body: {} });
				expect(await takeBack()).toMatchObject({ status: 200, body: { state: 'reopened' } });
				expect((await state()).assignment).toMatchObject({ state: 'reopened', submittedAt: null });
				expect(await takeBack()).toMatchObject({ status: 409, body: { code: 'not-submitted' } });
			});
		});
	},
	['SQLite in memory', 'PostgreSQL 18']
);
