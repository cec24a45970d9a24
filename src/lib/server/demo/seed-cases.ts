/** Puts the cases of the demonstration into a study: some copies of the kit at a time, however many are wanted. */
import { asCase, type Case } from '#lib/domain/case.ts';
import { planImport } from '#lib/domain/import.ts';
import { TERMINAL, by, type App } from '../app.ts';
import { atomically } from '../db/atomically.ts';
import * as caring from '../services/cases/index.ts';
import * as importing from '../services/importing/index.ts';
import type { Study } from '../store/studies.ts';
import * as trail from '../store/trail.ts';
import { kitFiles } from './seed-kit.ts';

/** Copies of the kit that are held in memory at once. */
const COPIES_AT_ONCE = 5;

export type Added = { cases: number; actions: number };

/**
 * Adds the cases as an import of all copies in one kit would.
 *
 * @param scale how many copies
 * @param onAdded told how many copies there are already
 */
export async function addCases(
	app: App,
	{ id: studyId, slug }: Study,
	scale: number,
	onAdded: (copies: number) => void
): Promise<Added> {
	const added = { cases: 0, actions: 0 };
	let lines = 0;
	for (let from = 0; from < scale; from += COPIES_AT_ONCE) {
		const to = Math.min(from + COPIES_AT_ONCE, scale);
		const incoming = await importing.read(kitFiles(to, from));
		importing.assertWhole(incoming);
		const below = incoming.cases.map((item) => moved(asCase(item), lines));
		const { cases, actions, changes } = planImport([], below, 'refuse');
		const placed = changes.map((item) => ({ ...item, position: item.position + added.cases }));
		await atomically(app.db, by(app, TERMINAL), (tx) =>
			caring.addCases(tx, { studyId, importId: null, added: placed })
		);
		added.cases += cases.new;
		added.actions += actions.new;
		lines += below.reduce((sum, { variants }) => sum + variants.length, 0);
		onAdded(to);
	}
	const tally = (count: number) => ({ new: count, changed: 0, unchanged: 0, removed: 0 });
	await atomically(app.db, by(app, TERMINAL), (tx) =>
		trail.record(tx, {
			studyId,
			what: 'cases.imported',
			subject: `study:${slug}`,
			new: { cases: tally(added.cases), actions: tally(added.actions), rewordings: 0 }
		})
	);
	return added;
}

/** The case as it stands in a kit in which so many lines of items.jsonl come before these. */
function moved(item: Case, lines: number): Case {
	const variants = item.variants.map((variant) => ({
		...variant,
		line: variant.line === null ? null : variant.line + lines
	}));
	return { ...item, variants };
}
