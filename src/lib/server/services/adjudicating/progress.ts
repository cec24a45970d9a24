/** How far adjudication is, for those who run a study and those who observe it. */
import { consensusOf, resolve } from '#lib/domain/consensus.ts';
import { isAdjudicator } from '#lib/domain/roles.ts';
import { unsettledWords, type RulingStanding } from '#lib/domain/ruling.ts';
import type { Actor, App } from '../../app.ts';
import { keeperOf, watcherOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import { panelOf } from '../../panel/index.ts';
import * as adjudications from '../../store/adjudications.ts';
import * as members from '../../store/members.ts';
import * as referrals from '../../store/referrals.ts';
import * as studies from '../../store/studies.ts';
import { inOrder, type Mine } from './order.ts';
import { paceOf } from './queue.ts';
import { effectOf, type Effect } from './settling.ts';

/** What one adjudicator has done. */
export type AdjudicatorRow = {
	/** Null for whoever observes. */
	memberId: number | null;
	name: string;
	/** Actions on which this person's ruling counts now. */
	ruled: number;
	/** Actions that wait for this person, whoever else they wait for. */
	left: number;
	/** When the person ruled last; null for never. */
	lastAt: number | null;
	/** Seconds that the rest takes at the person's own pace; null where too little is known of it. */
	secondsLeft: number | null;
};

export type Progress = {
	/** Actions that were sent to adjudication and are not called back, and what became of them. */
	referred: number;
	ruled: number;
	/** Nobody has ruled on them yet; one more ruling is wanted; adjudicators differ. */
	untouched: number;
	waits: number;
	apart: number;
	rulingsWanted: number;
	/** Seconds that the rest takes one person at everybody's pace; null where too little is known of it. */
	secondsLeft: number | null;
	/** False where nobody can rule in the study. */
	hasAdjudicator: boolean;
	adjudicators: AdjudicatorRow[];
};

/** An action that waits for a ruling. */
export type Waiting = {
	externalId: string;
	number: number;
	/** In ascending order. */
	scores: number[];
	/** To whom it was referred; null for every adjudicator. */
	to: string | null;
	/** Null where nobody has ruled. */
	standing: RulingStanding['state'] | null;
	/** What is to be said of it, such as "adjudicators apart: 3 and 7". */
	words: string | null;
	/** Why the rule leaves it open; null where it does not. */
	why: string | null;
};

/** @throws Refusal for whoever neither runs nor observes the study */
export async function progress(app: App, actor: Actor, slug: string): Promise<Progress> {
	const { study, named } = await read(app.db, (tx) => watcherOf(tx, actor, slug));
	const found = await app.crew.ask(counted, { studyId: study.id });
	return named ? found : withoutNames(found);
}

function withoutNames(found: Progress): Progress {
	const adjudicators = found.adjudicators.map((one, index) => ({
		...one,
		...{ memberId: null, name: `Adjudicator ${index + 1}`, lastAt: null }
	}));
	return { ...found, adjudicators };
}

const counted = task(
	'adjudicating.progress',
	'figures',
	(app, { studyId }: { studyId: number }): Promise<Progress> =>
		read(app.db, function* (tx) {
			const { rulingsWanted } = (yield* studies.byId(tx, { id: studyId }))!;
			const given = yield* adjudications.ofStudy(tx, { studyId });
			const standings = adjudications.standingsIn(given, rulingsWanted);
			const open = (yield* referrals.waiting(tx, { studyId })).filter(
				({ to }) => to === 'adjudication'
			);
			const ruledOn = Map.groupBy(given, ({ actionId }) => actionId);
			const { holds, waits, apart } = effectOf(given, rulingsWanted);
			const untouched = open.filter(({ actionId }) => !standings.has(actionId)).length;
			const times = Map.groupBy(yield* adjudications.times(tx, { studyId }), (one) => one.userId);
			const everyone = yield* members.ofStudy(tx, { studyId });
			const shown = everyone.filter(
				(one) => times.has(one.userId) || (isAdjudicator(one) && one.leftAt === null)
			);
			const adjudicators = shown.map(({ id, userId, name }): AdjudicatorRow => {
				const mine = (times.get(userId) ?? []).map(({ at }) => at);
				const left = open.filter(({ actionId, memberId }) => {
					if (memberId !== null && memberId !== id) return false;
					return !ruledOn.get(actionId)?.some((one) => one.userId === userId);
				}).length;
				const seconds = paceOf(mine);
				return {
					...{ memberId: id, name, left },
					ruled: given.filter((one) => one.userId === userId).length,
					lastAt: mine.length === 0 ? null : Math.max(...mine),
					secondsLeft: seconds === null ? null : Math.round(seconds * left)
				};
			});
			const paces = [...times.values()].flatMap((some) => paceOf(some.map(({ at }) => at)) ?? []);
			const left = untouched * rulingsWanted + waits + apart;
			const pace = paces.reduce((sum, one) => sum + one, 0) / paces.length;
			return {
				...{ referred: untouched + holds + waits + apart, ruled: holds },
				...{ untouched, waits, apart, rulingsWanted, adjudicators },
				secondsLeft: paces.length === 0 ? null : Math.round(pace * left),
				hasAdjudicator: everyone.some((one) => isAdjudicator(one) && one.leftAt === null)
			};
		})
);

type Wanted = { apart?: boolean; most?: number };

/**
 * What waits for a ruling, the case with the worst action first, for those who run the study.
 *
 * @param wanted `apart`: only where adjudicators differ; `most`: so many of them; all unless given
 */
export async function waiting(
	app: App,
	actor: Actor,
	slug: string,
	wanted: Wanted = {}
): Promise<Waiting[]> {
	const study = await read(app.db, (tx) => keeperOf(tx, actor, slug));
	return app.crew.ask(listed, { studyId: study.id, ...wanted });
}

const listed = task(
	'adjudicating.waiting',
	'figures',
	async (
		app,
		{ studyId, apart = false, most = Infinity }: Wanted & { studyId: number }
	): Promise<Waiting[]> => {
		const panel = await panelOf(app, studyId);
		return read(app.db, function* (tx) {
			const study = (yield* studies.byId(tx, { id: studyId }))!;
			const { rulingsWanted } = study;
			const given = yield* adjudications.ofStudy(tx, { studyId });
			const standings = adjudications.standingsIn(given, rulingsWanted);
			const open = (yield* referrals.waiting(tx, { studyId })).filter(
				({ to }) => to === 'adjudication'
			);
			const toOf = new Map(open.map(({ actionId, memberId }) => [actionId, memberId]));
			const everyone = yield* members.ofStudy(tx, { studyId });
			const nameOf = new Map(everyone.map(({ id, name }) => [id, name]));
			const all: Mine = new Map(
				open
					.filter(({ actionId }) => !apart || standings.get(actionId)?.state === 'apart')
					.map(({ actionId }) => [actionId, { score: null, open: true, apart: false }])
			);
			const found = inOrder(panel, all).flatMap(({ externalId, entries }) =>
				entries.map(({ actionId, number, scores }): Waiting => {
					const standing = standings.get(actionId) ?? null;
					const memberId = toOf.get(actionId) ?? null;
					return {
						...{ externalId, number, scores },
						to: memberId === null ? null : (nameOf.get(memberId) ?? null),
						standing: standing?.state ?? null,
						words: unsettledWords(standing, rulingsWanted),
						why: resolve(scores, consensusOf(study)).reason
					};
				})
			);
			return found.slice(0, most);
		});
	}
);

/** What the rulings of a study would come to with one adjudicator, and with two. */
export function effects(
	app: App,
	actor: Actor,
	slug: string
): Promise<{ one: Effect; two: Effect }> {
	return read(app.db, function* (tx) {
		const study = yield* keeperOf(tx, actor, slug);
		const given = yield* adjudications.ofStudy(tx, { studyId: study.id });
		return { one: effectOf(given, 1), two: effectOf(given, 2) };
	});
}
