/** One case of a board, action by action, as those who are asked for answered it. */
import type { Action, ToldCase } from '#lib/domain/case.ts';
import type { ActionToRead, AnswerToRead, BoardView, CaseToRead } from '#lib/domain/leaderboard.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { bytesOf } from '#lib/formats/archive-read.ts';
import type { SchemeName } from '#lib/scoring/scheme.ts';
import { INSTALLATION, type Actor, type App } from '../../app.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import * as scores from '../../store/submission-scores.ts';
import { file } from '../releasing/index.ts';
import { boardFor, type Asking } from './finding.ts';
import { headOf } from './head.ts';
import { setOf } from './lines.ts';
import { tableOf } from './table.ts';

type View = Pick<BoardView<SchemeName>, 'scheme'>;
type AskingCase = Asking & { caseId: string; entries: readonly string[]; view: View };

/**
 * Reads one case that is open to everyone. Nobody reads one that is held out here, coordinators included.
 *
 * @param entries by the names that addresses know them by
 * @throws Refusal ('missing') for no such board, or no such case that is open
 */
export function readBoardCase(
	app: App,
	actor: Actor | null,
	slug: string,
	release: number | null,
	{ caseId, entries, ...view }: View & { caseId: string; entries: readonly string[] }
): Promise<CaseToRead<SchemeName>> {
	return app.crew.ask(reading, { actor, slug, release, caseId, entries, view });
}

const reading = task('boards.case', 'figures', async (app, asking: AskingCase) => {
	const { slug, caseId, entries, view } = asking;
	const { head, rows, answers } = await read(app.db, function* (tx) {
		const found = yield* boardFor(tx, asking);
		const told = headOf(found, view, yield* setOf(tx, found.board.id));
		const table = { boardId: found.board.id, scheme: told.scheme, part: null };
		const onBoard = yield* tableOf(app, tx, table);
		const wanted = entries.flatMap((entry) => onBoard.find((one) => one.entry === entry) ?? []);
		const ids = wanted.map(({ id }) => id);
		return {
			head: told,
			rows: wanted,
			answers: yield* scores.ofCase(tx, ids, caseId)
		};
	});
	const open = head.set?.open ?? [];
	const at = open.indexOf(caseId);
	if (at === -1) {
		const message = `Release ${head.release} has no case "${caseId}" that is open to everyone.`;
		throw new Refusal('missing', message);
	}
	const item = await caseIn(app, slug, { number: head.release, caseId });
	return {
		...{ id: caseId, specialty: item.specialty, presentation: item.presentation },
		question: item.question ?? '',
		actions: item.actions.map(actionToRead),
		...{ scheme: head.scheme, schemeVersion: head.schemeVersion },
		answers: rows.flatMap(({ id, entry, kind, name, provider, people }): AnswerToRead[] => {
			const answer = answers.find(({ submissionId }) => submissionId === id);
			if (answer === undefined) return [];
			const { records, done, metrics } = answer;
			const own = { entry, kind, name, provider, people, records, done };
			return [{ ...own, metrics: metrics[head.scheme] ?? {} }];
		}),
		...{ before: open[at - 1] ?? null, after: open[at + 1] ?? null }
	};
});

/** The case as the release has it: only its own file is unpacked. */
async function caseIn(
	app: App,
	slug: string,
	{ number, caseId }: { number: number; caseId: string }
): Promise<ToldCase> {
	const { readKit } = await import('#lib/formats/kit.ts');
	const path = `dataset/rubrics/${caseId}.json`;
	const found = await file(app, INSTALLATION, slug, { number, path: `kit/${path}` });
	const { cases } = readKit(new Map([[path, await bytesOf(found.read())]]), app.limits);
	return cases[0]!;
}

function actionToRead(action: Action): ActionToRead {
	const { number, text, category, referenceScore, group, groupType, dependsOn } = action;
	return { number, text, category, score: referenceScore!, group, groupType, dependsOn };
}
