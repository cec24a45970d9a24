/** Submissions by HTTP: checked, sent, watched, revised and withdrawn by a program of whoever submits. */
import { describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/connect.ts';
import * as errands from '#lib/server/services/errands/index.ts';
import * as submitting from '#lib/server/services/submitting/index.ts';
import * as tokens from '#lib/server/services/tokens/index.ts';
import * as boards from '#lib/server/store/boards.ts';
import { showLeaderboard } from '#lib/server/web/api/leaderboard-operations.ts';
import { showJob, showStudy, listReleases } from '#lib/server/web/api/operations.ts';
import {
	listSubmissions,
	sendSubmission,
	showSubmission,
	withdrawSubmission
} from '#lib/server/web/api/submission-operations.ts';
import { onEach } from '../databases.ts';
import { aBoard, recordsOf, WHOLE } from '../services/submitting-support.ts';
import { everyRow, everything, START, write, type Person } from '../support.ts';
import { perform, runErrand, type Asking } from './programs.ts';

async function aProgram(db: Database, settings: Parameters<typeof aBoard>[1] = {}) {
	const at = await aBoard(db, settings);
	const { app, slug, submitter } = at;
	const tokenOf = async (who: Person) => {
		const given = { name: 'Nightly', scope: 'submit', days: 30 } as const;
		return (await tokens.make(app, who.actor, slug, given)).secret;
	};
	const token = await tokenOf(submitter);
	const params = { study: slug, release: '1' };
	const headers = { 'content-type': 'application/jsonl' };
	const send = (query: Record<string, string>, more: Asking = {}) =>
		perform(app, sendSubmission, { token, params, headers, body: WHOLE, query, ...more });
	return {
		...{ ...at, token, tokenOf, params, send },
		show: (id: number | string, more: Asking = {}) =>
			perform(app, showSubmission, {
				token,
				params: { ...params, submission: String(id) },
				...more
			})
	};
}

const WORDS = { kind: 'model', name: 'Alpha 1', provider: 'Alpha Ltd' };

onEach(
	({ fresh }) => {
		describe('a program that submits', () => {
			it('checks first, and nothing is kept', async () => {
				const { db, send } = await aProgram(await fresh());
				const before = (await everything(db)).filter((row) => !row.startsWith('apiTokens'));
				for (const check of ['', 'true']) {
					const answer = await send({ check }, { body: `${WHOLE}\n{}` });
					expect(answer.status).toBe(200);
					expect(await answer.json()).toEqual({
						...{ form: 'judge', records: 3, missing: [], problemCount: 1, submission: null },
						covers: { items: 3, of: 3, cases: 3, ofCases: 3, heldOut: 1 },
						problems: [
							{
								...{ where: 'records.jsonl', line: 4, field: 'id' },
								message: 'is missing: name the case.'
							}
						]
					});
				}
				expect((await everything(db)).filter((row) => !row.startsWith('apiTokens'))).toEqual(
					before
				);
			});

			it('sends, and finds what it sent by the address that it is told', async () => {
				const { app, db, slug, send, show, token } = await aProgram(await fresh());
				const answer = await send({ ...WORDS, about: 'By a program.', file: 'night.jsonl' });
				expect(answer.status).toBe(200);
				const { submission } = await answer.json();
				expect(answer.headers.get('location')).toBe(submission.links.self);
				expect(submission).toMatchObject({
					...{ name: 'Alpha 1', version: 1, state: 'scoring', result: null, whyNoResult: 'none' },
					...{ about: 'By a program.', file: { name: 'night.jsonl', bytes: WHOLE.length } },
					progress: { what: '', done: 0, of: 0 },
					links: { page: `https://primum.test/submit/${slug}/1/${submission.id}` }
				});
				expect(await (await show(submission.id)).json()).toEqual(submission);
				const [row] = await everyRow(db, (t) => t.submissions);
				const [made] = await everyRow(db, (t) => t.apiTokens);
				expect(row).toMatchObject({ tokenId: made!.id, id: submission.id });
				const [job] = await everyRow(db, (t) => t.errands);
				const watched = await perform(app, showJob, {
					...{ token, params: { study: slug, job: job!.id } }
				});
				expect(await watched.json()).toMatchObject({ kind: 'score', state: 'waiting' });
			});

			it('is told of a character that nothing can hold, and nothing is changed', async () => {
				const { app, db, token, params, send } = await aProgram(await fresh());
				const { submission } = await (await send(WORDS)).json();
				const one = { ...params, submission: String(submission.id) };
				const before = (await everything(db)).filter((row) => !row.startsWith('apiTokens'));
				const answers = [
					await send({ ...WORDS, about: '\0' }),
					await send({ check: '', file: 'a\0.jsonl' }),
					await perform(app, withdrawSubmission, { token, params: one, query: { reason: 'A\0' } })
				];
				for (const answer of answers) {
					expect(answer.status).toBe(400);
					expect(await answer.json()).toMatchObject({
						problems: [{ message: 'leave out the character NUL' }]
					});
				}
				const now = (await everything(db)).filter((row) => !row.startsWith('apiTokens'));
				expect(now).toEqual(before);
			});

			it('is told every bad record, with its line', async () => {
				const { send } = await aProgram(await fresh());
				const answer = await send(WORDS, { body: `${WHOLE}\n${recordsOf({ Card001: [] })}` });
				expect(answer.status).toBe(400);
				expect(await answer.json()).toMatchObject({
					type: 'urn:primum:problem:invalid',
					detail: 'Nothing was sent: the file has a problem. Mend it, then send it again.',
					problems: [{ where: 'records.jsonl', line: 4, field: 'id' }]
				});
			});

			it('is told which words are missing', async () => {
				const { send } = await aProgram(await fresh());
				const answer = await send({ kind: 'human', name: '' });
				expect(answer.status).toBe(400);
				const { problems } = await answer.json();
				expect(problems.map(({ field }: { field: string }) => field)).toEqual(['name']);
			});

			it('agrees to terms by their version', async () => {
				const { send } = await aProgram(await fresh(), { terms: 'Be fair.', termsVersion: 2 });
				const refused = await send(WORDS);
				expect(await refused.json()).toMatchObject({
					status: 400,
					detail: 'Agree to the terms first.'
				});
				expect((await send({ ...WORDS, terms: '2' })).status).toBe(200);
			});

			it('sends a file once, and waits for the next day once its day is full', async () => {
				const { send } = await aProgram(await fresh(), { dailyLimit: 1 });
				expect((await send(WORDS)).status).toBe(200);
				const late = await send(WORDS, { body: recordsOf({ Card001: [1] }) });
				expect(late.status).toBe(429);
				expect(late.headers.get('retry-after')).toBe(String(16 * 60 * 60));
				expect(await late.json()).toMatchObject({
					detail:
						'Your team may send one submission a day and has sent 1 today: the next can be sent on 3 November from 00:00 UTC.'
				});
			});

			it('sends a further version, and withdraws it', async () => {
				const { app, send, show, params, token } = await aProgram(await fresh());
				const { submission: first } = await (await send(WORDS)).json();
				const again = { body: recordsOf({ Card001: [1] }) };
				const { submission } = await (
					await send({ ...WORDS, revises: String(first.id) }, again)
				).json();
				expect(submission).toMatchObject({ version: 2, entry: first.entry });
				const one = { ...params, submission: String(submission.id) };
				const withdraw = (query: Record<string, string>) =>
					perform(app, withdrawSubmission, { token, params: one, query });
				expect((await withdraw({})).status).toBe(400);
				const gone = await withdraw({ reason: 'A slip.' });
				expect(await gone.json()).toMatchObject({ state: 'withdrawn', reason: 'A slip.' });
				expect((await withdraw({ reason: 'Again.' })).status).toBe(409);
				const { versions } = await (await show(first.id)).json();
				expect(versions).toEqual([
					{ id: submission.id, version: 2, state: 'withdrawn' },
					{ id: first.id, version: 1, state: 'scoring' }
				]);
				const listed = await perform(app, listSubmissions, { token, params });
				const { submissions } = await listed.json();
				expect(submissions.map(({ id }: { id: number }) => id)).toEqual([submission.id, first.id]);
			});
		});

		it('reads a leaderboard once it is published, with no token, and nothing before', async () => {
			const at = await aProgram(await fresh());
			const { app, db, slug, params, send, board, coordinator } = at;
			const { submission } = await (await send(WORDS)).json();
			await runErrand(app);
			await submitting.approve(app, coordinator.actor, slug, { id: submission.id });
			const ask = (query = {}) => perform(app, showLeaderboard, { params, query });
			expect((await ask()).status).toBe(404);
			await write(db, (tx) =>
				boards.change(tx, { id: board.id, seen: board.version }, { publishedAt: START })
			);
			const answer = await (await ask({ metrics: 'Severe_rate' })).json();
			expect(answer).toMatchObject({
				...{ release: 1, scheme: 'mast-2026-07', headline: 'F1_weighted', by: 'F1_weighted' },
				entries: [{ name: 'Alpha 1', covers: 1, rank: { from: 1, to: 1 } }]
			});
			// Everything that should be done is done, and nothing else.
			expect(answer.entries[0].figures).toMatchObject({
				F1_weighted: { value: 1, cases: 3, records: 3 },
				Severe_rate: { value: 0, cases: 3, records: 3 }
			});
			expect(JSON.stringify(answer)).not.toContain('Card009');
			expect((await ask({ scheme: 'none' })).status).toBe(400);
		});

		it('sees nothing of another team, of the study or of its releases', async () => {
			const at = await aProgram(await fresh());
			const { app, slug, send, show, rival, tokenOf, params } = at;
			const { submission } = await (await send(WORDS)).json();
			const token = await tokenOf(rival);
			expect((await show(submission.id, { token })).status).toBe(404);
			const listed = await perform(app, listSubmissions, { token, params });
			expect(await listed.json()).toEqual({ submissions: [] });
			const [job] = await everyRow(at.db, (t) => t.errands);
			const theirs = { token, params: { study: slug, job: job!.id } };
			expect((await perform(app, showJob, theirs)).status).toBe(404);
			expect((await errands.show(app, at.submitter.actor, slug, job!.id)).kind).toBe('score');
			for (const operation of [showStudy, listReleases]) {
				expect((await perform(app, operation, { token, params })).status).toBe(403);
			}
		});
	},
	['SQLite on disk']
);
