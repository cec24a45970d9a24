/** Asks what programs can ask, each operation at the route that its description names. */
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { TokenScope } from '#lib/domain/api-token.ts';
import type { Database } from '#lib/server/db/connect.ts';
import { runNext } from '#lib/server/jobs/runner.ts';
import * as errands from '#lib/server/services/errands/index.ts';
import * as importing from '#lib/server/services/importing/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as submitting from '#lib/server/services/submitting/index.ts';
import * as tokens from '#lib/server/services/tokens/index.ts';
import type { Operation } from '#lib/server/web/api/operation.ts';
import { aRatedStudy, CASE, NUMBERS } from '../services/releasing-support.ts';
import { boardOf } from '../services/submitting-support.ts';
import { aMember, aPerson, aStudy, START, type Person, type TestApp } from '../support.ts';
import { anEvent } from './event.ts';

export const ROUTES = join(import.meta.dirname, '../../../src/routes/api/v1');

type Handler = (event: never) => Promise<Response>;

export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'fallback'] as const;
export type Route = { route: string } & Partial<Record<(typeof METHODS)[number], Handler>>;

/** Every endpoint there is, by its route below /api/v1. */
export async function everyRoute(): Promise<Route[]> {
	const files = readdirSync(ROUTES, { recursive: true, encoding: 'utf8' }).filter(
		(path) => basename(path) === '+server.ts'
	);
	return Promise.all(
		files.toSorted().map(async (path) => ({
			route: `/${dirname(path)}`,
			...((await import(join(ROUTES, path))) as Partial<Record<string, Handler>>)
		}))
	);
}

/** The route of a path as the description writes it. */
export const routeOf = (path: string) =>
	path.replace(/\{path\}$/, '[...path]').replaceAll(/\{(\w+)\}/g, '[$1]');

export type Asking = {
	/** Who is signed in, or by what token a program comes. */
	as?: Person | undefined;
	token?: string | undefined;
	params?: Record<string, string>;
	query?: Record<string, string>;
	headers?: Record<string, string>;
	body?: BodyInit;
	/** HEAD in place of the operation's own, for one that is asked with GET. */
	method?: string;
	address?: string;
};

/** From where each installation is asked: what is counted by address in one test is nothing to the next. */
const addresses = new WeakMap<TestApp, string>();
let places = 0;

function addressFor(app: TestApp): string {
	const known = addresses.get(app);
	if (known !== undefined) return known;
	places += 1;
	const address = `198.51.100.${places}`;
	addresses.set(app, address);
	return address;
}

/** Asks for an operation. */
export async function perform(
	app: TestApp,
	operation: Pick<Operation, 'path' | 'method'>,
	{ token, query = {}, headers = {}, body, method = operation.method, ...asked }: Asking = {}
): Promise<Response> {
	const module = (await import(join(ROUTES, routeOf(operation.path), '+server.ts'))) as Record<
		string,
		Handler
	>;
	const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name) => asked.params?.[name] ?? name);
	const url = `https://primum.test/api/v1${path}?${new URLSearchParams(query)}`;
	const bearer = token === undefined ? {} : { authorization: `Bearer ${token}` };
	const given = { method, headers: { ...bearer, ...headers }, body, duplex: 'half' };
	const request = new Request(url, given as RequestInit);
	const handler = module[method === 'HEAD' ? 'GET' : method] ?? module['fallback']!;
	return handler(anEvent(app, request, { address: addressFor(app), ...asked }).event);
}

/** Runs the errand that waits. */
export const runErrand = (app: TestApp) =>
	runNext(app, {
		[errands.RUN]: {
			does: (at, { id }) =>
				errands.carryOut(at, String(id), {
					release: releasing.carryOut,
					'import-cases': importing.carryOutCases,
					'import-ratings': importing.carryOutRatings,
					score: submitting.carryOut
				})
		}
	});

/** Records of the one case that the release has final scores of, as a file; `trial` tells one from another. */
export const anAnswer = (trial: number) =>
	[CASE, `${CASE}-1`]
		.map((id) => ({ id, trial, options: FINAL.map((number) => ({ id: number, matched: true })) }))
		.map((record) => JSON.stringify(record))
		.join('\n');

/** Numbers of its actions with a final score. */
const FINAL = NUMBERS.filter((number) => number !== 2);

/**
 * A study with three signed raters and one release that takes submissions, everybody who could ask for it, and the secrets of its
 * coordinator's tokens by their scopes.
 */
export async function aStudyForPrograms(db: Database) {
	const { app, study, slug, raters } = await aRatedStudy(db);
	const coordinator = await aMember(db, study, 'coordinator');
	const colleague = await aMember(db, study, 'coordinator');
	const observer = await aMember(db, study, 'observer');
	const adjudicator = await aMember(db, study, 'adjudicator');
	const administrator = await aPerson(db, { isAdmin: true });
	const other = await aStudy(db);
	const stranger = await aMember(db, other, 'coordinator');
	await releasing.create(app, coordinator.actor, slug, { note: 'The first.' });
	await boardOf(db, study.id, { publishedAt: START });
	const submitter = await aMember(db, study, 'submitter');
	const submission = await submitting.send(
		app,
		{ actor: coordinator.actor, slug, release: 1 },
		{ name: 'records.jsonl', bytes: Buffer.from(anAnswer(2)) },
		{ words: { kind: 'model', name: 'Alpha 1' }, terms: null, revises: null }
	);
	await runErrand(app);
	const make = async (scope: TokenScope, by: Person = coordinator, of: string = slug) =>
		(await tokens.make(app, by.actor, of, { name: `To ${scope}`, scope, days: 30 })).secret;
	const secrets = {
		read: await make('read'),
		submit: await make('submit'),
		import: await make('import'),
		release: await make('release')
	};
	return {
		...{ app, db, study, slug, make, secrets, other, submitter, submission: submission.id },
		rater: raters[0]!,
		...{ coordinator, colleague, observer, adjudicator, administrator, stranger }
	};
}
