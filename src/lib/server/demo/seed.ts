/**
 * Fills an empty database with the demonstration: invented cases, specialists and ratings, through the
 * same services and steps a real study goes through. What is held in memory is some cases at a time, so that
 * the study may be large.
 */
import { readFileSync } from 'node:fs';
import { seeded } from '#lib/agreement/random.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { TERMINAL, type App } from '../app.ts';
import { inProcess } from '../crew/in-process.ts';
import { read } from '../db/atomically.ts';
import { atHome } from '../home.ts';
import * as assigning from '../services/assigning/index.ts';
import * as studies from '../services/studies/index.ts';
import * as users from '../store/users.ts';
import { addPeople } from './seed-accounts.ts';
import { addBoard } from './seed-board.ts';
import { addCases } from './seed-cases.ts';
import { raters, ratersFor } from './seed-people.ts';
import { rate } from './seed-ratings.ts';
import { refer } from './seed-rulings.ts';
import { beginning } from './seed-schedule.ts';
import { plan } from './seed-work.ts';

export const DEMO_STUDY = 'demo';

const NAME = 'Primum demonstration';
const GUIDELINES = atHome('src/lib/server/demo/guidelines.md');
const HOUR_MS = 60 * 60 * 1000;

export type SeedOptions = {
	/** How many times the kit's cases are wanted. */
	scale?: number;
	/** How many raters; as many as suit the cases where nothing is said. */
	raters?: number;
	/** The same seed gives the same ratings. */
	seed?: number;
	/** Whether there is a release, too, and a leaderboard with what was sent to it: see seed-board.ts. */
	board?: boolean;
	/** Told what is being done, for a terminal. */
	onProgress?: (text: string) => void;
};

export type Seeded = { cases: number; actions: number; raters: number; ratings: number };

/**
 * Makes the study `demo` with its people, cases, assignments and ratings, as if it had begun three weeks
 * ago. Every account has the published password, so the database must hold none before.
 *
 * @returns what was made
 * @throws Refusal ('conflict') where there is an account already
 */
export async function seed(
	app: App,
	{
		scale = 1,
		raters: wanted,
		seed: number = 1,
		board = false,
		onProgress = () => {}
	}: SeedOptions = {}
): Promise<Seeded> {
	if ((await read(app.db, users.count)) > 0) {
		throw new Refusal(
			'conflict',
			'This database holds accounts already. The demonstration is only put into an empty one, ' +
				'because everyone knows its passwords: choose another data folder.'
		);
	}
	const random = seeded(number);
	const begins = beginning(app.now());
	const panel = raters(wanted ?? ratersFor(scale));

	onProgress('people');
	const study = await studies.create(
		at(app, begins),
		TERMINAL,
		{ slug: DEMO_STUDY, name: NAME, guidelines: readFileSync(GUIDELINES, 'utf8') },
		{ synthetic: true }
	);
	await addPeople(at(app, begins + HOUR_MS), study.id, panel);
	const added = await addCases(at(app, begins + 2 * HOUR_MS), study, scale, (copies) =>
		onProgress(`cases: copy ${copies} of ${scale}`)
	);
	onProgress('assignments');
	await assigning.planAtOnce(at(app, begins + 3 * HOUR_MS), TERMINAL, DEMO_STUDY, {
		seed: number
	});

	const { work, actionsOf } = await plan(app, study.id, random);
	const begun = work.filter(({ extent }) => extent !== 'none');
	const expected = begun.reduce((sum, { assignment }) => sum + assignment.actions, 0);
	const ratings = await rate(app, { work: begun, actionsOf }, random, (count) =>
		onProgress(`ratings: ${count.toLocaleString('en')} of about ${expected.toLocaleString('en')}`)
	);
	onProgress('referrals');
	await refer(app, study);
	if (board) {
		onProgress('leaderboard');
		await addBoard(app, DEMO_STUDY, number);
	}
	return { ...added, raters: panel.length, ratings };
}

/** The installation as it was at a moment; what its crew does, it does then too. */
function at(app: App, time: number): App {
	const then: App = { ...app, now: () => time, crew: inProcess(() => then) };
	return then;
}
