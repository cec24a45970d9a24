/** A ruling on one action: who may give it, and what it comes to. */
import { Refusal } from '#lib/domain/refusal.ts';
import { mayRuleOn } from '#lib/domain/roles.ts';
import {
	rulingSchema,
	standingOf,
	type RulingInput,
	type RulingStanding
} from '#lib/domain/ruling.ts';
import { by, type Actor, type App } from '../../app.ts';
import { adjudicatorOf, type Adjudicator } from '../../auth/guards.ts';
import { atomically, type Change } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as adjudications from '../../store/adjudications.ts';
import * as cases from '../../store/cases.ts';
import * as ratings from '../../store/ratings.ts';
import * as referrals from '../../store/referrals.ts';
import * as trail from '../../store/trail.ts';
import { settle } from './settling.ts';

export type Given = RulingInput & {
	actionId: number;
	/** The id of the ruling of this person that was shown; 0 for none. One who saw nothing leaves it out. */
	seen?: number;
};

/** What became of a ruling: `already` where the same one stood there, as when a form is sent twice. */
export type Ruled = { state: RulingStanding['state']; already: boolean };

/**
 * Records a ruling in the place of the same person's earlier one. It holds once as many adjudicators as the study
 * wants give the same score.
 *
 * @throws Refusal ('missing') where there is no such action to rule on; ('forbidden') for whoever has rated it, or
 *   where it was referred to somebody else; ('conflict') where it is no longer to be ruled on, or was ruled on
 *   elsewhere meanwhile; ZodError without a score or a reason
 */
export async function rule(
	app: App,
	actor: Actor,
	slug: string,
	{ actionId, seen, ...input }: Given
): Promise<Ruled> {
	const wanted = rulingSchema.parse(input);
	return atomically(app.db, by(app, actor), function* (tx) {
		const adjudicator = yield* adjudicatorOf(tx, actor, slug);
		const action = yield* actionToRule(tx, adjudicator, actionId);
		const { study, member } = adjudicator;
		const given = yield* adjudications.ofAction(tx, { actionId });
		const referral = yield* referrals.openOf(tx, { actionId });
		const mine = given.find(({ userId }) => userId === member.userId);
		const same = mine?.score === wanted.score && mine.reason === wanted.reason;
		if (!same) {
			assertWaits({ given, mine, referral, member, rulingsWanted: study.rulingsWanted });
			assertSeen(mine, seen);
		}
		const made = same ? mine : yield* record(tx, { wanted, actionId, userId: member.userId });
		const counting = [...given.filter((one) => one !== mine), made];
		const standing = standingOf(counting, study.rulingsWanted)!;
		if (!same || referral?.to === 'adjudication') yield* settle(tx, actionId, standing, referral);
		if (same) return { state: standing.state, already: true };
		const { number, caseId } = action;
		yield* trail.record(tx, {
			...{ studyId: study.id, what: 'action.ruled' as const, subject: `case:${caseId}` as const },
			old: mine === undefined ? null : { number, score: mine.score },
			new: { number, score: wanted.score, state: standing.state },
			reason: wanted.reason
		});
		return { state: standing.state, already: false };
	});
}

/**
 * A present action of an ordinary case of the study that this person has never rated.
 *
 * @throws Refusal ('missing') or ('forbidden')
 */
export function* actionToRule(
	tx: Queries,
	{ study, member }: Adjudicator,
	actionId: number
): Steps<{ caseId: number; number: number }> {
	const place = yield* cases.placeOf(tx, { studyId: study.id, actionId });
	if (place === undefined) {
		throw new Refusal(
			'missing',
			`There is no such action in "${study.name}": it may have been reworded or withdrawn. Go on from your queue.`
		);
	}
	const { caseId, number } = place;
	const rated = yield* ratings.everBy(tx, { studyId: study.id, userId: member.userId });
	const hasRated = rated.some((one) => one.caseId === caseId && one.number === number);
	if (!mayRuleOn(member, hasRated)) {
		throw new Refusal(
			'forbidden',
			`You have rated action ${number} yourself, so another adjudicator has to rule on it.`
		);
	}
	return place;
}

type Standing = {
	given: readonly adjudications.Adjudication[];
	mine: adjudications.Adjudication | undefined;
	referral: referrals.Referral | undefined;
	member: Adjudicator['member'];
	rulingsWanted: number;
};

/** Refuses a ruling on what does not wait for this person, unless it takes the place of an earlier one. */
function assertWaits({ given, mine, referral, member, rulingsWanted }: Standing): void {
	if (referral?.to === 'round') {
		throw new Refusal(
			'conflict',
			'This action was sent to the next round meanwhile: the raters are asked again. Nothing was recorded.'
		);
	}
	if (mine !== undefined) return;
	if (referral === undefined) {
		const standing = standingOf(given, rulingsWanted);
		throw new Refusal(
			'conflict',
			standing?.state === 'holds'
				? `This action is settled at ${standing.ruling.score} by another adjudicator meanwhile. Nothing of yours was ` +
						'recorded. Go on with the next one.'
				: 'This action waits for no ruling: it was called back, or never referred. Nothing was recorded.'
		);
	}
	if (referral.memberId !== null && referral.memberId !== member.id) {
		throw new Refusal('forbidden', 'This action was referred to another adjudicator.');
	}
}

function assertSeen(mine: adjudications.Adjudication | undefined, seen: number | undefined): void {
	if (seen === undefined || seen === (mine?.id ?? 0)) return;
	throw new Refusal(
		'conflict',
		mine === undefined
			? 'Your earlier ruling on this action is gone. Look at it as it is now, and decide again.'
			: `You ruled ${mine.score} on this action in another window meanwhile. Nothing was recorded. Look at it, and ` +
					'rule again to put this in its place.'
	);
}

function* record(
	tx: Change,
	{
		wanted: { score, reason },
		...whose
	}: { wanted: ReturnType<typeof rulingSchema.parse>; actionId: number; userId: number }
): Steps<adjudications.Adjudication> {
	return yield* adjudications.rule(tx, { ...whose, score, reason, createdAt: tx.by.at });
}
