/** What can be asked by HTTP is described, the description is sound, and every answer is as it says. */
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, it } from 'vitest';
import { zip } from '#lib/formats/zip.ts';
import { smallKit } from '#lib/formats/fixture.ts';
import { documentFor } from '#lib/server/web/api/openapi.ts';
import type { Operation } from '#lib/server/web/api/operation.ts';
import { OPERATIONS } from '#lib/server/web/api/operations.ts';
import { onEach } from '../databases.ts';
import {
	anAnswer,
	aStudyForPrograms,
	everyRoute,
	METHODS,
	perform,
	routeOf,
	runErrand,
	type Asking,
	type Route
} from './programs.ts';

/** What Primum's own pages ask while a case is rated: no program is promised that they stay as they are. */
const INTERNAL = [
	'/assignments/[assignment]/comment',
	'/assignments/[assignment]/ratings',
	'/assignments/[assignment]/submit',
	'/assignments/[assignment]/take-back',
	'/assignments/[assignment]/words-read',
	'/session'
];

const ORIGIN = 'https://primum.test';

/** The description as a program reads it. */
const document = JSON.parse(JSON.stringify(documentFor(ORIGIN)));

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(document, 'openapi');

/** Why a value is not as the description says; empty where it is. */
function faults(value: unknown, name: string): unknown {
	const validate = ajv.compile({ $ref: `openapi#/components/schemas/${name}` });
	return validate(value) ? [] : validate.errors;
}

type Described = {
	responses: Record<string, { content?: Record<string, { schema?: { $ref: string } }> }>;
};
const describedAs = ({ path, method }: Operation): Described =>
	document.paths[path][method.toLowerCase()];

describe('the description', () => {
	let routes: Route[];
	beforeAll(async () => {
		routes = await everyRoute();
	});

	it('is sound OpenAPI 3.1', async () => {
		const config = await createConfig({ extends: ['recommended-strict'] });
		const lint = async (source: object) => {
			const problems = await lintFromString({ source: JSON.stringify(source), config });
			return problems.map(({ ruleId, message }) => `${ruleId}: ${message}`);
		};
		expect(await lint(document)).toEqual([]);
		expect(await lint({ ...document, security: undefined })).not.toEqual([]);
		expect(document.openapi).toBe('3.1.0');
		expect(document.servers).toEqual([{ url: `${ORIGIN}/api/v1` }]);
	});

	it('has every endpoint that is not internal, with its methods and no others', () => {
		const found = routes
			.filter(({ route }) => route !== '/[...path]' && !INTERNAL.includes(route))
			.flatMap(({ route, ...module }) =>
				METHODS.filter((method) => method !== 'fallback' && method in module).map(
					(method) => `${method} ${route}`
				)
			);
		const described = OPERATIONS.map(({ method, path }) => `${method} ${routeOf(path)}`);
		expect(found.toSorted()).toEqual(described.toSorted());
		expect(routes.map(({ route }) => route)).toEqual(expect.arrayContaining(INTERNAL));
	});

	it('names each operation once, and says what refuses it', () => {
		expect(new Set(OPERATIONS.map(({ id }) => id)).size).toBe(OPERATIONS.length);
		for (const operation of OPERATIONS) {
			const statuses = Object.keys(describedAs(operation).responses);
			expect(statuses, operation.id).toContain('400');
			if (operation.scope !== 'anyone') {
				expect(statuses, operation.id).toEqual(expect.arrayContaining(['401', '403', '429']));
			}
		}
	});

	it('says of no address what it does not take, and answers that with Allow', async () => {
		for (const { route, fallback, ...module } of routes) {
			if (INTERNAL.includes(route) || route === '/[...path]') continue;
			const request = new Request(`${ORIGIN}/api/v1${route}`, { method: 'PATCH' });
			const response = await fallback!({ request, url: new URL(request.url) } as never);
			expect(response.status, route).toBe(405);
			const allowed = response.headers.get('allow')!.split(', ');
			const takes = METHODS.filter((method) => method in module).flatMap((method) =>
				method === 'GET' ? ['GET', 'HEAD'] : [method]
			);
			expect(allowed.toSorted(), route).toEqual(takes.toSorted());
			expect(faults(await response.json(), 'Problem'), route).toEqual([]);
		}
	});
});

onEach(
	({ fresh }) => {
		it('tells of every operation what it answers with', async () => {
			const { app, slug, secrets, submission } = await aStudyForPrograms(await fresh());
			const jobs: string[] = [];
			const of = { study: slug, release: '1' };
			const ofOne = { ...of, submission: String(submission) };
			const asking: Record<string, Asking> = {
				listStudies: {},
				showStudy: {},
				listReleases: {},
				showRelease: {},
				fetchArchive: {},
				fetchFile: { params: { ...of, path: 'tables/final.csv' } },
				showCoverage: {},
				showAgreement: {},
				makeRelease: {
					token: secrets.release,
					headers: { 'content-type': 'application/json' },
					body: JSON.stringify({ includeTimes: true, note: 'With times.' })
				},
				importFile: {
					token: secrets.import,
					query: { kind: 'cases', dryRun: 'true' },
					headers: { 'content-type': 'application/zip' },
					body: zip(smallKit()) as BodyInit
				},
				sendSubmission: {
					token: secrets.submit,
					query: { kind: 'model', name: 'Beta 2' },
					headers: { 'content-type': 'application/jsonl' },
					body: anAnswer(1)
				},
				listSubmissions: { token: secrets.submit },
				showSubmission: { token: secrets.submit, params: ofOne },
				withdrawSubmission: {
					...{ token: secrets.submit, params: ofOne },
					query: { reason: 'A slip.' }
				},
				showLeaderboard: { token: undefined },
				describe: { token: undefined }
			};
			for (const operation of OPERATIONS) {
				const job = jobs.at(-1);
				const more = operation.scope === 'job' ? { params: { ...of, job: job! } } : {};
				const asked = { token: secrets.read, params: of, ...asking[operation.id], ...more };
				const response = await perform(app, operation, {
					...asked,
					...(operation.scope === 'job' && { token: secrets.import })
				});
				const { status } = response;
				const described = describedAs(operation).responses[String(status)];
				expect(described, `${operation.id}: ${status}`).toBeDefined();
				expect(status, operation.id).toBe(operation.answer.status);
				const type = response.headers.get('content-type')!.split(';')[0]!;
				expect(Object.keys(described!.content!), operation.id).toContain(type);
				const reference = described!.content![type]!.schema?.$ref;
				if (reference === undefined) continue;
				const value = await response.json();
				expect(faults(value, reference.split('/').at(-1)!), operation.id).toEqual([]);
				if (status === 202) {
					expect(response.headers.get('location')).toBe(value.links.self);
					jobs.push(value.id);
				}
			}
			expect(jobs).toHaveLength(2);
		});

		it('tells of refusals, whatever they are for', async () => {
			const { app, slug, secrets } = await aStudyForPrograms(await fresh());
			const [show, make, fetch, imports] = ['showRelease', 'makeRelease', 'fetchArchive']
				.concat('importFile')
				.map((id) => OPERATIONS.find((one) => one.id === id)!) as [
				Operation,
				Operation,
				Operation,
				Operation
			];
			const params = { study: slug, release: '1' };
			const json = { 'content-type': 'application/json' };
			const refused: [Operation, Asking, number, string][] = [
				[show, { params }, 401, 'unauthenticated'],
				[show, { params, token: 'primum_none' }, 401, 'unauthenticated'],
				[show, { params: { ...params, release: '9' }, token: secrets.read }, 404, 'missing'],
				[show, { params: { ...params, release: 'x' }, token: secrets.read }, 404, 'missing'],
				[
					show,
					{ params, token: secrets.read, headers: { accept: 'text/html' } },
					406,
					'not-acceptable'
				],
				[show, { params, token: secrets.read, query: { verbose: '1' } }, 400, 'invalid'],
				[
					fetch,
					{ params, token: secrets.read, headers: { range: 'bytes=99999999-' } },
					416,
					'range-not-satisfiable'
				],
				[make, { params, token: secrets.read }, 403, 'forbidden'],
				[make, { params, token: secrets.release, headers: json, body: '{' }, 400, 'invalid'],
				[
					make,
					{ params, token: secrets.release, headers: json, body: '{"includeComment":true}' },
					400,
					'invalid'
				],
				[
					make,
					{
						...{ params, token: secrets.release, body: '<release/>' },
						headers: { 'content-type': 'application/xml' }
					},
					415,
					'unsupported-type'
				],
				[
					imports,
					{
						...{ params, token: secrets.import, query: { kind: 'cases' }, body: 'x' },
						headers: { 'content-type': 'application/zip', 'content-length': '99999999' }
					},
					413,
					'limit'
				],
				[
					imports,
					{
						...{ params, token: secrets.import, body: 'case,action', query: { kind: 'rating' } },
						headers: { 'content-type': 'text/csv' }
					},
					400,
					'invalid'
				]
			];
			for (const [operation, asked, status, kind] of refused) {
				const response = await perform(app, operation, asked);
				const body = await response.json();
				const shown = `${operation.id}: ${status} ${kind} ${JSON.stringify(body)}`;
				expect([response.status, body.type], shown).toEqual([status, `urn:primum:problem:${kind}`]);
				expect(response.headers.get('content-type'), shown).toBe('application/problem+json');
				expect(Object.keys(describedAs(operation).responses), shown).toContain(String(status));
				expect(faults(body, 'Problem'), shown).toEqual([]);
				expect(body.detail, shown).toMatch(/^[A-Z].*\.$/s);
			}
		});

		it('is told of a release that is made, and of one that holds the same', async () => {
			const { app, slug, secrets } = await aStudyForPrograms(await fresh());
			const operationOf = (id: string) => OPERATIONS.find((one) => one.id === id)!;
			const take = async (body: object) => {
				const response = await perform(app, operationOf('makeRelease'), {
					...{ token: secrets.release, params: { study: slug } },
					headers: { 'content-type': 'application/json' },
					body: JSON.stringify(body)
				});
				return response.json();
			};
			const look = async (job: string) => {
				const params = { study: slug, job };
				const response = await perform(app, operationOf('showJob'), {
					...{ token: secrets.release, params }
				});
				return response.json();
			};
			const first = await take({ note: 'The second.' });
			expect(first).toMatchObject({ kind: 'release', state: 'waiting', outcome: null });
			await runErrand(app);
			const done = await look(first.id);
			expect(faults(done, 'Job')).toEqual([]);
			expect(done).toMatchObject({
				state: 'done',
				outcome: { number: 2, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
				links: { release: `${ORIGIN}/api/v1/studies/${slug}/releases/2` }
			});
			const second = await take({ note: 'The second.' });
			await runErrand(app);
			const refused = await look(second.id);
			expect(faults(refused, 'Job')).toEqual([]);
			expect(refused).toMatchObject({ state: 'refused', outcome: null });
			expect(refused.refusal.message).toContain('Release 2 holds exactly this already');
		});
	},
	['SQLite on disk', 'PostgreSQL 18']
);
