import { error } from '@sveltejs/kit';
import { roundSchema } from '#lib/domain/round.ts';
import { EXPORT_FORMATS, exportZip } from '#lib/server/services/releasing/index.ts';
import { orErrorPage, requireActor } from '#lib/server/web/answers.ts';
import { download } from '#lib/server/web/downloads.ts';
import type { RequestHandler } from './$types';

/** The study as it is now, or what was rated in one of its rounds, as a zip. */
export const GET: RequestHandler = async ({ locals, params, request, url }) => {
	const actor = requireActor(locals, url.pathname);
	const format = EXPORT_FORMATS.find((known) => known === params.format);
	if (format === undefined) {
		error(404, `There is no export "${params.format}". Choose kit, csv, jsonl or parquet.`);
	}
	const asked = url.searchParams.get('round');
	const round = asked === null ? null : roundSchema.safeParse(asked);
	if (round?.success === false) error(404, `There is no round "${asked}".`);
	const archive = await orErrorPage(
		exportZip(locals.app, actor, params.study, format, round?.data ?? null)
	);
	return download(archive, request.headers);
};
