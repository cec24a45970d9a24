/**
 * Later rounds are not planned: they ask those again who signed a case in a round before. Everybody who can be asked is
 * when the round is opened; whoever comes back from a pause may be asked later.
 */
import { Refusal } from '#lib/domain/refusal.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { atomically, read, type Change } from '../../db/atomically.ts';
import { violation } from '../../db/errors.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as assignments from '../../store/assignments.ts';
import * as members from '../../store/members.ts';
import * as rounds from '../../store/rounds.ts';
import * as signers from '../../store/signers.ts';
import { assertOpen, giveAll } from './assignment-steps.ts';
import { taker } from './giving.ts';

/** Somebody who signed cases that the present round asks about, takes part, and has none of them. */
export type LeftOut = { memberId: number; name: string; cases: number };

/** Those who could be asked in the present round and are not: somebody was paused when it was opened, say. */
export function leftOut(app: App, actor: Actor, slug: string): Promise<LeftOut[]> {
	return app.crew.ask(foundLeftOut, { actor, slug });
}

const foundLeftOut = task(
	'assigning.left-out',
	'figures',
	(app, { actor, slug }: { actor: Actor; slug: string }) =>
		read(app.db, function* (tx): Steps<LeftOut[]> {
			const { id: studyId } = yield* coordinatorOf(tx, actor, slug);
			const round = yield* rounds.present(tx, studyId);
			const pairs = Map.groupBy(yield* notGiven(tx, round), ({ memberId }) => memberId);
			return (yield* members.ofStudy(tx, { studyId }))
				.filter((one) => pairs.has(one.id) && members.takesCases(one, app.now()))
				.map(({ id, name }) => ({ memberId: id, name, cases: pairs.get(id)!.length }));
		})
);

/** Each case that a round asks about, beside each member who signed it before and has it not in this round. */
function* notGiven(
	tx: Queries,
	{ id: roundId, studyId }: rounds.Round
): Steps<{ caseId: number; memberId: number }[]> {
	const asked = new Set((yield* rounds.casesAsked(tx, { roundId })).map(({ caseId }) => caseId));
	const given = yield* assignments.ofRound(tx, { roundId });
	const had = new Set(given.map(({ caseId, memberId }) => `${caseId} ${memberId}`));
	return (yield* signers.ofStudy(tx, { studyId })).filter(
		({ caseId, memberId }) => asked.has(caseId) && !had.has(`${caseId} ${memberId}`)
	);
}

/**
 * Asks somebody in the present round as well: about every case of it that the person signed before.
 *
 * @returns the name, and how many cases
 * @throws Refusal ('missing') for nobody of this study, ('invalid') for somebody who takes no case now, ('conflict')
 *   where the round is locked, or asks nothing that the person could be asked about
 */
export function askToo(
	app: App,
	actor: Actor,
	slug: string,
	memberId: number
): Promise<{ name: string; cases: number }> {
	return app.crew.ask(askedToo, { actor, slug, memberId });
}

type Given = { actor: Actor; slug: string; memberId: number };

const askedToo = task('assigning.ask-too', 'work', async (app, asked: Given) => {
	await read(app.db, (tx) => coordinatorOf(tx, asked.actor, asked.slug));
	try {
		return await atomically(app.db, by(app, asked.actor), (tx) => given(tx, asked));
	} catch (error) {
		if (violation(error) !== 'unique') throw error;
		throw new Refusal('conflict', 'Somebody else gave out the same cases meanwhile. Look again.');
	}
});

function* given(
	tx: Change,
	{ actor, slug, memberId }: Given
): Steps<{ name: string; cases: number }> {
	const { id: studyId } = yield* coordinatorOf(tx, actor, slug);
	const round = yield* rounds.present(tx, studyId);
	const { name } = yield* taker(tx, { studyId, memberId }, tx.by.at);
	assertOpen(round);
	const pairs = (yield* notGiven(tx, round)).filter((pair) => pair.memberId === memberId);
	if (pairs.length === 0) {
		throw new Refusal(
			'conflict',
			`There is no case of round ${round.number} about which ${name} could be asked again.`
		);
	}
	yield* giveAll(tx, { studyId, roundId: round.id, pairs });
	return { name, cases: pairs.length };
}
