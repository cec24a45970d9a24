/** The story of one action, for those who run the study. */
import { consensusOf, resolve } from '#lib/domain/consensus.ts';
import { newestOfEach, scoresIn } from '#lib/domain/newest-word.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { standingOf, unsettledWords } from '#lib/domain/ruling.ts';
import { storyOf, type StoryEvent } from '#lib/domain/story.ts';
import type { Actor, App } from '../../app.ts';
import { keeperOf } from '../../auth/guards.ts';
import { read } from '../../db/atomically.ts';
import * as care from '../../store/case-care.ts';
import * as cases from '../../store/cases.ts';
import * as members from '../../store/members.ts';
import * as store from '../../store/stories.ts';
import { namesOf } from './names.ts';
import { pastsOf } from './keeping.ts';

export type ActionStory = {
	externalId: string;
	number: number;
	category: string;
	/** As it is worded now. */
	text: string;
	withdrawn: boolean;
	/** The oldest first; with what is not signed yet, which the final score leaves out. */
	events: StoryEvent[];
};

/**
 * What became of an action.
 *
 * @throws Refusal ('missing') where the study has no such case, or the case no such action
 */
export function show(
	app: App,
	actor: Actor,
	slug: string,
	externalId: string,
	number: number
): Promise<ActionStory> {
	return read(app.db, function* (tx) {
		const study = yield* keeperOf(tx, actor, slug);
		const item = yield* cases.byExternalId(tx, { studyId: study.id, externalId });
		const rows = item === undefined ? [] : yield* care.wordedActions(tx, { caseId: item.id });
		const row = rows.find((one) => one.number === number);
		if (item === undefined || row === undefined) {
			throw new Refusal(
				'missing',
				`The study "${study.name}" has no action ${externalId}#${number}.`
			);
		}
		const of = { studyId: study.id, caseIds: [item.id] };
		const lines = yield* store.lines(tx, study.id, item.id);
		const pasts = yield* pastsOf(tx, of, { wordings: 'all', signed: false, lines });
		const past = pasts.of(item.id, number);
		const everyone = yield* members.ofStudy(tx, { studyId: study.id });
		const rulers = (yield* store.rulers(tx, study.id)).map(({ userId }) => userId);
		const signed = past.said.filter((one) => one.signed && one.wording === row.wording);
		const scores = scoresIn(newestOfEach(signed).said);
		const present = past.ruled.filter(
			({ wording, supersededAt }) => wording === row.wording && supersededAt === null
		);
		const { rulingsWanted } = study;
		const standing = standingOf(present, rulingsWanted);
		const ruling = standing?.state === 'holds' ? standing.ruling : null;
		// Whether a first ruling waits for a second is nothing that the second may know.
		const apart = standing?.state === 'apart' ? unsettledWords(standing, rulingsWanted) : null;
		const final = resolve(scores, consensusOf(study), ruling, apart);
		return {
			...{ externalId, number, category: row.category, text: row.text },
			withdrawn: row.withdrawnAt !== null || item.withdrawnAt !== null,
			events: storyOf(
				{ ...past, wordings: [...past.wordings, row] },
				{ ...final, scores },
				{
					names: namesOf(everyone, new Map(), new Set(rulers)),
					rulingsWanted
				}
			)
		};
	});
}
