import { error } from '@sveltejs/kit';
import { TEMPLATES } from '#lib/formats/templates.ts';
import { sampleFiles } from '#lib/server/demo/sample.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import { orErrorPage, requireActor } from '#lib/server/web/answers.ts';
import { download } from '#lib/server/web/downloads.ts';
import type { RequestHandler } from './$types';

const SAMPLE = 'primum-sample-synthetic.zip';
const TYPES = {
	csv: 'text/csv; charset=utf-8',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
};

/** Empty tables to fill in, and a sample of filled ones. */
export const GET: RequestHandler = async ({ locals, params, request, url }) => {
	const actor = requireActor(locals, url.pathname);
	await orErrorPage(studies.settings(locals.app, actor, params.study));
	return download(await fileNamed(params.file), request.headers);
};

async function fileNamed(name: string): Promise<Parameters<typeof download>[0]> {
	if (name === SAMPLE) {
		const { zip } = await import('#lib/formats/zip.ts');
		return { name, bytes: zip(await sampleFiles()) };
	}
	const { template, TEMPLATE_FORMATS } = await import('#lib/formats/template-files.ts');
	for (const table of TEMPLATES) {
		const format = TEMPLATE_FORMATS.find((ending) => name === `${table}.${ending}`);
		if (format !== undefined) return { name, bytes: template(table, format), type: TYPES[format] };
	}
	error(404, `There is no template "${name}". Choose cases, actions or ratings, as .xlsx or .csv.`);
}
