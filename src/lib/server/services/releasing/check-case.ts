/** How the actions of one case stand in a release, from the panel: counted once, and kept until something changes. */
import {
	BASES,
	resolve,
	type Basis,
	type ConsensusSettings,
	type Final
} from '#lib/domain/consensus.ts';
import { OPEN_WHYS, type OpenWhy } from '#lib/domain/release-check.ts';
import { isComplete, wordScope } from '#lib/domain/release-scope.ts';
import type { ReleaseOptions } from '#lib/domain/release.ts';
import type { RulingStanding } from '#lib/domain/ruling.ts';
import { zone } from '#lib/domain/scale.ts';
import {
	asked,
	isCommented,
	isFlagged,
	isReason,
	scoreIn,
	voicesOf,
	wordIn,
	type PanelAction,
	type PanelAssignment,
	type PanelCase,
	type Voice
} from '../../panel/index.ts';

/** What a rater leaves of a case: answers or flags, and what has nothing but a comment. */
export type Left = { said: number; onlyComments: number };

export type CheckedCase = {
	item: PanelCase;
	/** Who counts, as the choices of the release have it. */
	voices: readonly Voice[];
	/** Signed assignments that count. */
	sheets: readonly PanelAssignment[];
	/** Of each action in its order; what has no final score has a reason. */
	finals: readonly Final[];
	whys: readonly (OpenWhy | null)[];
	bases: Record<Basis, number>;
	open: Record<OpenWhy, number>;
	/** Of those without a final score, those with a provisional one. */
	provisional: number;
	ones: number;
	nines: number;
	/** By rater, and by the number of the round of the answer that counts. */
	raters: ReadonlyMap<number, Left>;
	rounds: ReadonlyMap<number, Left>;
	comments: number;
	cannotRate: number;
	/** Actions with fewer answers than are wanted, reasons for none among them. */
	short: number;
	isComplete: boolean;
	/** Reworded actions without a final score, for which new ratings are awaited: answers given, and still to come. */
	reworded: { actions: number; given: number; awaited: number };
};

/** By what a case is judged. */
export type Judging = {
	rule: ConsensusSettings;
	throughRound: number | null;
	/** What its rulings come to, by action. */
	standings: ReadonlyMap<number, RulingStanding>;
	/** Ids of its actions that were worded differently once. */
	reworded: ReadonlySet<number>;
};

const kept = new WeakMap<PanelCase, { key: string; of: CheckedCase }>();

export function checkedCase(item: PanelCase, judging: Judging): CheckedCase {
	const { rule, throughRound, standings, reworded } = judging;
	const marks = JSON.stringify([[...standings], [...reworded]]);
	const key = `${item.stamp} ${JSON.stringify(rule)} ${throughRound} ${marks}`;
	const known = kept.get(item);
	if (known?.key === key) return known.of;
	const of = counted(item, judging);
	kept.set(item, { key, of });
	return of;
}

/** Those whose words count in a release. */
export function heardIn(
	item: PanelCase,
	choices: Pick<ReleaseOptions, 'throughRound'>
): { sheets: PanelAssignment[]; voices: Voice[] } {
	const counts = wordScope(choices);
	const sheets = item.assignments.filter(({ state, round }) =>
		counts({ state, round: round.number })
	);
	return { sheets, voices: voicesOf({ ...item, assignments: sheets }) };
}

const none = <Name extends string>(names: readonly Name[]) =>
	Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;

function counted(item: PanelCase, judging: Judging): CheckedCase {
	const { rule, throughRound, standings, reworded } = judging;
	const { sheets, voices } = heardIn(item, { throughRound });
	const open = openSheets(item, throughRound);
	const raters = new Map<number, Left>();
	const rounds = new Map<number, Left>();
	const of = {
		bases: none(BASES),
		open: none(OPEN_WHYS),
		...{ provisional: 0, ones: 0, nines: 0, comments: 0, cannotRate: 0, short: 0 },
		reworded: { actions: 0, given: 0, awaited: 0 }
	};
	const counts: number[] = [];
	const whys: (OpenWhy | null)[] = [];
	const finals = item.actions.map((action, at) => {
		const scores: number[] = [];
		let answers = 0;
		for (const voice of voices) {
			const word = wordIn(voice, at);
			if (word === undefined) continue;
			const [answer, remarks] = [word.answers[at]!, word.remarks[at]!];
			const score = scoreIn(answer);
			if (score !== null) scores.push(score);
			if (isReason(answer)) of.cannotRate += 1;
			if (answer !== 0) answers += 1;
			if (isCommented(remarks)) of.comments += 1;
			const left = answer !== 0 || isFlagged(remarks) ? 'said' : 'onlyComments';
			leave(raters, word.memberId, left);
			leave(rounds, word.round.number, left);
		}
		counts.push(scores.length);
		if (answers < rule.ratersPerCase) of.short += 1;
		const standing = standings.get(action.id) ?? null;
		const final = resolve(scores, rule, standing?.state === 'holds' ? standing.ruling : null);
		of.bases[final.basis] += 1;
		if (final.score === 1) of.ones += 1;
		if (final.score === 9) of.nines += 1;
		const why =
			final.basis === 'unresolved'
				? whyOpen({ action, at, scores, standing, open, isReworded: reworded.has(action.id) }, rule)
				: null;
		whys.push(why);
		if (why !== null) of.open[why] += 1;
		if (why !== null && final.provisional !== null) of.provisional += 1;
		if (why === 'reworded') {
			of.reworded.actions += 1;
			of.reworded.given += answers + open.filter(({ answers: all }) => all[at] !== 0).length;
			of.reworded.awaited += waiting(open, action, at).length;
		}
		return final;
	});
	return {
		...{ item, voices, sheets, finals, whys, raters, rounds, ...of },
		isComplete: isComplete(counts, rule)
	};
}

function leave(all: Map<number, Left>, of: number, what: keyof Left): void {
	const left = all.get(of) ?? { said: 0, onlyComments: 0 };
	left[what] += 1;
	all.set(of, left);
}

/** Sheets of the rounds that count that raters hold and have not signed. */
export function openSheets(item: PanelCase, throughRound: number | null): PanelAssignment[] {
	const last = throughRound ?? Infinity;
	return item.assignments.filter(
		({ state, releasedAt, round }) =>
			state !== 'submitted' && releasedAt === null && round.number <= last
	);
}

/** Those of them that are still to answer an action. */
const waiting = (open: readonly PanelAssignment[], action: PanelAction, at: number) =>
	open.filter(({ round, answers }) => asked(round, action) && answers[at] === 0);

type Asked = {
	action: PanelAction;
	at: number;
	scores: readonly number[];
	standing: RulingStanding | null;
	open: readonly PanelAssignment[];
	isReworded: boolean;
};

function whyOpen(
	{ action, at, scores, standing, open, isReworded }: Asked,
	{ ratersPerCase }: ConsensusSettings
): OpenWhy {
	if (standing?.state === 'apart') return 'rulings-apart';
	if (standing?.state === 'waits') return 'ruling-waits';
	if (scores.length < ratersPerCase) {
		if (isReworded && waiting(open, action, at).length > 0) return 'reworded';
		return open.some(({ round }) => asked(round, action)) ? 'unsigned' : 'few';
	}
	const zones = new Set(scores.map(zone));
	return zones.has('harmful') && zones.has('beneficial') ? 'harm-benefit' : 'apart';
}
