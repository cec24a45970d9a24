/** The figures of a board that nobody sent: baselines, the human ceiling, and what the set is. */
import { setImmediate } from 'node:timers/promises';
import type { JsonObject } from '#lib/domain/case.ts';
import type { BoardSet } from '#lib/domain/leaderboard.ts';
import type { Scorable } from '#lib/formats/annotation-set.ts';
import { BASELINES, recordsOf } from '#lib/scoring/baselines.ts';
import { ceiling } from '#lib/scoring/ceiling.ts';
import { categoriesOf } from '#lib/scoring/in-category.ts';
import { order } from '#lib/scoring/record.ts';
import { SCHEME_NAMES, type SchemeName } from '#lib/scoring/scheme.ts';
import { schemeOf, score, type Result } from '#lib/scoring/score.ts';
import { by, INSTALLATION, type App } from '../../app.ts';
import { task, type Course } from '../../crew/task.ts';
import { atomically, read } from '../../db/atomically.ts';
import * as store from '../../store/boards.ts';
import { figuresOf } from './figures.ts';
import { RATERS, SET, type KeptLines } from './lines.ts';
import { setOfBoard } from './release-set.ts';

type OfBoard = { slug: string; boardId: number };

/**
 * Computes what a board has without anybody's doing, and keeps it. Run twice, it keeps the same again.
 *
 * @throws Refusal ('invalid') where the release cannot be scored against
 */
export function computeBaselines(app: App, of: OfBoard, course: Course): Promise<void> {
	return app.crew.ask(computing, of, course);
}

const WHAT = 'scoring the baselines';

const computing = task(
	'boards.baselines',
	'work',
	async (app, { slug, boardId }: OfBoard, course) => {
		const board = await read(app.db, (tx) => store.byId(tx, { id: boardId }));
		const scorable = await setOfBoard(app, slug, board!);
		const lines = SCHEME_NAMES.length * (BASELINES.length + Number(scorable.panel !== null));
		let done = 0;
		const pause = async () => {
			course.onProgress({ what: WHAT, done, of: lines });
			await setImmediate();
			course.signal.throwIfAborted();
		};
		const kept: JsonObject = { [SET]: setIn(scorable) };
		for (const scheme of SCHEME_NAMES) {
			const told: KeptLines = { schemeVersion: schemeOf(scheme).version, lines: [] };
			for (const line of linesIn(scorable, scheme)) {
				await pause();
				const result = line.result();
				if (result !== null) {
					told.lines.push({ name: line.name, figures: await figuresOf(result, scorable, pause) });
				}
				done += 1;
			}
			kept[scheme] = told;
		}
		await atomically(app.db, by(app, INSTALLATION), (tx) => store.keepBaselines(tx, boardId, kept));
	}
);

type Line = { name: string; result: () => Result | null };

function linesIn({ set, panel }: Scorable, scheme: SchemeName): Line[] {
	const systems = BASELINES.map((baseline) => ({
		name: baseline,
		result: () => score(set, recordsOf(set, baseline), scheme)
	}));
	if (panel === null) return systems;
	const raters = () => ceiling(set, panel.opinions, panel.consensus, scheme)?.together ?? null;
	return [...systems, { name: RATERS, result: raters }];
}

/** What the set is; of held-out cases only how many they are. */
function setIn({ set, cases }: Scorable): BoardSet {
	const isOpen = (id: string) => cases.get(id)?.heldOut === false;
	const open = set.layouts.filter(({ rubric }) => isOpen(rubric.id));
	const ids = open.map(({ rubric }) => rubric.id).sort(order);
	const bySpecialty = Map.groupBy(ids, (id) => cases.get(id)!.specialty);
	const actions = open.flatMap(({ rubric }) => rubric.actions);
	const byCategory = Map.groupBy(actions, ({ category }) => category);
	return {
		cases: set.layouts.length,
		heldOut: set.layouts.length - open.length,
		items: set.ofItem.size,
		actions: set.layouts.reduce((sum, { rubric }) => sum + rubric.actions.length, 0),
		specialties: [...bySpecialty]
			.map(([code, some]) => ({ code, cases: some.length }))
			.sort((a, b) => order(a.code, b.code)),
		categories: categoriesOf(open).map((name) => ({
			name,
			actions: byCategory.get(name)!.length
		})),
		open: ids
	};
}
