/**
 * What the invented systems and people of the demonstration answer: whether each action is recommended is drawn by its
 * final score. Pure, and the same for the same seed and set.
 */
import { below, seeded, type Random } from '#lib/agreement/random.ts';
import { encode } from '#lib/formats/files.ts';
import { IN_PART, NOT_DONE, WHOLLY, type Done } from '#lib/scoring/record.ts';
import type { Action, AnnotationSet, Layout } from '#lib/scoring/rubric.ts';
import { GENERALISTS, type ByScore, type Character } from './answerers.ts';

/** How often a system is asked each item, so that its constancy can be told. */
const TRIALS = 2;

/** With one of a group of alternatives recommended, each further one is less likely by this factor. */
const SECOND_ALTERNATIVE = 0.2;

/** An answer is this much longer or shorter than the character's, at most. */
const LENGTH_SPREAD = 0.3;

/**
 * A system's records, one a line, as a judge writes them: what it recommended, on the list and off it.
 *
 * @param set the cases of the release that is answered
 * @returns JSONL in UTF-8
 */
export function answersOf(set: AnnotationSet, character: Character, seed: number): Uint8Array {
	const random = seeded(seed);
	const lines = inTurn(set, TRIALS).map(({ id, layout, trial }) => {
		const done = drawDone(layout, character, random);
		return {
			...record(id, trial, layout, done),
			responseActions: responseActions(layout, done, offList(character, random)),
			response_len: Math.round(character.length * (1 + LENGTH_SPREAD * (2 * random() - 1)))
		};
	});
	return jsonl(lines);
}

/**
 * The generalists' records: of each item one a person, told apart as trials.
 *
 * @returns JSONL in UTF-8
 */
export function generalistsAnswers(set: AnnotationSet, seed: number): Uint8Array {
	const random = seeded(seed);
	const { people, recommends, apart } = GENERALISTS;
	const persons = Array.from({ length: people }, () => {
		const more = apart * (2 * random() - 1);
		return recommends.map(
			(chance) => chance + 4 * more * chance * (1 - chance)
		) as readonly number[];
	});
	const lines = inTurn(set, people).map(({ id, layout, trial }) => {
		const person = { recommends: persons[trial - 1] as ByScore, refers: null, inPart: 0 };
		return record(id, trial, layout, drawDone(layout, person, random));
	});
	return jsonl(lines);
}

/** Every item as often as it is asked. */
function inTurn(set: AnnotationSet, trials: number) {
	return [...set.ofItem].flatMap(([id, layout]) =>
		Array.from({ length: trials }, (_, at) => ({ id, layout, trial: at + 1 }))
	);
}

type Leaning = Pick<Character, 'recommends' | 'refers' | 'inPart'>;

function drawDone(layout: Layout, leaning: Leaning, random: Random): Done[] {
	const begun = new Set<number>();
	return layout.rubric.actions.map((action, place) => {
		const group = layout.groupOf[place]!;
		const isDone = random() < chanceOf(action, layout, leaning, begun.has(group));
		const isPart = random() < leaning.inPart;
		if (!isDone) return NOT_DONE;
		if (group !== -1) begun.add(group);
		return isPart ? IN_PART : WHOLLY;
	});
}

/** @param further whether another of the group of alternatives is recommended already */
function chanceOf(
	{ number, score }: Action,
	{ rubric }: Layout,
	{ recommends, refers }: Leaning,
	further: boolean
): number {
	if (refers !== null && rubric.consults.includes(number)) return refers;
	return recommends[score - 1]! * (further ? SECOND_ALTERNATIVE : 1);
}

function record(id: string, trial: number, { rubric }: Layout, done: readonly Done[]) {
	const options = rubric.actions.map(({ number }, place) => ({
		...{ id: number, matched: done[place] !== NOT_DONE },
		...(done[place] === IN_PART ? { partial: true } : {})
	}));
	return { id, trial, options };
}

/** The scores of what is recommended beside the list. */
function offList({ offList: most, offListScores }: Character, random: Random): number[] {
	return Array.from(
		{ length: below(random, most + 1) },
		() => offListScores[below(random, offListScores.length)]!
	);
}

function responseActions({ rubric }: Layout, done: readonly Done[], others: readonly number[]) {
	const listed = rubric.actions
		.filter((_, place) => done[place] !== NOT_DONE)
		.map(({ number, text, category }) => ({ action: text, category, match: String(number) }));
	const off = others.map((score) => ({
		...{ action: 'Something that is not on the list', category: 'Multiple', match: '', score }
	}));
	return [...listed, ...off].map((action, at) => ({ number: at + 1, ...action }));
}

const jsonl = (lines: readonly unknown[]) =>
	encode(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
