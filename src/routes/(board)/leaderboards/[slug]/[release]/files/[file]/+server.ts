import { error } from '@sveltejs/kit';
import {
	LEADERBOARD_CHARTS,
	LEADERBOARD_JSON,
	LEADERBOARD_TABLES
} from '#lib/domain/leaderboard-files.ts';
import * as csv from '#lib/formats/csv.ts';
import { encode } from '#lib/formats/files.ts';
import { orErrorPage } from '#lib/server/web/answers.ts';
import { download } from '#lib/server/web/downloads.ts';
import { namingScheme, shownBoard, wholeBoard } from '#lib/server/web/leaderboards.ts';
import { named, type OpenAsking } from '#lib/server/web/pages.ts';
import { forPrograms, sheetOf } from '../tables.ts';
import type { RequestHandler } from './$types';

const TYPES: Record<string, string> = {
	csv: 'text/csv; charset=utf-8',
	svg: 'image/svg+xml; charset=utf-8',
	json: 'application/json; charset=utf-8'
};

/** A table, a chart or all of a board, seen as the rest of the address says. */
export const GET: RequestHandler = async ({ locals, params, url, request }) => {
	const asking = { app: locals.app, actor: locals.actor, params: named(params), url };
	const { bytes, release, scheme } = await orErrorPage(fileNamed(params.file, asking));
	const name = `${params.slug}-release-${release}-${scheme}-${params.file}`;
	return download({ name, bytes, type: TYPES[params.file.split('.').at(-1)!]! }, request.headers);
};

type File = { bytes: Uint8Array; release: number; scheme: string };

async function fileNamed(file: string, asking: OpenAsking): Promise<File> {
	const chart = LEADERBOARD_CHARTS.find((known) => file === `${known}.svg`);
	const table = LEADERBOARD_TABLES.find((known) => file === `${known}.csv`);
	if (chart === undefined && table === undefined && file !== LEADERBOARD_JSON) {
		const known = [
			...LEADERBOARD_TABLES.map((one) => `${one}.csv`),
			...LEADERBOARD_CHARTS.map((one) => `${one}.svg`),
			LEADERBOARD_JSON
		];
		error(404, `There is no file "${file}". Choose ${known.join(', ')}.`);
	}
	await namingScheme(asking);
	if (chart !== undefined) {
		const [shown, { drawn }] = await Promise.all([shownBoard(asking), import('../charts.ts')]);
		return { ...shown.board, bytes: encode(drawn(chart, shown)) };
	}
	const whole = await wholeBoard(asking);
	if (table === undefined) {
		return { ...whole.board, bytes: encode(forPrograms(whole.board)) };
	}
	const { columns, rows } = sheetOf(table, whole);
	return { ...whole.board, bytes: csv.write(columns, rows) };
}
