/** A small kit and a release of it, for the specs of this room. */
import {
	releaseOptionsSchema,
	type FinalRecord,
	type Manifest,
	type RatingRecord,
	type Slice,
	type Snapshot,
	type StoryRecord
} from '#lib/domain/release.ts';
import { asCase, type Case, type JsonObject, type JsonValue } from '#lib/domain/case.ts';
import { agreementIn, newest } from './fixture-agreement.ts';
import { archiveOf, stretchOf } from './archive.ts';
import { encode, type Files } from './files.ts';
import { encodeLines, writeDocument } from './json.ts';
import { readKit } from './kit.ts';
import { outlineOf } from './outline.ts';
import { Contents, writeCover } from './release.ts';
import { unpack } from './zip.ts';

/** A rubric with every kind of reference, and with fields Primum does not know. */
export function rubric(): JsonObject {
	return {
		id: 'Card900',
		note: { zeta: 1, alpha: [1.5, -0.25, 1e21] },
		options: [
			{ id: 1, text: 'Order an ECG', category: 'Diagnostic', score: 9, bestInGroup: true },
			{
				id: 2,
				text: 'Order a troponin',
				category: 'Diagnostic',
				placement: 8,
				score: 7,
				abstraction: 'Cardiac work-up',
				abstractionType: 'alternative',
				reviewerCategory: null
			},
			{
				id: 3,
				text: 'Repeat the troponin after three hours',
				category: 'Multiple',
				score: 8,
				abstraction: 'Cardiac work-up',
				abstractionType: 'alternative',
				dependsOn: [2]
			},
			{
				id: 5,
				text: 'Send home without any test',
				category: 'Follow-up',
				isHarmOfInaction: true,
				score: 1,
				abstraction: 'Harm of inaction',
				abstractionType: 'harm'
			},
			{ id: 7, text: 'Urgent referral to Cardiology', category: 'Follow-up', score: 8, grade: 7 },
			{ id: 8, text: 'Start an antacid', category: 'Medication', score: 5, abstraction: null }
		],
		open: false,
		case: {
			recommendations: null,
			presentation: 'A 60-year-old with chest pain. What next?',
			author: 'specialist'
		},
		abstractionGroups: [{ pickType: 'min', name: 'Cardiac work-up', pickCount: 1, extra: true }],
		specialistConsult: {
			consults: [
				{
					type: 'specialist',
					specialty: 'Cardiology',
					urgency: 'Urgent',
					harm: { type: 'omission', severity: 'Moderate' },
					optionId: 7
				},
				{ type: 'none' }
			]
		}
	};
}

function simple(id: string): JsonObject {
	return {
		id,
		open: true,
		case: { presentation: `Case ${id}.`, recommendations: 'Rest.' },
		options: [{ id: 1, text: 'Rest', category: 'Counseling', score: 6 }]
	};
}

function line(id: string, base: string): JsonObject {
	return { id, prompt: `Case ${id}, asked.`, metadata: { base_id: base, seed: 17 } };
}

function perturbation(id: string, base: string): JsonObject {
	return { id, base_id: base, n_perturbs: 1, presentation: `Case ${id}, told.`, extra: null };
}

/** Two cases, the lines of which are mixed; one more with neither lines nor perturbations. */
export function smallKit(): Files {
	const lines = [
		line('ID901', 'ID901'),
		line('Card900-1', 'Card900'),
		line('ID901-4', 'ID901'),
		line('Card900', 'Card900')
	];
	const document = (value: JsonObject) => encode(writeDocument(value));
	return new Map([
		['dataset/items.jsonl', encodeLines(lines)],
		['dataset/rubrics/Card900.json', document(rubric())],
		['dataset/rubrics/ID901.json', document(simple('ID901'))],
		['dataset/rubrics/Derm902.json', document(simple('Derm902'))],
		['dataset/perturbations/Card900.json', document(perturbation('Card900', 'Card900'))],
		['dataset/perturbations/Card900-1.json', document(perturbation('Card900-1', 'Card900'))],
		['guidance/Card900.yaml', encode('case_id: Card900\nspirit: "be brief"  # kept\n')],
		['LICENSE', encode('CC-BY-4.0')]
	]);
}

/** The small kit with its first rubric changed. */
export function kitWith(change: (rubric: Record<string, JsonValue>) => void): Files {
	const changed = rubric();
	change(changed);
	return smallKit().set('dataset/rubrics/Card900.json', encode(writeDocument(changed)));
}

/** An option of a rubric, by its place. */
export function option(value: JsonObject, index: number): JsonObject {
	return (value.options as JsonObject[])[index]!;
}

/** The text of a file, with the byte order mark where it has one. */
export function textOf(files: Files, path: string): string {
	return new TextDecoder('utf-8', { ignoreBOM: true }).decode(files.get(path));
}

function rating(action: number, rater: string, score: RatingRecord['score']): RatingRecord {
	return {
		case: 'Card900',
		action,
		rater,
		round: 1,
		score,
		cannotRate: score === null ? 'outside-specialty' : null,
		comment: null,
		flags: action === 8 ? ['duplicate', 'other'] : [],
		activeSeconds: null,
		ratedAt: null
	};
}

function final(
	action: number,
	score: FinalRecord['score'],
	scores: number[],
	more: Partial<FinalRecord> = {}
): FinalRecord {
	return {
		case: 'Card900',
		action,
		score,
		basis: score === null ? 'unresolved' : 'unanimous',
		provisional: score ?? 5,
		reason: score === null ? 'the panel disagrees: scores from 1 to 9' : null,
		scores,
		cannotRate: 0,
		...more
	};
}

/** An event of an action of Card900 that says nothing but what is given. */
export function event(action: number, given: Partial<StoryRecord>): StoryRecord {
	return {
		...{ case: 'Card900', action, wording: 1, event: 'worded', round: null, by: null },
		...{ score: null, cannotRate: null, flags: [], comment: null, text: null, to: null },
		...{ basis: null, scores: [], superseded: null, reason: null, at: null },
		...given
	};
}

/** The plainest stories: worded, rated, perhaps ruled on, and how each ends; of the other cases nothing is rated. */
function stories(cases: readonly Case[], { ratings, finals }: Rated): StoryRecord[] {
	return cases.flatMap(({ externalId, actions }) =>
		actions.flatMap(({ number, text }) => {
			const isOf = (one: { case: string; action: number }) =>
				one.case === externalId && one.action === number;
			const { score, basis, scores, reason } = finals.find(isOf) ?? OPEN;
			const told: StoryRecord[] = [
				event(number, { text }),
				...ratings
					.filter(isOf)
					.sort((a, b) => (a.rater < b.rater ? -1 : 1))
					.map(({ rater, round, score, cannotRate, flags, comment }) =>
						event(number, {
							...{ event: 'rated', by: rater, round },
							...{ score, cannotRate, flags, comment }
						})
					),
				...(basis === 'adjudicated'
					? [event(number, { event: 'ruled', by: 'A1', score, reason, superseded: false })]
					: []),
				event(number, { event: 'final', score, basis, scores, reason })
			];
			return told.map((one) => ({ ...one, case: externalId }));
		})
	);
}

type Rated = Pick<Snapshot, 'ratings' | 'finals'>;

const OPEN: Pick<FinalRecord, 'score' | 'basis' | 'scores' | 'reason'> = {
	...{ score: null, basis: 'unresolved', scores: [], reason: null }
};

/**
 * A release of the small kit in which action 2 of Card900 stays unresolved.
 *
 * @param change what is otherwise; the stories follow it unless they are given
 */
export function snapshot(change: Partial<Snapshot> = {}): Snapshot {
	const cases = readKit(smallKit()).cases.map((told) => asCase(told));
	const rated: Rated = {
		ratings: [
			rating(1, 'R02', 9),
			rating(1, 'R01', 9),
			rating(2, 'R01', 1),
			rating(2, 'R02', 9),
			rating(3, 'R01', 4),
			rating(3, 'R02', null),
			rating(5, 'R01', 2),
			rating(7, 'R01', 3),
			rating(8, 'R01', 5)
		],
		finals: [
			final(1, 9, [9, 9]),
			final(2, null, [1, 9]),
			final(3, 4, [4], { cannotRate: 1 }),
			final(5, 2, [2]),
			final(7, 3, [3], { basis: 'adjudicated', reason: 'urgent is too much' }),
			final(8, 5, [5])
		]
	};
	const { ratings, finals } = { ...rated, ...change };
	const now: Rated = {
		ratings,
		finals: finals.map((one) => ({ ...one, scores: scoresOf(one, ratings) }))
	};
	return {
		study: { slug: 'chest-pain', name: 'Chest pain: "pilot" *one*' },
		number: 3,
		created: '2026-11-02T10:00:00.000Z',
		tool: { name: 'primum', version: '0.1.0' },
		consensus: { rule: 'noharm-strict', ratersPerCase: 2, band: 2 },
		words: { version: 1, scale: null },
		qualificationCases: 0,
		options: releaseOptionsSchema.parse({ note: 'pilot' }),
		unrated: false,
		cases,
		stories: stories(change.cases ?? cases, now),
		...change,
		...now
	};
}

/** The scores of an action in ascending order. */
function scoresOf({ case: id, action }: FinalRecord, ratings: readonly RatingRecord[]): number[] {
	return newest(ratings)
		.filter((one) => one.case === id && one.action === action)
		.flatMap(({ score }) => score ?? [])
		.sort((a, b) => a - b);
}

/**
 * A release as all its files, sorted by path.
 *
 * @param changes what is otherwise than in an earlier release
 */
export function released(snapshot: Snapshot, changes: Manifest['changes'] = null): Files {
	return unpack(archived(snapshot, { changes }));
}

/**
 * The same as its archive.
 *
 * @param cut into how many cases a slice has
 */
export function archived(
	snapshot: Snapshot,
	{ changes = null, cut = Infinity }: { changes?: Manifest['changes']; cut?: number } = {}
): Uint8Array {
	const agreement = agreementIn(snapshot);
	const outline = outlineOf(snapshot);
	const contents = new Contents(outline, agreement);
	for (const slice of slicesOf(snapshot, cut)) Array.from(contents.add(slice));
	const { kit } = contents;
	const caseOf = new Map(snapshot.cases.map((item) => [item.externalId, item]));
	kit.addLines(kit.lines, caseOf);
	contents.end();
	const { files } = writeCover(outline, contents.files, agreement, changes);
	return archiveOf([stretchOf(files), ...contents.stretches]);
}

function slicesOf({ cases, ratings, finals, stories }: Snapshot, cut: number): Slice[] {
	const count = Number.isFinite(cut) ? Math.ceil(cases.length / cut) : 1;
	return Array.from({ length: count }, (_, at) => {
		const some = count === 1 ? cases : cases.slice(at * cut, (at + 1) * cut);
		const isIn = (one: { case: string }) => some.some((item) => item.externalId === one.case);
		return {
			cases: some,
			ratings: ratings.filter(isIn),
			finals: finals.filter(isIn),
			stories: stories && stories.filter(isIn)
		};
	});
}
