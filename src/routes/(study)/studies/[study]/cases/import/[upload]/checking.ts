/** What an import of files that were sent would do, before it does anything. */
import type { Mapping, Purpose } from '#lib/domain/mapping.ts';
import { encode, sha256 } from '#lib/formats/files.ts';
import * as importing from '#lib/server/services/importing/index.ts';
import { attempt } from '#lib/server/web/answers.ts';
import type { StudyAsking } from '#lib/server/web/pages.ts';
import type { Options } from './form.ts';
import type { Checked } from './outcomes.ts';

/** Problems a page shows; the rest is counted, and told again when these are mended. */
const MOST_PROBLEMS = 200;

/** What is to be imported: `mapping` is null for files that are read as they are. */
export type Wanted = { purpose: Purpose; mapping: Mapping | null; rewording: Options['rewording'] };

/** Names what was checked: an import of something else is checked first. The name of a mapping changes nothing. */
export function nameOf({ purpose, mapping, rewording }: Wanted): string {
	const tables = mapping?.tables ?? null;
	return sha256(encode(JSON.stringify({ purpose, tables, rewording }))).slice(0, 16);
}

/** Says what an import would do, or why it is refused. */
export async function dryRun(
	{ app, actor, slug, params }: StudyAsking,
	wanted: Wanted
): Promise<Checked> {
	const { purpose, mapping, rewording } = wanted;
	const sent = { upload: params.upload!, mapping };
	const run = await attempt(async () =>
		purpose === 'cases'
			? { cases: await importing.importCases(app, actor, slug, sent, { dryRun: true, rewording }) }
			: { ratings: await importing.importRatings(app, actor, slug, sent, { dryRun: true }) }
	);
	const said = { purpose, rewording, name: nameOf(wanted) };
	if (run.ok) return { status: 200, ...said, ...run.value };
	const { status, message, problems } = run;
	return {
		...{ status, ...said, message },
		problems: problems.slice(0, MOST_PROBLEMS),
		problemCount: problems.length
	};
}
