/** Opening a later round: some actions are asked again of those who rated them. */
import type { Choice } from '#lib/domain/next-round.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { atomically, read, type Change } from '../../db/atomically.ts';
import { violation } from '../../db/errors.ts';
import type { Steps } from '../../db/steps.ts';
import { isAsItStands, panelOf, type StudyPanel } from '../../panel/index.ts';
import * as referrals from '../../store/referrals.ts';
import * as rounds from '../../store/rounds.ts';
import * as trail from '../../store/trail.ts';
import { giveAll } from '../assigning/index.ts';
import * as mailing from '../mailing/index.ts';
import { askingOf, type Asking } from './asking.ts';
import { assertToCome } from './due.ts';
import { assertSeen, type SeenRound } from './seen.ts';

/** Ids of actions chosen by hand are those of present actions of ordinary cases. */
export type NextRound = Choice & {
	/** Milliseconds since 1970; null for no date. */
	dueAt: number | null;
	/** True for a mail to everybody who is asked. */
	tell?: boolean;
	/** The round before, as whoever opens this one saw it. */
	seen?: SeenRound;
};

/**
 * `told`: people to whom a mail goes; `ofNobody`: actions left out, because nobody can be asked; `atAdjudication`:
 * those left out, because they wait for an adjudicator.
 */
export type Opened = {
	number: number;
	actions: number;
	cases: number;
	assignments: number;
	raters: number;
	told: number;
	ofNobody: number;
	atAdjudication: number;
};

/**
 * Opens the round after the present one. What is chosen by rule is found in the panel that figures read, once the change
 * has made sure that nothing moved since: the actions that what was signed leaves unresolved, less what waits for an
 * adjudicator. What was sent to the round and is asked has arrived: it waits no more. Each case with an action that is
 * asked goes to everybody who signed it in a round before, takes part still and is not paused; an action of a case that
 * would go to nobody is left out.
 *
 * @throws Refusal ('conflict') where the present round is not locked or no longer as it was seen; ('invalid')
 *   where no action is chosen, one is none of this study's, or nobody is left to ask; ZodError for a due date that has passed
 */
export function openNext(app: App, actor: Actor, slug: string, next: NextRound): Promise<Opened> {
	return app.crew.ask(open, { actor, slug, next });
}

type Given = { actor: Actor; slug: string; next: NextRound };

/** How often the study is read anew because somebody changed it meanwhile; in a closed round hardly anybody can. */
const MOST_TRIES = 5;

const open = task('rounds.open', 'figures', async (app, given: Given): Promise<Opened> => {
	const { id } = await read(app.db, (tx) => coordinatorOf(tx, given.actor, given.slug));
	for (let tries = 0; tries < MOST_TRIES; tries += 1) {
		const panel = await panelOf(app, id);
		const made = await openedBy(app, given, panel);
		if (made !== null) return made;
	}
	throw new Refusal(
		'conflict',
		'The cases of the study are being changed just now. Nothing was opened; try again in a moment.'
	);
});

async function openedBy(app: App, given: Given, panel: StudyPanel): Promise<Opened | null> {
	try {
		return await atomically(app.db, by(app, given.actor), (tx) => opened(tx, app, given, panel));
	} catch (error) {
		if (violation(error) !== 'unique') throw error;
		throw new Refusal(
			'conflict',
			'Somebody else opened the next round meanwhile. Look at it first.'
		);
	}
}

/** @returns null, with nothing written, where the study is no longer as the panel has it */
function* opened(
	tx: Change,
	app: App,
	{ actor, slug, next }: Given,
	panel: StudyPanel
): Steps<Opened | null> {
	const study = yield* coordinatorOf(tx, actor, slug);
	const studyId = study.id;
	const last = yield* rounds.present(tx, studyId);
	yield* assertSeen(tx, last, next.seen);
	assertToCome(next.dueAt, tx.by.at);
	if (last.closedAt === null) {
		throw new Refusal(
			'conflict',
			`Round ${last.number} is still open. Close it first: its scores are shown in the next.`
		);
	}
	if (!(yield* isAsItStands(app, tx, { studyId, panel }))) return null;
	const asking = yield* askingOf(tx, { study, panel, choice: next, now: tx.by.at });
	assertAsks(asking, next);

	const { actions, pairs } = asking;
	const { dueAt, chosen, tell = false } = next;
	const { sharesComments, asksReason } = study;
	const round = yield* rounds.open(tx, {
		...{ studyId, number: last.number + 1, asks: 'chosen' as const },
		...{ openedAt: tx.by.at, dueAt, sharesComments, asksReason }
	});
	yield* rounds.ask(
		tx,
		round.id,
		actions.map(({ actionId }) => actionId)
	);
	const size = {
		actions: actions.length,
		cases: new Set(actions.map(({ caseId }) => caseId)).size,
		assignments: pairs.length
	};
	// Before the lines of its assignments: figures then read the study anew, and not line by line.
	yield* trail.record(tx, {
		studyId,
		what: 'round.opened',
		subject: `round:${round.number}`,
		new: { chosen, ...size, dueAt, sharesComments, asksReason }
	});
	yield* giveAll(tx, { studyId, roundId: round.id, pairs });
	for (const actionId of asking.sent) yield* referrals.settle(tx, actionId, tx.by.at);
	const memberIds = [...new Set(pairs.map(({ memberId }) => memberId))];
	return {
		...{ number: round.number, ...size, raters: memberIds.length },
		told: tell ? yield* mailing.tellOpened(tx, app, { studyId, memberIds }) : 0,
		ofNobody: asking.ofNobody.length,
		atAdjudication: asking.atAdjudication
	};
}

function assertAsks({ actions, pairs, ofNobody, atAdjudication }: Asking, choice: Choice): void {
	const taken = actions.length + ofNobody.length + atAdjudication;
	if (choice.chosen === 'hand') {
		const asked = new Set(choice.actionIds).size;
		if (asked === 0) throw new Refusal('invalid', 'Choose at least one action to ask again.');
		if (taken < asked) {
			throw new Refusal(
				'invalid',
				'Some of these actions are in the study no more. Choose them again.'
			);
		}
	}
	if (taken > 0 && taken === atAdjudication) {
		throw new Refusal(
			'invalid',
			'All of these actions wait for an adjudicator. Call them back under Disagreements first.'
		);
	}
	if (taken === 0 && choice.chosen === 'sent') {
		throw new Refusal(
			'invalid',
			'Nothing is sent to the next round any more. Choose among the disagreements again.'
		);
	}
	if (taken === 0) {
		throw new Refusal(
			'invalid',
			'The rule leaves no action open because raters are apart. Choose actions by hand, or open no other round.'
		);
	}
	if (pairs.length === 0) {
		throw new Refusal('invalid', 'Nobody who signed these cases takes part any more.');
	}
}
