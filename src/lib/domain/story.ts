/**
 * What became of an action, from its first wording to its final score: one event after the other, with nobody's name.
 * The ratings of one round are one event, so that nothing tells in which order raters rated.
 */
import type { Basis, Final } from './consensus.ts';
import type { ReferredTo } from './disagreements.ts';
import { median } from '#lib/agreement/quantile.ts';
import { moveOf, type Move } from './movement.ts';
import { newestOfEach, scoresIn } from './newest-word.ts';
import type { RatingValue } from './rating.ts';
import { standingOf } from './ruling.ts';
import type { Score } from './scale.ts';

/** What can befall an action, in the order in which it stands where several befell it at the same moment. */
export const STORY_EVENTS = [
	'worded',
	'changed',
	'mended',
	'asked',
	'rated',
	'referred',
	'called-back',
	'ruled',
	'withdrawn',
	'restored',
	'final'
] as const;
/**
 * `worded`: a wording begins, the first or a new one; `changed`: its text changed before anybody rated it; `mended`: its
 * text changed and its meaning did not; `asked`: a later round asks it again; `referred`: it is sent to the next round or
 * to adjudication; `called-back`: it is taken back from there; `ruled`: an adjudicator gives a score.
 */
export type StoryKind = (typeof STORY_EVENTS)[number];

/** What one rater says of a wording in a round. */
export type ToldRating = RatingValue & {
	/** A pseudonym. */
	by: string;
	memberId: number;
	/** When it was last changed; milliseconds since 1970, as all times here; null where nobody knows. */
	at: number | null;
	signed: boolean;
	/** Where the score went since the rounds before; null in the first that asks it. */
	move: Move | null;
};

type Told<Kind extends StoryKind, Rest = unknown> = {
	kind: Kind;
	/** 1, 2, ...: how the action was worded then. */
	wording: number;
	/** Null where it is not known, as of what came in with the case, or is of no moment, as of a final score. */
	at: number | null;
} & Rest;

export type StoryEvent =
	| Told<'worded' | 'changed' | 'mended', { text: string; reason: string | null }>
	| Told<'withdrawn' | 'restored', { reason: string | null }>
	| Told<'asked', { round: number }>
	| Told<'rated', { round: number; given: ToldRating[] }>
	| Told<'referred', { to: ReferredTo; note: string }>
	| Told<'called-back', { to: ReferredTo }>
	| Told<'ruled', { by: string; score: Score; reason: string; superseded: boolean }>
	| Told<'final', { score: Score | null; basis: Basis; reason: string | null; scores: number[] }>;

/** A wording as it is kept. */
export type Wording = { wording: number; text: string; supersededAt: number | null };

/** A line of the trail that is about an action, or about its whole case. */
export type Line = {
	what: 'worded' | 'changed' | 'mended' | 'withdrawn' | 'restored' | 'called-back';
	at: number;
	reason: string | null;
	/** The text before and after, where it is another one. */
	old: string | null;
	new: string | null;
};

/** A rating of some wording. */
export type Said = RatingValue & {
	wording: number;
	round: number;
	memberId: number;
	updatedAt: number;
	/** True where nobody knows when it was given: `updatedAt` is then when it came in. */
	untimed: boolean;
	signed: boolean;
};

export type Sent = {
	wording: number;
	to: ReferredTo;
	note: string;
	createdAt: number;
	settledAt: number | null;
};

export type Ruled = {
	wording: number;
	userId: number;
	score: Score;
	reason: string;
	createdAt: number;
	supersededAt: number | null;
};

/** What is kept of an action, each kind in the order of time. */
export type Kept = {
	/** The oldest first; at least one. */
	wordings: readonly Wording[];
	lines: readonly Line[];
	asked: readonly { wording: number; round: number; at: number }[];
	said: readonly Said[];
	sent: readonly Sent[];
	ruled: readonly Ruled[];
};

/**
 * Whether there is more to tell of an action than its wording, one round of ratings and how they end, which the tables
 * of ratings and final scores say by themselves.
 */
export function hasStory({ wordings, lines, asked, said, sent, ruled }: Kept): boolean {
	const [first] = said;
	return (
		wordings.length > 1 ||
		[lines, asked, sent, ruled].some(({ length }) => length > 0) ||
		said.some(({ round }) => round !== first!.round)
	);
}

/** Under which names people are told of. */
export type Names = { rater(memberId: number): string; adjudicator(userId: number): string };

/**
 * The story of an action.
 *
 * @param final how it stands
 * @param rulingsWanted how many adjudicators the study wants: while another is waited for, nobody is told what the first
 *   has said, for it is to be ruled on apart
 */
export function storyOf(
	kept: Kept,
	final: Final & { scores: number[] },
	{ names, rulingsWanted }: { names: Names; rulingsWanted: number }
): StoryEvent[] {
	const newest = kept.wordings.at(-1)!.wording;
	const events: StoryEvent[] = [
		...kept.wordings.flatMap((_, at) => ofWording(kept, at)),
		...kept.asked.map((one) => ({
			...{ kind: 'asked' as const, ...one },
			// A round that was open already asks a new wording from its first moment.
			at: Math.max(one.at, begunAt(kept, one.wording) ?? 0)
		})),
		...ratedIn(kept, names),
		...kept.sent.flatMap((one) => sentEvents(one, kept)),
		...tellable(kept.ruled, rulingsWanted).map(
			({ wording, userId, score, reason, createdAt, supersededAt }) => ({
				...{ kind: 'ruled' as const, wording, at: createdAt, score, reason },
				by: names.adjudicator(userId),
				superseded: supersededAt !== null
			})
		)
	];
	const { score, basis, reason, scores } = final;
	return [
		...events.sort(inTime),
		{ kind: 'final', wording: newest, at: null, score, basis, reason, scores }
	];
}

/** By wording, then by time; what befell it at one moment in the order of STORY_EVENTS. */
function inTime(a: StoryEvent, b: StoryEvent): number {
	return (
		a.wording - b.wording ||
		(a.at ?? -Infinity) - (b.at ?? -Infinity) ||
		STORY_EVENTS.indexOf(a.kind) - STORY_EVENTS.indexOf(b.kind)
	);
}

/** When a wording took the place of the one before; null for the first. */
function begunAt({ wordings }: Pick<Kept, 'wordings'>, of: number): number | null {
	return wordings.findLast(({ wording }) => wording < of)?.supersededAt ?? null;
}

/** How a wording begins, and what the trail tells of its time. */
function ofWording({ wordings, lines }: Kept, place: number): StoryEvent[] {
	const { wording, text, supersededAt } = wordings[place]!;
	const begun = begunAt({ wordings }, wording);
	const reworded = lines.filter(({ what, at }) => what === 'worded' && at === begun);
	const meanwhile = lines.filter(
		({ what, at }) => what !== 'worded' && at >= (begun ?? 0) && at < (supersededAt ?? Infinity)
	);
	const first = meanwhile.find(({ old }) => old !== null)?.old ?? text;
	const events: StoryEvent[] = [
		{
			...{ kind: 'worded', wording, at: begun, text: first },
			reason: reworded.find(({ reason }) => reason !== null)?.reason ?? null
		}
	];
	for (const line of meanwhile) {
		const { what, at, reason } = line;
		if (what === 'withdrawn' || what === 'restored')
			events.push({ kind: what, wording, at, reason });
		else if (line.new !== null && (what === 'changed' || what === 'mended')) {
			events.push({ kind: what, wording, at, text: line.new, reason });
		}
	}
	return events;
}

/**
 * The ratings of each round as one event, at the moment of the last of them that is known, raters in the order of their
 * names. Of no moment they stand where the round begins.
 */
function ratedIn({ said, asked }: Kept, names: Names): StoryEvent[] {
	const blocks = Map.groupBy(said, ({ wording, round }) => `${wording} ${round}`);
	const inOrder = [...blocks.values()].sort((a, b) => a[0]!.round - b[0]!.round);
	return inOrder.map((words) => {
		const { wording, round } = words[0]!;
		const opened = asked.find((one) => one.wording === wording && one.round === round)?.at ?? 0;
		const before = said.filter((one) => one.wording === wording && one.round < round);
		return {
			...{ kind: 'rated' as const, wording, round },
			at: Math.max(opened, ...words.map((word) => timeOf(word) ?? 0)) || null,
			given: words
				.map((word) => toldRating(word, before, names))
				.sort((a, b) => a.by.length - b.by.length || (a.by < b.by ? -1 : 1))
		};
	});
}

const timeOf = ({ updatedAt, untimed }: Said) => (untimed ? null : updatedAt);

function toldRating(word: Said, before: readonly Said[], names: Names): ToldRating {
	const { memberId, score, cannotRate, comment, flags, signed } = word;
	const { said } = newestOfEach(before);
	const own = said.find((one) => one.memberId === memberId);
	const scores = scoresIn(said);
	const panel = scores.length === 0 ? null : median(scores);
	return {
		...{ memberId, score, cannotRate, comment, flags, signed },
		by: names.rater(memberId),
		at: timeOf(word),
		move: own === undefined ? null : moveOf({ before: own.score, after: score, median: panel })
	};
}

/** That an action was sent somewhere; and that it was called back, where that is what became of it. */
function sentEvents(
	{ wording, to, note, createdAt, settledAt }: Sent,
	{ lines }: Kept
): StoryEvent[] {
	const sent: StoryEvent = { kind: 'referred', wording, at: createdAt, to, note };
	if (!lines.some(({ what, at }) => what === 'called-back' && at === settledAt)) return [sent];
	return [sent, { kind: 'called-back', wording, at: settledAt, to }];
}

/** Those rulings that nobody who may still rule apart would learn something by. */
function tellable(ruled: readonly Ruled[], wanted: number): Ruled[] {
	const byWording = Map.groupBy(ruled, ({ wording }) => wording);
	return [...byWording.values()].flatMap((theirs) => {
		const standing = standingOf(
			theirs.filter(({ supersededAt }) => supersededAt === null),
			wanted
		);
		const isApart = standing?.state === 'waits' || (standing === null && wanted > 1);
		return isApart ? [] : theirs;
	});
}
