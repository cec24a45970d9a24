/** What the next round would be, before it is opened: what it asks, of whom, and who is not asked. */
import type { Choice, Outcome } from '#lib/domain/next-round.ts';
import { secondsAnAnswer } from '#lib/domain/pace.ts';
import { isPaused } from '#lib/domain/participation.ts';
import type { Actor, App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import { panelOf, type StudyPanel } from '../../panel/index.ts';
import * as members from '../../store/members.ts';
import * as ratings from '../../store/ratings.ts';
import * as mailing from '../mailing/index.ts';
import { askingOf, type Asking } from './asking.ts';
import { countsOf } from './outcomes.ts';

/** Somebody who would be asked. */
export type AskedRater = {
	memberId: number;
	name: string;
	cases: number;
	actions: number;
	/** At the person's own pace; null where too little is known of it. */
	minutes: number | null;
};

/** Somebody who has, or had, one of the cases, and why the person would not be asked about it. */
export type NotAsked = {
	memberId: number;
	name: string;
	why: 'left' | 'disabled' | 'paused' | 'unsigned';
	cases: number;
};

/** Who stands in a list, and how many there are. */
type Some<T> = { some: T[]; of: number };

export type Preview = {
	/** Of the round that would be opened. */
	number: number;
	actions: number;
	cases: number;
	assignments: number;
	/** How all the actions of the study stand, and how many there are. */
	counts: Record<Outcome, number>;
	of: number;
	/** Those with the most to do first. */
	asked: Some<AskedRater>;
	/** Those with the most cases first. */
	notAsked: Some<NotAsked>;
	/** What was chosen and would be left out, because nobody who signed its case can be asked. */
	ofNobody: { actions: number; cases: number };
	/** How many that were chosen would be left out, because they wait for an adjudicator. */
	atAdjudication: number;
	/** People to whom a mail can go. */
	told: number;
	/** Whether comments are shown to the others, and a change across zones asks for a reason. */
	sharesComments: boolean;
	asksReason: boolean;
};

/** People that one list shows. */
const PEOPLE_SHOWN = 60;

/** The next round as a choice would have it. Nothing is changed. */
export function previewNext(
	app: App,
	actor: Actor,
	slug: string,
	choice: Choice
): Promise<Preview> {
	return app.crew.ask(previewed, { actor, slug, choice });
}

type Given = { actor: Actor; slug: string; choice: Choice };

const previewed = task(
	'rounds.preview',
	'figures',
	async (app, { actor, slug, choice }: Given): Promise<Preview> => {
		const { id } = await read(app.db, (tx) => coordinatorOf(tx, actor, slug));
		const panel = await panelOf(app, id);
		return read(app.db, function* (tx) {
			const study = yield* coordinatorOf(tx, actor, slug);
			const now = app.now();
			const asking = yield* askingOf(tx, { study, panel, choice, now });
			const everyone = yield* members.ofStudy(tx, { studyId: study.id });
			const asked = askedIn(asking, everyone);
			const shown = asked.slice(0, PEOPLE_SHOWN);
			const memberIds = asked.map(({ memberId }) => memberId);
			const told = yield* mailing.toTell(tx, app, { studyId: study.id, memberIds, now });
			const notAsked = notAskedIn(panel, asking, { everyone, now });
			return {
				number: panel.present.number + 1,
				...sizeOf(asking.actions),
				...{ counts: countsOf(asking.all), of: asking.all.length },
				assignments: asking.pairs.length,
				asked: { some: yield* timed(tx, shown), of: asked.length },
				notAsked: { some: notAsked.slice(0, PEOPLE_SHOWN), of: notAsked.length },
				ofNobody: sizeOf(asking.ofNobody),
				atAdjudication: asking.atAdjudication,
				told: told.length,
				...{ sharesComments: study.sharesComments, asksReason: study.asksReason }
			};
		});
	}
);

function sizeOf(actions: Asking['actions']): { actions: number; cases: number } {
	return { actions: actions.length, cases: new Set(actions.map(({ caseId }) => caseId)).size };
}

type Counted = Omit<AskedRater, 'minutes'>;

function askedIn({ actions, pairs }: Asking, everyone: readonly members.NamedMember[]): Counted[] {
	const sizes = new Map<number, number>();
	for (const { caseId } of actions) sizes.set(caseId, (sizes.get(caseId) ?? 0) + 1);
	const nameOf = new Map(everyone.map(({ id, name }) => [id, name]));
	const asked = [...Map.groupBy(pairs, ({ memberId }) => memberId)].map(
		([memberId, theirs]): Counted => ({
			...{ memberId, name: nameOf.get(memberId)!, cases: theirs.length },
			actions: theirs.reduce((sum, { caseId }) => sum + sizes.get(caseId)!, 0)
		})
	);
	return asked.sort((a, b) => b.actions - a.actions || a.memberId - b.memberId);
}

function* timed(tx: Queries, asked: readonly Counted[]): Steps<AskedRater[]> {
	const found: AskedRater[] = [];
	for (const one of asked) {
		const seconds = secondsAnAnswer(yield* ratings.activeTimes(tx, one.memberId));
		const minutes = seconds === null ? null : Math.max(1, Math.round((one.actions * seconds) / 60));
		found.push({ ...one, minutes });
	}
	return found;
}

/** Whoever has one of the cases from a round before, and is not asked about it. */
function notAskedIn(
	{ cases }: StudyPanel,
	{ actions, pairs, ofNobody }: Asking,
	{ everyone, now }: { everyone: readonly members.NamedMember[]; now: number }
): NotAsked[] {
	const wanted = new Set([...actions, ...ofNobody].map(({ caseId }) => caseId));
	const asked = new Set(pairs.map(({ caseId, memberId }) => `${caseId} ${memberId}`));
	const count = new Map<number, number>();
	for (const { id, assignments } of cases) {
		if (!wanted.has(id)) continue;
		for (const memberId of new Set(assignments.map((one) => one.memberId))) {
			if (asked.has(`${id} ${memberId}`)) continue;
			count.set(memberId, (count.get(memberId) ?? 0) + 1);
		}
	}
	return everyone
		.filter(({ id }) => count.has(id))
		.map((member) => ({
			...{ memberId: member.id, name: member.name },
			...{ why: whyNot(member, now), cases: count.get(member.id)! }
		}))
		.sort((a, b) => b.cases - a.cases || a.memberId - b.memberId);
}

function whyNot(member: members.NamedMember, now: number): NotAsked['why'] {
	if (member.leftAt !== null) return 'left';
	if (member.disabledAt !== null) return 'disabled';
	return isPaused(member, now) ? 'paused' : 'unsigned';
}
