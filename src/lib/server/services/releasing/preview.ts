/** What a release made now would hold, counted and not made. */
import { consensusOf, resolve, type ConsensusSettings } from '#lib/domain/consensus.ts';
import type { Actor, App } from '../../app.ts';
import { watcherOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import {
	answerOf,
	isFlagged,
	panelOf,
	scoreIn,
	type PanelAssignment,
	type StudyPanel,
	voicesOf
} from '../../panel/index.ts';
import * as adjudications from '../../store/adjudications.ts';
import * as studies from '../../store/studies.ts';

export type ReleasePreview = {
	cases: number;
	actions: number;
	ratings: number;
	raters: number;
	final: number;
	unresolved: number;
	/** Cases their raters have started but not signed: those ratings stay out. */
	unsignedCases: number;
};

/** Counts what a release would hold, comments and times left out. */
export async function preview(app: App, actor: Actor, slug: string): Promise<ReleasePreview> {
	const { study } = await read(app.db, (tx) => watcherOf(tx, actor, slug));
	return app.crew.ask(counted, study.id);
}

const counted = task('releasing.preview', 'figures', async (app, studyId: number) => {
	const { study, ruled } = await read(app.db, function* (tx) {
		const study = (yield* studies.byId(tx, { id: studyId }))!;
		return { study, ruled: yield* adjudications.holding(tx, study) };
	});
	return countsOf(await panelOf(app, studyId), consensusOf(study), ruled);
});

/** @param ruled by the ids of the actions that adjudicators have settled */
function countsOf(
	panel: Pick<StudyPanel, 'cases'>,
	settings: ConsensusSettings,
	ruled: Pick<ReadonlyMap<number, unknown>, 'has'>
): ReleasePreview {
	const isFinal = finalBy(settings);
	const raters = new Set<number>();
	const counts = { actions: 0, ratings: 0, final: 0, unsignedCases: 0 };
	for (const item of panel.cases) {
		const { actions, assignments } = item;
		counts.actions += actions.length;
		const open = assignments.filter((one) => one.state !== 'submitted' && isBegun(one));
		counts.unsignedCases += new Set(open.map(({ memberId }) => memberId)).size;
		const voices = voicesOf(item, { signed: true });
		actions.forEach(({ id }, at) => {
			const scores: number[] = [];
			for (const voice of voices) {
				const answer = answerOf(voice, at);
				// A rating that was taken back leaves with its flags only.
				if (answer === 0 && !voice.some(({ remarks }) => isFlagged(remarks[at]!))) continue;
				counts.ratings += 1;
				raters.add(voice[0]!.memberId);
				const score = scoreIn(answer);
				if (score !== null) scores.push(score);
			}
			if (ruled.has(id) || isFinal(scores)) counts.final += 1;
		});
	}
	const unresolved = counts.actions - counts.final;
	return { cases: panel.cases.length, raters: raters.size, unresolved, ...counts };
}

const isBegun = ({ answers, remarks }: PanelAssignment) =>
	answers.some((answer) => answer !== 0) || remarks.some((remark) => remark !== 0);

/** Whether scores come to a final one by the rule: asked once for each set of scores. */
function finalBy(settings: ConsensusSettings): (scores: number[]) => boolean {
	const known = new Map<string, boolean>();
	return (scores) => {
		const key = scores.sort((a, b) => a - b).join('');
		const found = known.get(key) ?? resolve(scores, settings).score !== null;
		known.set(key, found);
		return found;
	};
}
