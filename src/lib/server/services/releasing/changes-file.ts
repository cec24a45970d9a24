/** The actions that changed between two releases, as a table. */
import { write } from '#lib/formats/csv.ts';
import type { Actor, App } from '../../app.ts';
import { compareWhole, type ComparedReleases } from './comparing.ts';

const HEADER = ['case', 'action', 'changes', 'score_from', 'score_to', 'basis_from', 'basis_to'];

/**
 * Every action that changed, a line each; `from` is the release that is compared with.
 *
 * @throws Refusal as `compare`
 */
export async function changesFile(
	app: App,
	actor: Actor,
	slug: string,
	given: ComparedReleases
): Promise<{ name: string; bytes: Uint8Array }> {
	const { from, to, changed } = await compareWhole(app, actor, slug, given);
	const rows = changed.map(({ case: id, number, changes, from: then, to: now }) => [
		...[id, number, changes.join(';')],
		...[then?.score ?? null, now?.score ?? null, then?.basis ?? null, now?.basis ?? null],
		...[then?.text ?? null, now?.text ?? null]
	]);
	return {
		name: `${slug}-release-${from.number}-to-${to.number}.csv`,
		bytes: write([...HEADER, 'text_from', 'text_to'], rows)
	};
}
