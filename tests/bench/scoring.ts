/**
 * How long a leaderboard takes to compute: 100 systems, 330 variants of 100 cases, 40 actions a case, with intervals. And
 * how long one of 500 systems takes to read.
 */
import { below, seeded, type Random } from '../../src/lib/agreement/random.ts';
import type { Part } from '../../src/lib/domain/leaderboard.ts';
import type { Judged } from '../../src/lib/scoring/record.ts';
import { setOf, type AnnotationSet, type Rubric } from '../../src/lib/scoring/rubric.ts';
import { SCHEME_NAMES } from '../../src/lib/scoring/scheme.ts';
import { score } from '../../src/lib/scoring/score.ts';
import * as boards from '../../src/lib/server/services/boards/index.ts';
import { quantile, type Figure, type Progress } from './figure.ts';
import { aBoard, SLUG } from './support/board.ts';

const SYSTEMS = 100;
const MOST_SECONDS = 5;
const CASES = 100;
const ITEMS = 330;
const ACTIONS = 40;
const SPECIALTIES = ['Card', 'Endo', 'GI', 'Heme', 'ID', 'Neph', 'Neuro', 'Pulm', 'Rheum', 'Uro'];
/** Every tenth action is in a group of alternatives, every twelfth depends on another. */
const IN_GROUP = 10;
const DEPENDS = 12;

function rubric(random: Random, index: number): Rubric {
	const id = `${SPECIALTIES[index % SPECIALTIES.length]}${String(index + 1).padStart(3, '0')}`;
	const variants = Math.floor((ITEMS * (index + 1)) / CASES) - Math.floor((ITEMS * index) / CASES);
	const actions = Array.from({ length: ACTIONS }, (_, place) => {
		const score = 1 + below(random, 9);
		const isAlternative = below(random, IN_GROUP) === 0;
		return {
			...{ number: place + 1, text: `Action ${place + 1}`, category: 'Diagnostic' },
			...{ score, ownScore: score },
			group: isAlternative ? `Group ${below(random, 2)}` : null,
			groupType: isAlternative ? 'alternative' : null,
			dependsOn: place > 0 && below(random, DEPENDS) === 0 ? [1 + below(random, place)] : []
		};
	});
	const items = Array.from({ length: variants }, (_, at) => (at === 0 ? id : `${id}-${at}`));
	return { id, actions, consults: [1, 2], items };
}

/** A system that mostly does what is right. */
function system(set: AnnotationSet, random: Random): Judged[] {
	return [...set.ofItem].map(([id, { rubric }]) => ({
		...{ id, trial: 1, judge: null, answer: null, length: 1_000 + below(random, 2_000) },
		done: Uint8Array.from(rubric.actions, ({ score }) =>
			random() < score / 10 ? 1 + Number(random() < 0.9) : 0
		)
	}));
}

export async function measure(progress: Progress): Promise<Figure[]> {
	return [...computed(progress), ...(await read(progress))];
}

function computed(progress: Progress): Figure[] {
	const random = seeded(1);
	const set = setOf(Array.from({ length: CASES }, (_, index) => rubric(random, index)));
	const systems = Array.from({ length: SYSTEMS }, () => system(set, random));
	progress(`${systems.length} systems, ${set.ofItem.size} variants, ${ACTIONS} actions a case`);
	return SCHEME_NAMES.flatMap((scheme): Figure[] => {
		score(set, systems[0]!, scheme);
		const [began, used] = [performance.now(), process.cpuUsage()];
		for (const records of systems) score(set, records, scheme);
		const seconds = (performance.now() - began) / 1_000;
		const { user, system: kernel } = process.cpuUsage(used);
		const common = { unit: 's', target: { most: MOST_SECONDS } };
		// One thread computes: what it waits for is whatever else the machine does.
		return [
			{ ...common, what: `${scheme}, processor`, value: (user + kernel) / 1e6, binding: true },
			{ ...common, what: `${scheme}, by the clock`, value: seconds, binding: false }
		];
	});
}

const LISTED = 500;
const MOST_MS = 100;
const TIMES = 20;

/** The metrics that a page draws at once: its bars, its list, both axes of its scatter. */
const IN_VIEW = ['F1_weighted', 'Recall_weighted', 'Precision_weighted', 'Severe_rate'];

type Read = { what: string; run: () => Promise<unknown> };

/** What a page asks of a board, the first time after somebody was decided on and then again. */
async function read(progress: Progress): Promise<Figure[]> {
	progress(`a board of ${LISTED} systems`);
	const { app, close } = await aBoard(LISTED);
	const view = (part: Part | null) => ({ metrics: IN_VIEW, part });
	const board = (part: Part | null) => boards.readBoard(app, null, SLUG, 1, view(part));
	const entries = ['entry-1', 'entry-250'];
	const asked: Read[] = [
		{ what: 'board', run: () => board(null) },
		{ what: 'one specialty', run: () => board({ specialty: 'Specialty 1' }) },
		{
			what: 'two in depth',
			run: () => boards.readEntries(app, null, SLUG, 1, { entries, by: IN_VIEW[0] })
		}
	];
	const figures: Figure[] = [];
	for (const { what, run } of asked) {
		const first = await milliseconds(run);
		const later: number[] = [];
		for (let at = 0; at < TIMES; at += 1) later.push(await milliseconds(run));
		const common = { unit: 'ms', target: { most: MOST_MS }, binding: false };
		figures.push(
			{ ...common, what: `${LISTED} systems: ${what}, first`, value: first },
			{ ...common, what: `${LISTED} systems: ${what}, p95 again`, value: quantile(later, 0.95) }
		);
	}
	await close();
	return figures;
}

async function milliseconds(run: () => Promise<unknown>): Promise<number> {
	const began = performance.now();
	await run();
	return performance.now() - began;
}
