/** What a check list rests on beside the ratings: people, rounds, rulings, what was taken out, the releases there are. */
import { consensusOf, type ConsensusSettings } from '#lib/domain/consensus.ts';
import { ruledUntil, untilIn, type Until } from '#lib/domain/release-scope.ts';
import { isAdjudicator } from '#lib/domain/roles.ts';
import type { RulingStanding } from '#lib/domain/ruling.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import type { StudyPanel } from '../../panel/index.ts';
import * as adjudications from '../../store/adjudications.ts';
import * as heads from '../../store/case-heads.ts';
import * as members from '../../store/members.ts';
import * as facts from '../../store/release-facts.ts';
import * as releases from '../../store/releases.ts';
import * as rounds from '../../store/rounds.ts';
import * as studies from '../../store/studies.ts';

export type GivenRuling = adjudications.Adjudication & { caseId: number };

export type Facts = {
	study: studies.Study;
	/** The study's rule. */
	ofStudy: ConsensusSettings;
	rounds: rounds.Round[];
	people: members.NamedMember[];
	/** Rulings that count now, the oldest first, and what they come to, by case and action. */
	rulings: GivenRuling[];
	standings: ReadonlyMap<number, ReadonlyMap<number, RulingStanding>>;
	/** Ids of actions that were worded differently once, by case. */
	reworded: ReadonlyMap<number, ReadonlySet<number>>;
	/** Actions that were taken out with a reason, by case. */
	excluded: ReadonlyMap<number, number>;
	/** Assignments whose ratings were left out. */
	leftOut: { caseId: number; memberId: number }[];
	/** The version of each case. */
	versions: ReadonlyMap<number, number>;
	qualificationCases: number;
	/** The number that the next release gets, and the newest that stands. */
	number: number;
	newest: Pick<releases.Release, 'number' | 'createdAt' | 'options'> | undefined;
};

/** What was worded differently, taken out or left out, and the versions of texts. */
type OfCases = Pick<Facts, 'reworded' | 'excluded' | 'leftOut' | 'versions'>;

const kept = new WeakMap<StudyPanel, { stamp: number; of: OfCases }>();

/** A panel is read anew with every text, and stamped with every assignment: until then this is so. */
function* ofCases(tx: Queries, studyId: number, panel: StudyPanel): Steps<OfCases> {
	const { stamp } = panel;
	const known = kept.get(panel);
	if (known?.stamp === stamp) return known.of;
	const worded = Map.groupBy(yield* facts.reworded(tx, { studyId }), ({ caseId }) => caseId);
	const excluded = yield* facts.excluded(tx, { studyId });
	const versions = yield* facts.versions(tx, { studyId });
	const of = {
		reworded: new Map(
			[...worded].map(([id, some]) => [id, new Set(some.map(({ actionId }) => actionId))])
		),
		excluded: new Map(excluded.map(({ caseId, actions }) => [caseId, actions])),
		leftOut: yield* facts.leftOut(tx, { studyId }),
		versions: new Map(versions.map(({ id, version }) => [id, version]))
	};
	kept.set(panel, { stamp, of });
	return of;
}

type FactsOf = {
	studyId: number;
	/** Of the study, as it is now. */
	panel: StudyPanel;
	/** Whoever looks: who rules too may not learn whether another has, so a ruling that waits is as good as none. */
	userId: number | null;
	/** The last round that counts; null for the present one. */
	throughRound: number | null;
};

export function* factsOf(
	tx: Queries,
	{ studyId, panel, userId, throughRound }: FactsOf
): Steps<Facts> {
	const study = (yield* studies.byId(tx, { id: studyId }))!;
	const people = yield* members.ofStudy(tx, { studyId });
	const own = people.find((member) => member.userId === userId);
	const isApart = own !== undefined && isAdjudicator(own);
	const everyRound = yield* rounds.ofStudy(tx, { studyId });
	const given = yield* rulingsUntil(tx, studyId, untilIn({ throughRound }, everyRound));
	const all = adjudications.standingsIn(given, study.rulingsWanted);
	const rulings = given.filter(({ actionId }) => !isApart || all.get(actionId)!.state !== 'waits');
	const standings = new Map<number, Map<number, RulingStanding>>();
	for (const { caseId, actionId } of rulings) {
		const ofCase = standings.get(caseId) ?? new Map<number, RulingStanding>();
		standings.set(caseId, ofCase.set(actionId, all.get(actionId)!));
	}
	return {
		...{ study, people, rulings, standings },
		ofStudy: consensusOf(study),
		rounds: everyRound,
		...(yield* ofCases(tx, studyId, panel)),
		qualificationCases: (yield* heads.goldSummaries(tx, { studyId })).length,
		number: yield* releases.nextNumber(tx, studyId),
		newest: yield* releases.newestHead(tx, { studyId })
	};
}

/** The rulings that count, or those that counted when the next round was opened. */
function* rulingsUntil(tx: Queries, studyId: number, until: Until | null): Steps<GivenRuling[]> {
	if (until === null) return yield* adjudications.ofStudy(tx, { studyId });
	const ever = yield* adjudications.everOfStudy(tx, { studyId });
	return ruledUntil(ever, until).filter(({ supersededAt }) => supersededAt === null);
}
