/** What a page that follows a study asks, and the files of coverage. */
import { expect, it } from 'vitest';
import { parse } from 'csv-parse/sync';
import * as rating from '#lib/server/services/rating/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import type { CoverageFile } from '#lib/domain/coverage.ts';
import { GET as getFile } from '../../../src/routes/(study)/studies/[study]/coverage/[file].csv/+server.ts';
import { GET as getVersion } from '../../../src/routes/(study)/studies/[study]/coverage/version/+server.ts';
import { onEach } from '../databases.ts';
import {
	aCase,
	aMember,
	anApp,
	anAssignment,
	aPerson,
	aSave,
	aStudy,
	DAY,
	HOUR,
	scored,
	type Person
} from '../support.ts';
import type { Database } from '#lib/server/db/connect.ts';
import { anEvent } from './event.ts';

async function aFollowedStudy(db: Database) {
	const app = anApp(db);
	const study = await aStudy(db, { ratersPerCase: 2 });
	const coordinator = await aMember(db, study, 'coordinator');
	const rater = await aMember(db, study, 'rater', { name: '=Ann Abel', passwordHash: 'a hash' });
	const item = await aCase(db, study, { externalId: 'Card001' });
	const other = await aCase(db, study, { externalId: 'Derm001', specialty: 'Derm', position: 1 });
	const assignment = await anAssignment(db, study, item, rater);
	const rate = (index: number) =>
		rating.saveRating(
			app,
			rater.actor,
			assignment.id,
			aSave(item.actions[index]!.id, 0, scored(7))
		);
	/** Asks for the version, as a page would that shows one. */
	const ask = async (as: Person | undefined, shown?: string) => {
		const headers = shown === undefined ? undefined : { 'if-none-match': shown };
		const request = new Request('https://primum.test/', { headers });
		const { event } = anEvent(app, request, { as, params: { study: study.slug } });
		return (await getVersion(event)) as Response;
	};
	const file = async (name: CoverageFile, query = '') => {
		const request = new Request(`https://primum.test/${query}`);
		const params = { study: study.slug, file: name };
		const { event } = anEvent(app, request, { as: coordinator, params });
		const response = (await getFile(event)) as Response;
		return { response, rows: parse(await response.text()) as string[][] };
	};
	return { app, db, study, coordinator, rater, item, other, rate, ask, file };
}

onEach(
	({ fresh }) => {
		it('answers 304 while nothing changes, and anew after each thing that does', async () => {
			const { app, study, coordinator, rate, ask } = await aFollowedStudy(await fresh());
			const tag = async () => (await ask(coordinator)).headers.get('etag')!;
			let shown = await tag();
			const isSame = async () => {
				const { status } = await ask(coordinator, shown);
				shown = await tag();
				return status === 304;
			};
			expect(await isSame()).toBe(true);
			const changes = [
				() => rate(0),
				() => rate(1),
				() => studies.changeSettings(app, coordinator.actor, study.slug, { notice: 'Hurry.' }),
				async () => app.pass(HOUR)
			];
			for (const change of changes) {
				await change();
				expect(await isSame()).toBe(false);
				expect(await isSame()).toBe(true);
			}
			const same = await ask(coordinator, shown);
			expect(await same.text()).toBe('');
			expect(same.headers.get('etag')).toBe(shown);
			expect(same.headers.get('cache-control')).toBe('private, no-cache');
		});

		it('is for those who run the study only', async () => {
			const { db, rater, ask } = await aFollowedStudy(await fresh());
			expect((await ask(undefined)).status).toBe(401);
			expect((await ask(rater)).status).toBe(403);
			const answer = await ask(await aPerson(db));
			expect(answer.status).toBe(404);
			expect(answer.headers.get('content-type')).toBe('application/problem+json');
			expect(answer.headers.has('etag')).toBe(false);
		});

		it('gives every view as CSV, of the cases that are chosen', async () => {
			const { app, study, rate, file } = await aFollowedStudy(await fresh());
			await rate(0);
			app.pass(8 * DAY);
			const { response, rows } = await file('rows');
			expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
			expect(response.headers.get('content-disposition')).toBe(
				`attachment; filename="${study.slug}-coverage-rows.csv"`
			);
			expect(rows[0]).toEqual([
				...['case', 'specialty', 'place', 'rater', 'state', 'rated', 'actions', 'percent'],
				...['counts', 'waits_for', 'waits_days', 'paused_until']
			]);
			// A name that a spreadsheet would run is defused.
			expect(rows.slice(1)).toEqual([
				['Derm001', 'Dermatology', '1', '', 'empty', '0', '3', '0', 'false', '', '8', ''],
				['Derm001', 'Dermatology', '2', '', 'empty', '0', '3', '0', 'false', '', '8', ''],
				[
					'Card001',
					'Cardiology',
					'1',
					"'=Ann Abel",
					'begun',
					'1',
					'3',
					'33',
					'true',
					'silent',
					'8',
					''
				],
				['Card001', 'Cardiology', '2', '', 'empty', '0', '3', '0', 'false', '', '8', '']
			]);
			expect((await file('rows', '?specialty=Cardiology')).rows).toHaveLength(3);
			expect((await file('matrix', '?view=matrix')).rows).toEqual([
				['case', 'specialty', "'=Ann Abel", 'signed', 'wanted'],
				['Derm001', 'Dermatology', '', '0', '2'],
				['Card001', 'Cardiology', 'begun 33%', '0', '2']
			]);
			expect((await file('needs')).rows).toEqual([
				['kind', 'case', 'rater', 'ratings_waiting', 'days', 'until'],
				['short', 'Derm001', '', '6', '8', ''],
				['short', 'Card001', '', '3', '8', ''],
				['silent', '', "'=Ann Abel", '2', '8', '']
			]);
			expect((await file('by-specialty')).rows).toEqual([
				['specialty', 'ratings', 'ratings_wanted', 'cases_complete', 'cases'],
				['Dermatology', '0', '6', '0', '1'],
				['Cardiology', '1', '6', '0', '1']
			]);
			const days = (await file('by-day')).rows;
			expect(days.slice(0, 3)).toEqual([
				['day', 'ratings', 'ratings_so_far'],
				['2026-11-02', '1', '1'],
				['2026-11-03', '0', '1']
			]);
			expect(days.at(-1)).toEqual(['2026-11-10', '0', '1']);
		});
	},
	['SQLite in memory', 'PostgreSQL 18']
);
