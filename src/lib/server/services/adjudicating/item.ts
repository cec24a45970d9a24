/** One action as its adjudicator sees it: everything that was said of it, and nobody who said it. */
import { specialtyName } from '#lib/domain/case.ts';
import { consensusOf, resolve, type Ruling } from '#lib/domain/consensus.ts';
import { EMPTY_RATING, isRated, sameValue } from '#lib/domain/rating.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import type { ScaleWords } from '#lib/domain/scale.ts';
import type {
	Answered,
	Around,
	ItemToRule,
	Position,
	RuleState,
	Settled,
	ShownRuling,
	Why
} from '#lib/domain/to-rule.ts';
import type { Actor, App } from '../../app.ts';
import { adjudicatorOf, type Adjudicator } from '../../auth/guards.ts';
import { sha256 } from '../../auth/secrets.ts';
import { read } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as adjudications from '../../store/adjudications.ts';
import * as cases from '../../store/cases.ts';
import * as opinions from '../../store/opinions.ts';
import * as referrals from '../../store/referrals.ts';
import type { Study } from '../../store/studies.ts';
import { positionName, shuffled } from './positions.ts';
import { around, whoseOf } from './queue.ts';
import { actionToRule } from './ruling.ts';

export type OpenedItem = {
	item: ItemToRule;
	around: Around;
	study: Pick<Study, 'slug' | 'name' | 'synthetic' | 'guidelines'> & {
		scaleWords: ScaleWords | null;
		archived: boolean;
		/** True where this person also runs the study, and may reword and withdraw. */
		runs: boolean;
	};
};

/**
 * An action with its case as raters saw it, what they said by position, and what is settled beside it.
 *
 * @throws Refusal ('missing') for what was never referred to this person, ('forbidden') for what the person has rated
 */
export async function item(
	app: App,
	actor: Actor,
	slug: string,
	actionId: number
): Promise<OpenedItem> {
	const { adjudicator, shown } = await read(app.db, function* (tx) {
		const found = yield* adjudicatorOf(tx, actor, slug);
		return { adjudicator: found, shown: yield* itemOf(tx, found, actionId) };
	});
	const { study, member } = adjudicator;
	const { name, synthetic, guidelines, scaleWords, archivedAt } = study;
	return {
		item: shown,
		around: await around(app, whoseOf(adjudicator), actionId),
		study: {
			...{ slug: study.slug, name, synthetic, guidelines, scaleWords },
			archived: archivedAt !== null,
			runs: member.role === 'coordinator'
		}
	};
}

function* itemOf(tx: Queries, adjudicator: Adjudicator, actionId: number): Steps<ItemToRule> {
	const { study, member } = adjudicator;
	const { caseId } = yield* actionToRule(tx, adjudicator, actionId);
	const { userId } = member;
	const sent = (yield* referrals.ofAction(tx, { actionId })).filter(
		({ to, memberId }) => to === 'adjudication' && (memberId === null || memberId === member.id)
	);
	const own = yield* adjudications.ofPerson(tx, { actionId, userId });
	if (sent.length === 0 && own.length === 0) {
		throw new Refusal('missing', 'This action was not referred to you. Go on from your queue.');
	}
	const row = (yield* cases.byId(tx, { id: caseId }))!;
	const actions = yield* cases.actions(tx, { caseId });
	const { number, text, category } = actions.find(({ id }) => id === actionId)!;
	const given = yield* adjudications.ofAction(tx, { actionId });
	const stands = standsFor(adjudicator, given, yield* referrals.openOf(tx, { actionId }));
	const said = Map.groupBy(yield* opinions.ofCase(tx, { caseId }), (one) => one.actionId);
	const positions = positionsOf(actionId, said.get(actionId) ?? []);
	const held = adjudications.held(
		adjudications.standingsIn(yield* adjudications.ofCase(tx, { caseId }), study.rulingsWanted)
	);
	const remarks = yield* opinions.onCases(tx, [caseId]);
	const mine = own.find(({ supersededAt }) => supersededAt === null);
	return {
		...{ actionId, number, text, category },
		...{ externalId: row.externalId, specialty: specialtyName(row.specialty) },
		...{ presentation: row.presentation, question: row.question },
		...stands,
		why: whyOf(study, positions),
		note: sent.at(-1)?.note ?? '',
		positions,
		comments: inNoOrder(remarks.map((one) => one.text.trim())),
		raters: new Set([...said.values()].flat().map(({ memberId }) => memberId)).size,
		settled: actions
			.filter(({ id }) => id !== actionId)
			.flatMap((action) => settledOf(study, action, said.get(action.id) ?? [], held)),
		mine:
			mine === undefined
				? null
				: { id: mine.id, score: mine.score, reason: mine.reason, at: mine.createdAt },
		former: own
			.filter((one) => one !== mine)
			.map(({ score, reason, createdAt: at }) => ({ score, reason, at }))
			.reverse(),
		rulingsWanted: study.rulingsWanted
	};
}

/** How an action stands for a person, and what of the other adjudicators the person may know by then. */
function standsFor(
	{ study, member }: Adjudicator,
	given: readonly adjudications.Adjudication[],
	referral: referrals.Referral | undefined
): { state: RuleState; others: ShownRuling[] } {
	const wanted = study.rulingsWanted;
	const hasRuled = given.some(({ userId }) => userId === member.userId);
	const others = given.filter(({ userId }) => userId !== member.userId);
	const shown = shuffled(given[0]?.actionId ?? 0, others, ({ userId }) => userId).map(
		({ score, reason }) => ({ score, reason })
	);
	const isMine = referral?.memberId == null || referral.memberId === member.id;
	if (referral?.to === 'adjudication' && (isMine || hasRuled)) {
		if (wanted > 1 && given.length >= wanted) return { state: 'apart', others: shown };
		if (hasRuled && given.length < wanted) return { state: 'ruled', others: [] };
		return { state: 'open', others: [] };
	}
	const holds = given.length >= wanted;
	if (referral === undefined && hasRuled) return { state: 'ruled', others: holds ? shown : [] };
	if (referral === undefined && holds) return { state: 'settled', others: shown };
	return { state: 'gone', others: [] };
}

function positionsOf(actionId: number, said: readonly Said[]): Position[] {
	const byMember = [...Map.groupBy(said, ({ memberId }) => memberId)].flatMap(
		([memberId, theirs]) => {
			const rounds = roundsOf(theirs);
			return rounds.length === 0 ? [] : [{ memberId, rounds }];
		}
	);
	return shuffled(actionId, byMember, ({ memberId }) => memberId).map(({ rounds }, index) => ({
		name: positionName(index),
		rounds
	}));
}

type Said = {
	memberId: number;
	round: number;
	state: string;
	value: Answered['value'];
};

/** The rounds in which a rater said anything. */
function roundsOf(theirs: readonly Said[]): Answered[] {
	return theirs
		.filter(({ value }) => !sameValue(value, EMPTY_RATING))
		.map(({ round, state, value }) => ({ round, value, signed: state === 'submitted' }));
}

/** The word of a rater that counts: the newest answer, or else the newest remark. */
function newest(rounds: readonly Answered[]): Answered | undefined {
	return rounds.findLast(({ value }) => isRated(value)) ?? rounds.at(-1);
}

function scoresIn(all: readonly (readonly Answered[])[]): number[] {
	return all.flatMap((rounds) => newest(rounds)?.value.score ?? []).sort((a, b) => a - b);
}

function whyOf({ ratersPerCase }: Study, positions: readonly Position[]): Why {
	const all = positions.map(({ rounds }) => rounds);
	const answered = all.map((rounds) => rounds.filter(({ value }) => isRated(value)));
	const again = answered.filter((rounds) => rounds.length > 1);
	return {
		scores: scoresIn(all),
		wanted: ratersPerCase,
		unable: all.filter((rounds) => newest(rounds)?.value.cannotRate != null).length,
		flags: all.filter((rounds) => rounds.some(({ value }) => value.flags.length > 0)).length,
		round: Math.max(1, ...all.flat().map(({ round }) => round)),
		again: again.length,
		moved: again.filter((rounds) => rounds[0]!.value.score !== rounds.at(-1)!.value.score).length
	};
}

function settledOf(
	study: Study,
	{ id, number, text }: cases.ActionRow,
	said: readonly Said[],
	held: ReadonlyMap<number, Ruling>
): Settled[] {
	const byMember = Map.groupBy(said, ({ memberId }) => memberId);
	const scores = scoresIn([...byMember.values()].map(roundsOf));
	const { score, basis } = resolve(scores, consensusOf(study), held.get(id) ?? null);
	return score === null || basis === 'unresolved' ? [] : [{ number, text, score, basis, scores }];
}

/** Remarks in the order of a hash of their own words, which says nothing of whose they are. */
function inNoOrder(remarks: readonly string[]): string[] {
	return remarks
		.filter((remark) => remark !== '')
		.map((remark) => ({ remark, at: sha256(remark) }))
		.sort((a, b) => (a.at < b.at ? -1 : 1))
		.map(({ remark }) => remark);
}
