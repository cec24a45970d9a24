/**
 * What came of each round: who was asked and has answered, where the answers went that were given again, and how many
 * of the actions the rule of the study resolves. Counted case by case, and kept until the case changes.
 */
import { median } from '#lib/agreement/quantile.ts';
import { resolve, type ConsensusSettings } from '#lib/domain/consensus.ts';
import { movementOf, type Again, type Movement } from '#lib/domain/movement.ts';
import type { Score } from '#lib/domain/scale.ts';
import {
	answerOf,
	asked,
	progressOf,
	scoreIn,
	voicesOf,
	type PanelCase,
	type PanelRound,
	type StudyPanel
} from '../../panel/index.ts';

/** What one rater has in a round. */
export type Part = { cases: number; signed: number; answered: number; asked: number };

export type Figures = {
	/** What the round asks. */
	actions: number;
	cases: number;
	/** By member; a case that was taken from its rater is nobody's. */
	parts: Map<number, Part>;
	/** Of the answers of raters who had answered before; null for the first round. */
	movement: Movement | null;
	/** Of the actions that it asks, those that the rule resolves by what was signed up to this round. */
	resolved: number;
};

/** By the number of the round. */
export function figuresOf(
	panel: StudyPanel,
	settings: ConsensusSettings
): ReadonlyMap<number, Figures> {
	return new Map(panel.rounds.map((round) => [round.number, ofRound(panel, round, settings)]));
}

function ofRound({ cases }: StudyPanel, round: PanelRound, settings: ConsensusSettings): Figures {
	const figures = { actions: 0, cases: 0, parts: new Map<number, Part>(), resolved: 0 };
	let movement = movementOf([]);
	for (const item of cases) {
		const of = ofCase(item, round, settings);
		if (of.actions === 0) continue;
		figures.actions += of.actions;
		figures.cases += 1;
		figures.resolved += of.resolved;
		movement = sum(movement, of.movement);
		for (const [memberId, part] of of.parts) {
			figures.parts.set(memberId, sum(figures.parts.get(memberId) ?? NOTHING, part));
		}
	}
	return { ...figures, movement: round.number === 1 ? null : movement };
}

const NOTHING: Part = { cases: 0, signed: 0, answered: 0, asked: 0 };

/** Adds up two records of the same numbers. */
function sum<T extends Record<string, number>>(a: T, b: T): T {
	return Object.fromEntries(Object.entries(a).map(([name, n]) => [name, n + b[name]!])) as T;
}

type OfCase = {
	actions: number;
	resolved: number;
	movement: Movement;
	parts: [memberId: number, part: Part][];
};

const kept = new WeakMap<PanelCase, { key: string; rounds: Map<number, OfCase> }>();

function ofCase(item: PanelCase, round: PanelRound, settings: ConsensusSettings): OfCase {
	const key = `${item.stamp} ${JSON.stringify(settings)}`;
	const known = kept.get(item);
	const rounds = known?.key === key ? known.rounds : new Map<number, OfCase>();
	kept.set(item, { key, rounds });
	const of = rounds.get(round.number) ?? counted(item, round, settings);
	rounds.set(round.number, of);
	return of;
}

function counted(item: PanelCase, round: PanelRound, settings: ConsensusSettings): OfCase {
	const places = item.actions.flatMap((action, at) => (asked(round, action) ? at : []));
	const heard = voicesOf(item, { signed: true, upTo: round.number });
	const scoresAt = (voices: typeof heard, at: number) =>
		voices.flatMap((voice) => scoreIn(answerOf(voice, at)) ?? []);
	const resolved = places.filter(
		(at) => resolve(scoresAt(heard, at), settings).basis !== 'unresolved'
	);
	return {
		actions: places.length,
		resolved: resolved.length,
		movement: movementOf(round.number === 1 ? [] : againIn(item, round, places)),
		parts: item.assignments
			.filter((one) => one.round === round && one.releasedAt === null)
			.map((one): [number, Part] => {
				const { rated, actions } = progressOf(item, one);
				const signed = one.state === 'submitted' ? 1 : 0;
				return [one.memberId, { cases: 1, signed, answered: rated, asked: actions }];
			})
	};
}

/** The answers of a round whose raters had answered before, each beside what was signed before. */
function againIn(item: PanelCase, round: PanelRound, places: readonly number[]): Again[] {
	const before = voicesOf(item, { signed: true, upTo: round.number - 1 });
	const voiceOf = new Map(before.map((voice) => [voice[0]!.memberId, voice]));
	const given = item.assignments.filter((one) => one.round === round);
	return places.flatMap((at) => {
		const scores = before.flatMap((voice) => scoreIn(answerOf(voice, at)) ?? []);
		const middle = scores.length === 0 ? null : median(scores);
		return given.flatMap(({ memberId, answers }): Again[] => {
			const first = answerOf(voiceOf.get(memberId) ?? [], at);
			if (first === 0 || answers[at] === 0) return [];
			const [was, is] = [scoreIn(first), scoreIn(answers[at]!)] as (Score | null)[];
			return [{ before: was!, after: is!, median: middle }];
		});
	});
}
