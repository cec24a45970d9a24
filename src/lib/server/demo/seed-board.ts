/** The leaderboard of the demonstration: a release of what is signed so far, and invented answers to it, scored and approved. */
import { setTimeout } from 'node:timers/promises';
import { TERMINAL, type App } from '../app.ts';
import * as jobs from '../jobs/index.ts';
import * as boards from '../services/boards/index.ts';
import * as releasing from '../services/releasing/index.ts';
import * as submitting from '../services/submitting/index.ts';
import * as watching from '../services/watching/index.ts';
import { GENERALISTS, PROVIDER, SYSTEMS } from './answerers.ts';
import { answersOf, generalistsAnswers } from './seed-answers.ts';

const NOTE =
	'The cases that all their raters have signed, to look at a leaderboard with. Everything is invented.';
const TERMS =
	'This is a demonstration. Every case, rating and answer is invented, and nothing is kept for long.';

/**
 * Makes a release of the cases that all their raters have signed, and a leaderboard to which eight systems and five
 * generalists have sent answers. They are not scored yet: see `settleBoard`.
 *
 * @param seed the same one gives the same answers
 */
export async function addBoard(app: App, slug: string, seed: number): Promise<void> {
	const options = { cases: await signedByAll(app, slug), note: NOTE };
	const { number: release, sha256 } = await releasing.create(app, TERMINAL, slug, options);
	await boards.make(app, TERMINAL, slug, release);
	await boards.change(app, TERMINAL, slug, { release, seen: undefined, accepts: true });

	const { set } = await boards.setOfRelease(app, { slug, number: release, sha256 });
	const at = { actor: TERMINAL, slug, release };
	const send = async (words: submitting.Sending['words'], bytes: Uint8Array) => {
		const file = { name: 'answers.jsonl', bytes };
		await submitting.send(app, at, file, { words, terms: null, revises: null });
	};
	for (const [index, character] of SYSTEMS.entries()) {
		const words = { kind: 'model', provider: PROVIDER, ...called(character) } as const;
		await send(words, answersOf(set, character, seed + index));
	}
	const { people } = GENERALISTS;
	await send(
		{ kind: 'human', provider: PROVIDER, people, ...called(GENERALISTS) },
		generalistsAnswers(set, seed)
	);
}

/** The number of the demonstration's own release: somebody who looks around may make others. */
const FIRST = 1;

/** Milliseconds between two looks whether everything is scored. */
const LOOKS_EVERY_MS = 200;

/**
 * Waits until the jobs of a server have scored what was sent, approves it, and publishes the board. It takes seconds,
 * for which nobody should have to wait.
 */
export async function settleBoard(app: App, slug: string): Promise<void> {
	const look = async () =>
		(await boards.desk(app, TERMINAL, slug, { release: FIRST, waiting: 1, entries: 1 })).board!;
	let board = await look();
	while ((board.counts.scoring ?? 0) > 0) {
		await setTimeout(LOOKS_EVERY_MS, undefined, { ref: false });
		board = await look();
	}
	// Somebody who looks around may have sent answers too: those wait for a coordinator.
	const own = new Set([...SYSTEMS, GENERALISTS].map(({ name }) => name));
	const rows = board.waiting.rows.filter(
		({ name, provider }) => own.has(name) && provider === PROVIDER
	);
	for (const { id } of rows) await submitting.approve(app, TERMINAL, slug, { id });
	const meant = { release: FIRST, seen: undefined };
	const humanLine = rows.find(({ kind }) => kind === 'human')?.id ?? null;
	await boards.change(app, TERMINAL, slug, { ...meant, humanLine, terms: TERMS });
	if (board.published === null) await boards.publish(app, TERMINAL, slug, meant);
}

/** The same where no server does the jobs. */
export async function finishBoard(app: App, slug: string): Promise<void> {
	await jobs.finish(app);
	await settleBoard(app, slug);
}

async function signedByAll(app: App, slug: string): Promise<string[]> {
	const asked = { ...watching.EVERYTHING, show: 'complete', view: 'rows' } as const;
	const { shown } = await watching.coverage(app, TERMINAL, slug, asked);
	return shown.view === 'rows' ? shown.rows.rows.map(({ externalId }) => externalId) : [];
}

const called = ({ name, about }: { name: string; about: string }) => ({ name, about });
