/**
 * What a release made now would hold, and what is to be known before it is made: counted in the crew from the panel,
 * under the same choices and by the same tests as the release itself, and not made.
 */
import type { ByCase } from '#lib/agreement/by-case.ts';
import type { Measure } from '#lib/domain/agreement-view.ts';
import { specialtyName } from '#lib/domain/case.ts';
import { consensusOf, type ConsensusSettings } from '#lib/domain/consensus.ts';
import type { CheckState } from '#lib/domain/release-check.ts';
import { choicesAddress, NO_CHOICES, type ReleaseChoices } from '#lib/domain/release-choices.ts';
import { unknownChoices } from '#lib/domain/release-scope.ts';
import { releaseOptionsSchema } from '#lib/domain/release.ts';
import type { Actor, App } from '../../app.ts';
import { keeperOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import type { StudyPanel } from '../../panel/index.ts';
import * as facts from '../../store/release-facts.ts';
import { figuresOf } from '../agreeing/index.ts';
import type { CheckedCase } from './check-case.ts';
import { signedComments, toRead, type ToRead } from './check-comments.ts';
import type { Facts } from './check-facts.ts';
import { goneFrom, unsignedIn, type Gone, type Unsigned } from './check-people.ts';
import { someRecords, type FinalPreview } from './check-records.ts';
import { seenOf } from './check-seen.ts';
import { holdsOf, standingOf, type Holds, type Standing } from './check-sums.ts';
import { judged, normal, type Judged, type JudgingOf } from './judged.ts';

/** The first of some, and how many there are. */
type Some<T> = { some: T[]; of: number };
type Item<Figures = unknown> = { state: CheckState } & Figures;

/** Times in milliseconds since 1970, UTC. */
export type CheckedRound = { number: number; lockedAt: number | null; dueAt: number | null };

export type ReleaseCheck = {
	/** When this was counted, and what it was read of: a press sends that back. */
	at: number;
	seen: string;
	/** The number that the release would get. */
	number: number;
	choices: ReleaseChoices;
	/** What was chosen and is not there, one sentence each: nothing can be made of it. */
	unknown: string[];
	/** The rule by which final scores come about, and the study's. */
	rule: ConsensusSettings;
	ofStudy: ConsensusSettings;
	/** What there is to choose from: specialties by code with their cases, and how many cases are held out. */
	there: {
		specialties: { code: string; name: string; cases: number }[];
		cases: number;
		heldOut: number;
		rounds: number[];
	};
	holds: Holds;
	/** Agreement before rulings. */
	figures: Record<Measure, ByCase>;
	records: FinalPreview[];
	items: {
		finals: Item<Pick<Standing, 'bases' | 'open' | 'where'> & { excluded: number }>;
		reworded: Item<Standing['reworded']>;
		unsigned: Item<Some<Unsigned> & { answers: number; round: number }>;
		gone: Item<Some<Gone>>;
		short: Item<{ actions: number; wanted: number; sheets: number; cannotRate: number }>;
		rounds: Item<{ rounds: CheckedRound[] }>;
		/** Actions that rulings have settled, by how many adjudicators; rulings of people who rated the same case. */
		rulings: Item<{ actions: number; adjudicators: number; own: number }>;
		/** Cases that are held out among those that would leave. */
		heldOut: Item<{ cases: number; of: number }>;
		comments: Item<{ comments: number; read: Some<ToRead> }>;
		/** The release that holds this already, and the newest that stands: null where there is none. */
		same: Item<{ number: number | null; newest: number | null }>;
	};
};

/** As many as a page shows of people, and of texts to read. */
const PEOPLE_SHOWN = 12;
const TEXTS_SHOWN = 50;

/**
 * The check list of a release, for those who run the study, archived or not.
 *
 * @throws Refusal for whoever does not run it
 */
export async function check(
	app: App,
	actor: Actor,
	slug: string,
	choices = NO_CHOICES
): Promise<ReleaseCheck> {
	const { id: studyId } = await read(app.db, (tx) => keeperOf(tx, actor, slug));
	return app.crew.ask(checked, { studyId, userId: actor.id, choices });
}

/** The rule by which a study comes to final scores where a release names no other, for those who run it. */
export function ruleOf(app: App, actor: Actor, slug: string): Promise<ConsensusSettings> {
	return read(app.db, function* (tx) {
		return consensusOf(yield* keeperOf(tx, actor, slug));
	});
}

/** What a check list would be read of now: see `ReleaseCheck.seen`. */
export async function seenNow(
	app: App,
	actor: Actor,
	slug: string,
	choices: ReleaseChoices
): Promise<string> {
	const { id: studyId } = await read(app.db, (tx) => keeperOf(tx, actor, slug));
	return app.crew.ask(seen, { studyId, userId: actor.id, choices });
}

const seen = task('releasing.seen', 'figures', async (app, given: JudgingOf) => {
	const { known, choices, rule, cases } = await judged(app, given);
	return seenOf(known, { choices, rule, checked: cases });
});

const checked = task(
	'releasing.check',
	'figures',
	async (app, given: JudgingOf): Promise<ReleaseCheck> => {
		const { panel, known, choices, rule, cases } = await judged(app, given);
		const { number, ofStudy } = known;
		const [holds, standing] = [holdsOf(cases, choices), standingOf(cases)];
		const found = await signedComments(app, given.studyId, panel);
		const texts = toRead(cases, { comments: found, rulings: known.rulings });
		return {
			...{ at: app.now(), number, choices, rule, ofStudy },
			seen: seenOf(known, { choices, rule, checked: cases }),
			unknown: unknownChoices(choices, panel.cases, known.rounds.length),
			there: thereIs(panel),
			holds,
			figures: figuresOf(panel, cases, `through ${choices.throughRound}`),
			records: await read(app.db, (tx) => someRecords(tx, cases)),
			items: {
				...itemsOf({ cases, known, choices }, { holds, standing }),
				comments: commentsIn(standing.comments, choices, texts),
				same: await sameAs(app, given.studyId, known, choices)
			}
		};
	}
);

function thereIs({ cases, rounds }: StudyPanel): ReleaseCheck['there'] {
	const by = Map.groupBy(cases, ({ specialty }) => specialty);
	return {
		specialties: [...by]
			.map(([code, some]) => ({ code, name: specialtyName(code), cases: some.length }))
			.sort((a, b) => a.name.localeCompare(b.name, 'en')),
		cases: cases.length,
		heldOut: cases.filter(({ heldOut }) => heldOut).length,
		rounds: rounds.map(({ number }) => number)
	};
}

type Counted = Omit<ReleaseCheck['items'], 'comments' | 'same'>;

function itemsOf(
	{ cases, known, choices: { throughRound } }: Pick<Judged, 'cases' | 'known' | 'choices'>,
	{ holds, standing }: { holds: Holds; standing: Standing }
): Counted {
	const { bases, open, where, reworded, ...of } = standing;
	const unsigned = unsignedIn(cases, known, throughRound);
	const gone = goneFrom(cases, known);
	const excluded = cases.reduce((sum, { item }) => sum + (known.excluded.get(item.id) ?? 0), 0);
	const counted = known.rounds.filter(({ number }) => number <= (throughRound ?? Infinity));
	return {
		finals: {
			state: bases.unresolved > 0 ? 'decide' : 'fine',
			...{ bases, open, where, excluded }
		},
		reworded: { state: lookIf(reworded.actions > 0), ...reworded },
		unsigned: {
			state: lookIf(unsigned.length > 0),
			...{ some: unsigned.slice(0, PEOPLE_SHOWN), of: unsigned.length },
			answers: unsigned.reduce((sum, { answers }) => sum + answers, 0),
			round: counted.at(-1)?.number ?? 1
		},
		gone: { state: lookIf(gone.length > 0), some: gone.slice(0, PEOPLE_SHOWN), of: gone.length },
		short: {
			state: lookIf(of.short > 0),
			actions: of.short,
			wanted: known.ofStudy.ratersPerCase,
			...{ sheets: of.sheets, cannotRate: of.cannotRate }
		},
		rounds: {
			state: lookIf(counted.some(({ closedAt }, at) => isOpen(closedAt, at, counted.length))),
			rounds: counted.map(({ number, closedAt: lockedAt, dueAt }) => ({ number, lockedAt, dueAt }))
		},
		rulings: { ...rulingsIn(cases, known), actions: bases.adjudicated },
		heldOut: { state: 'fine', cases: holds.heldOut, of: holds.cases }
	};
}

const lookIf = (is: boolean): CheckState => (is ? 'look' : 'fine');

/** Only the newest round can be open: the next one begins once it is closed. */
const isOpen = (closedAt: number | null, at: number, of: number) =>
	closedAt === null && at === of - 1;

function rulingsIn(cases: readonly CheckedCase[], { people, rulings }: Facts) {
	const memberOf = new Map(people.map(({ id, userId }) => [userId, id]));
	const caseOf = new Map(cases.map((one) => [one.item.id, one]));
	const adjudicators = new Set<number>();
	let own = 0;
	for (const { caseId, actionId, userId } of rulings) {
		const found = caseOf.get(caseId);
		if (found?.item.placeOf.has(actionId) !== true) continue;
		adjudicators.add(userId);
		const memberId = memberOf.get(userId);
		if (found.item.assignments.some((one) => one.memberId === memberId)) own += 1;
	}
	return { state: lookIf(own > 0), adjudicators: adjudicators.size, own };
}

function commentsIn(
	comments: number,
	{ includeComments }: ReleaseChoices,
	all: readonly ToRead[]
): ReleaseCheck['items']['comments'] {
	const leaving = all.filter(({ from }) => from === 'ruling' || includeComments);
	return {
		state: lookIf(leaving.length > 0),
		comments,
		read: { some: all.slice(0, TEXTS_SHOWN), of: all.length }
	};
}

/** Changes that no release depends on; after any other since a release was made, another may hold something else. */
const OF_NO_RELEASE =
	/^(user|mail|release|installation|qualification)\.|^study\.(notice|reminders|planning|archived|unarchived)$|^member\.(added|changed|paused|resumed|invited)$|^assignment\.(made|removed)$|^(ratings\.viewed|raters\.named)$|^action\.(referred|called-back)$|^round\.(due|locked|unlocked)$/;

async function sameAs(
	app: App,
	studyId: number,
	{ newest, ofStudy }: Facts,
	choices: ReleaseChoices
): Promise<ReleaseCheck['items']['same']> {
	if (newest === undefined) return { state: 'fine', number: null, newest: null };
	const { number, createdAt, options } = newest;
	const before = normal(releaseOptionsSchema.parse(options), ofStudy);
	const changes = await read(app.db, (tx) => facts.changedSince(tx, { studyId, after: createdAt }));
	const isSame = choicesAddress(before).toString() === choicesAddress(choices).toString();
	const isStill = changes.every(({ what }) => OF_NO_RELEASE.test(what));
	return isSame && isStill
		? { state: 'look', number, newest: number }
		: { state: 'fine', number: null, newest: number };
}
