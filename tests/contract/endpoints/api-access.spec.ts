/** Who may ask what by HTTP: each operation by each person and each token, and how often. */
import { describe, expect, it } from 'vitest';
import { zip } from '#lib/formats/zip.ts';
import { smallKit } from '#lib/formats/fixture.ts';
import * as errands from '#lib/server/services/errands/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import * as tokens from '#lib/server/services/tokens/index.ts';
import type { Operation } from '#lib/server/web/api/operation.ts';
import { listStudies, OPERATIONS, showRelease } from '#lib/server/web/api/operations.ts';
import * as members from '#lib/server/store/members.ts';
import { onEach } from '../databases.ts';
import { everyRow, everything, write } from '../support.ts';
import {
	anAnswer,
	aStudyForPrograms,
	everyRoute,
	perform,
	runErrand,
	type Asking
} from './programs.ts';

type AtWork = Awaited<ReturnType<typeof aStudyForPrograms>>;

/** What each operation is sent, that it would be taken with. */
function sent(id: string): Asking {
	if (id === 'makeRelease') {
		return { headers: { 'content-type': 'application/json' }, body: '{"note":"Another."}' };
	}
	if (id === 'sendSubmission') {
		const query = { kind: 'model', name: 'Beta 2' };
		return { headers: { 'content-type': 'application/jsonl' }, query, body: anAnswer(1) };
	}
	if (id === 'withdrawSubmission') return { query: { reason: 'A slip.' } };
	if (id !== 'importFile') return {};
	const headers = { 'content-type': 'application/zip' };
	return { headers, query: { kind: 'cases' }, body: zip(smallKit()) as BodyInit };
}

/** Scopes that a token to make releases has not. */
const OTHERS = ['import', 'submit'] as const;

/** A study of which a release and an import are under way. */
async function aStudyAskedOf(at: AtWork) {
	const { app, coordinator, slug } = at;
	const release = await releasing.createSoon(app, coordinator.actor, slug, { note: 'Soon.' });
	await runErrand(app);
	const params = {
		...{ study: slug, release: '1', path: 'README.md', job: release },
		submission: String(at.submission)
	};
	const ask = (operation: Operation, asked: Asking) =>
		perform(app, operation, { params, ...sent(operation.id), ...asked });
	return { params, ask };
}

const IN_STUDY = OPERATIONS.filter(
	({ path, scope }) => path.startsWith('/studies/') && scope !== 'anyone'
);
const ALTERS = ['makeRelease', 'importFile', 'stopJob', 'sendSubmission', 'withdrawSubmission'];
/** What is about jobs and submissions is not for those who only look. */
const ASKS_OF_COORDINATORS = [...ALTERS, 'showJob', 'listSubmissions', 'showSubmission'];

onEach(
	({ fresh }) => {
		describe('each operation of a study', () => {
			it('is refused to whoever may not look at it, session or token, with no word of it', async () => {
				const at = await aStudyForPrograms(await fresh());
				const { app, db, slug, make, other, rater, adjudicator, stranger, coordinator } = at;
				const { ask } = await aStudyAskedOf(at);
				const elsewhere = await make('release', stranger, other.slug);
				const demoted = await make('release');
				await write(db, (tx) => members.update(tx, coordinator.memberId, { role: 'rater' }));
				const before = await everything(db);
				const refused: [string, Asking, number][] = [
					['nobody', {}, 401],
					['rater', { as: rater }, 403],
					['adjudicator', { as: adjudicator }, 403],
					['stranger', { as: stranger }, 404],
					['a token of another study', { token: elsewhere }, 404],
					['a token whose owner is a rater by now', { token: demoted }, 403],
					['a wrong token beside a session', { as: at.colleague, token: 'primum_x' }, 401]
				];
				for (const operation of IN_STUDY) {
					for (const [who, asked, status] of refused) {
						const wanted =
							who === 'a token of another study' &&
							OTHERS.some((scope) => scope === operation.scope)
								? 403
								: status;
						const response = await ask(operation, asked);
						const shown = `${operation.id}: ${who}`;
						expect(response.status, shown).toBe(wanted);
						expect(response.headers.get('content-type'), shown).toBe('application/problem+json');
						expect(response.headers.has('etag'), shown).toBe(false);
						const { detail } = await response.json();
						if (status !== 403)
							expect(detail.replace(slug, ''), shown).not.toContain(at.study.name);
						if (status === 401) {
							expect(response.headers.get('www-authenticate'), shown).toMatch(/^Bearer realm=/);
						}
					}
				}
				const used = (rows: string[]) => rows.map((row) => row.replace(/"lastUsedAt":\d+/, ''));
				const still = (rows: string[]) => used(rows).filter((row) => !row.startsWith('apiTokens'));
				expect(still(await everything(db))).toEqual(still(before));
				expect(await studies.list(app, rater.actor)).toHaveLength(1);
				const { studies: none } = await (await perform(app, listStudies, { as: rater })).json();
				expect(none).toEqual([]);
			});

			it('is for those who look at it; what alters something only for those who run it', async () => {
				const at = await aStudyForPrograms(await fresh());
				const { colleague, administrator, observer } = at;
				const { ask } = await aStudyAskedOf(at);
				for (const operation of IN_STUDY) {
					for (const as of [colleague, administrator]) {
						const { status } = await ask(operation, { as });
						// The release is made: there is nothing to stop. What is under way is not begun twice.
						const wanted =
							operation.id === 'stopJob'
								? [409]
								: ALTERS.includes(operation.id)
									? [200, 202, 409]
									: [200];
						expect(wanted, `${operation.id}: ${as.name}`).toContain(status);
					}
					const { status } = await ask(operation, { as: observer });
					const isTheirs = !ASKS_OF_COORDINATORS.includes(operation.id);
					expect(status, `${operation.id}: observer`).toBe(isTheirs ? 200 : 403);
				}
			});

			it('wants a token of its scope, and says which', async () => {
				const at = await aStudyForPrograms(await fresh());
				const { ask } = await aStudyAskedOf(at);
				const theirs = await at.make('read', at.observer);
				for (const operation of IN_STUDY) {
					// The job that is asked about is a release.
					const wanted = operation.scope === 'job' ? 'release' : operation.scope;
					for (const [scope, token] of Object.entries(at.secrets)) {
						const response = await ask(operation, { token });
						const shown = `${operation.id} with ${scope}`;
						if (wanted === 'read' || wanted === scope) {
							expect([200, 202, 409], shown).toContain(response.status);
							continue;
						}
						expect(response.status, shown).toBe(403);
						const { detail } = await response.json();
						expect(detail, shown).toBe(
							`This token has the scope "${scope}", and this needs the scope "${wanted}". Make a token for it.`
						);
					}
					const { status } = await ask(operation, { token: theirs });
					expect(status, `${operation.id}: observer`).toBe(wanted === 'read' ? 200 : 403);
				}
			});
		});

		it('lets a token see its own study and no other, whatever else its owner may', async () => {
			const at = await aStudyForPrograms(await fresh());
			const { app, slug, other, administrator, make } = at;
			const ask = async (asked: Asking) => {
				const { studies: list } = await (await perform(app, listStudies, asked)).json();
				return list.map((study: { slug: string }) => study.slug);
			};
			expect(await ask({ as: administrator })).toEqual([slug, other.slug]);
			const token = await make('read', administrator);
			expect(await ask({ token })).toEqual([slug]);
			const params = { study: other.slug, release: 'latest' };
			expect((await perform(app, showRelease, { token, params })).status).toBe(404);
		});

		it('reads an archived study, and changes nothing in it', async () => {
			const at = await aStudyForPrograms(await fresh());
			const { app, slug, coordinator, secrets } = at;
			const { ask } = await aStudyAskedOf(at);
			await rounds.setLocked(app, coordinator.actor, slug, true);
			await studies.archive(app, coordinator.actor, slug);
			for (const operation of IN_STUDY) {
				const token = secrets[OTHERS.find((scope) => scope === operation.scope) ?? 'release'];
				const { status } = await ask(operation, { token });
				expect(status, operation.id).toBe(ALTERS.includes(operation.id) ? 409 : 200);
			}
		});

		it('carries out no job for a token that was revoked meanwhile', async () => {
			const at = await aStudyForPrograms(await fresh());
			const { app, db, slug, coordinator, secrets } = at;
			const [operation] = OPERATIONS.filter(({ id }) => id === 'makeRelease');
			const params = { study: slug };
			const taken = await perform(app, operation!, {
				...{ token: secrets.release, params, ...sent('makeRelease') }
			});
			const { id } = await taken.json();
			const [token] = (await tokens.list(app, coordinator.actor, slug)).filter(
				({ scope }) => scope === 'release'
			);
			await tokens.revoke(app, coordinator.actor, slug, token!.id);
			await runErrand(app);
			expect(await errands.show(app, coordinator.actor, slug, id)).toMatchObject({
				state: 'refused',
				refusal: { message: 'This token was revoked. Make another one.' }
			});
			expect(await everyRow(db, (t) => t.releases)).toHaveLength(1);
		});

		it('says in the trail by which token something was done', async () => {
			const at = await aStudyForPrograms(await fresh());
			const { app, db, slug, coordinator, secrets } = at;
			const [operation] = OPERATIONS.filter(({ id }) => id === 'makeRelease');
			await perform(app, operation!, {
				...{ token: secrets.release, params: { study: slug }, ...sent('makeRelease') }
			});
			await runErrand(app);
			const trail = await everyRow(db, (t) => t.auditEvents);
			const [token] = (await tokens.list(app, coordinator.actor, slug)).filter(
				({ scope }) => scope === 'release'
			);
			expect(trail.findLast(({ what }) => what === 'release.made')).toMatchObject({
				...{ userId: coordinator.id, via: 'program', tokenId: token!.id, subject: 'release:2' }
			});
		});

		describe('whoever asks too often', () => {
			it('waits, by token, and slows down no other', async () => {
				const at = await aStudyForPrograms(await fresh());
				const { app, make, secrets } = at;
				const token = await make('read');
				const first = await perform(app, listStudies, { token });
				expect(first.headers.get('ratelimit')).toBe('"token";r=299;t=60');
				for (let n = 1; n < 300; n += 1) await perform(app, listStudies, { token });
				const late = await perform(app, listStudies, { token });
				expect(late.status).toBe(429);
				expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0);
				expect(late.headers.get('ratelimit')).toMatch(/^"token";r=0;t=\d+$/);
				expect(await late.json()).toMatchObject({ type: 'urn:primum:problem:slow-down' });
				expect((await perform(app, listStudies, { token: secrets.read })).status).toBe(200);
			});

			it('waits with a token that has ended, too', async () => {
				const { app, slug, coordinator, make } = await aStudyForPrograms(await fresh());
				const token = await make('read');
				const [newest] = await tokens.list(app, coordinator.actor, slug);
				await tokens.revoke(app, coordinator.actor, slug, newest!.id);
				for (let n = 0; n < 300; n += 1) {
					expect((await perform(app, listStudies, { token })).status).toBe(401);
				}
				const late = await perform(app, listStudies, { token });
				expect(late.status).toBe(429);
				expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0);
			});

			it('with wrong tokens waits, and a right one from the same place does not', async () => {
				const { app, secrets } = await aStudyForPrograms(await fresh());
				const address = `192.0.2.${app.db.shell.dialect === 'sqlite' ? 77 : 78}`;
				const ask = async (token: string) =>
					(await perform(app, listStudies, { token, address })).status;
				for (let n = 0; n < 30; n += 1) expect(await ask(`primum_wrong${n}`)).toBe(401);
				expect(await ask('primum_wrong')).toBe(429);
				expect(await ask(secrets.read)).toBe(200);
				const elsewhere = { token: 'primum_wrong', address: '192.0.2.79' };
				expect((await perform(app, listStudies, elsewhere)).status).toBe(401);
			});
		});

		it('is told once and for all that there is nothing at another address', async () => {
			const routes = await everyRoute();
			const { fallback } = routes.find(({ route }) => route === '/[...path]')!;
			const request = new Request('https://primum.test/api/v1/nothing');
			const response = await fallback!({ request, url: new URL(request.url) } as never);
			expect(response.status).toBe(404);
			expect(response.headers.get('content-type')).toBe('application/problem+json');
			expect(await response.json()).toMatchObject({ type: 'urn:primum:problem:no-such-address' });
		});

		it('takes what a proxy asks browsers for for no token', async () => {
			const { app, coordinator } = await aStudyForPrograms(await fresh());
			const ask = async (authorization: string, as?: typeof coordinator) =>
				(await perform(app, listStudies, { as, headers: { authorization } })).status;
			expect(await ask('Basic dXNlcjpwYXNz', coordinator)).toBe(200);
			expect(await ask('Basic dXNlcjpwYXNz')).toBe(401);
			for (const wrong of ['Bearer', 'bearer ', 'Bearer a b', 'Bearer ü']) {
				expect(await ask(wrong.replace('ü', '\u00fc'), coordinator), wrong).toBe(401);
			}
		});

		it('takes an account that is not the page’s for nobody', async () => {
			const { app, coordinator, colleague } = await aStudyForPrograms(await fresh());
			const headers = { 'x-primum-account': String(colleague.id) };
			expect((await perform(app, listStudies, { as: coordinator, headers })).status).toBe(401);
		});
	},
	['SQLite on disk', 'PostgreSQL 18']
);
