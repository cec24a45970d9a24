import { error } from '@sveltejs/kit';
import { documentOf, GRRAS_COLUMNS, grrasRows } from '#lib/components/methods/files.ts';
import { AGREEMENT_CHARTS, AGREEMENT_TABLES, METHODS_FILES } from '#lib/domain/agreement-files.ts';
import { viewOf } from '#lib/domain/agreement-view.ts';
import { encode } from '#lib/formats/files.ts';
import * as csv from '#lib/formats/csv.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import * as agreeing from '#lib/server/services/agreeing/index.ts';
import { orErrorPage, requireActor } from '#lib/server/web/answers.ts';
import { download } from '#lib/server/web/downloads.ts';
import type { RequestEvent, RequestHandler } from './$types';

const TYPES: Record<string, string> = {
	csv: 'text/csv; charset=utf-8',
	svg: 'image/svg+xml; charset=utf-8',
	md: 'text/markdown; charset=utf-8'
};

/** A table, a chart or the methods, of the ratings that the rest of the address chooses. */
export const GET: RequestHandler = async (event) => {
	const { params, request } = event;
	const ending = params.file.split('.').at(-1)!;
	const { name, bytes } = await orErrorPage(fileNamed(event));
	return download({ name, bytes, type: TYPES[ending]! }, request.headers);
};

async function fileNamed(event: RequestEvent): Promise<{ name: string; bytes: Uint8Array }> {
	const { locals, params, url } = event;
	const { app } = locals;
	const actor = requireActor(locals, url.pathname + url.search);
	const { study: slug, file } = params;
	const name = `${slug}-agreement-${file}`;

	const table = AGREEMENT_TABLES.find((known) => file === `${known}.csv`);
	if (table !== undefined) {
		const asked = { view: viewOf(url), names: url.searchParams.get('names') === 'shown' };
		return agreeing.agreementFile(app, actor, slug, table, asked);
	}
	const chart = AGREEMENT_CHARTS.find((known) => file === `${known}.svg`);
	if (chart !== undefined) {
		const [found, study, { drawn }] = await Promise.all([
			agreeing.agreement(app, actor, slug, viewOf(url)),
			studies.frame(app, actor, slug),
			import('../charts.ts')
		]);
		return { name, bytes: encode(drawn(chart, study.name, found)) };
	}
	if (!METHODS_FILES.some((known) => known === file)) {
		const known = [
			...AGREEMENT_TABLES.map((one) => `${one}.csv`),
			...AGREEMENT_CHARTS.map((one) => `${one}.svg`),
			...METHODS_FILES
		];
		error(404, `There is no file "${file}". Choose ${known.join(', ')}.`);
	}
	const facts = await agreeing.methods(app, actor, slug);
	if (file === 'grras.csv') return { name, bytes: csv.write(GRRAS_COLUMNS, grrasRows(facts)) };
	return { name, bytes: encode(documentOf(facts)) };
}
