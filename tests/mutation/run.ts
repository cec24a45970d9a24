/**
 * `npm run mutation -- domain`: changes the code of a room in one place at a time and asks whether its
 * unit specs notice (stryker.config.js). Prints what they missed and a score for each room, all of them
 * unless some are named; exits with 1 where a room is below its threshold.
 */
import { globSync } from 'node:fs';
import { relative } from 'node:path';
import type { MutantResult } from '@stryker-mutator/api/core';
import { Stryker } from '@stryker-mutator/core';
import { forgetMissed } from './remembered.ts';

/** The least percentage of changes that the specs must notice; null informs only. */
const ROOMS: Record<string, number | null> = {
	domain: 85,
	agreement: 85,
	scoring: 85,
	state: 85,
	formats: null
};

type Score = { room: string; noticed: number; missed: MutantResult[]; least: number | null };

/** Noticed is also what never ends; what does not compile or was left out counts for nothing. */
const NOTICED = ['Killed', 'Timeout'];
const MISSED = ['Survived', 'NoCoverage'];

/** Specs, and what they are given. */
const FOR_SPECS = /\.spec\.ts$|\/fixture\.ts$|\/testing\//;

async function mutate(room: string): Promise<Score> {
	const folder = `src/lib/${room}`;
	const incrementalFile = `.stryker/${room}.json`;
	forgetMissed(incrementalFile);
	const results = await new Stryker({
		mutate: globSync(`${folder}/**/*.ts`).filter((file) => !FOR_SPECS.test(file)),
		vitest: { configFile: 'tests/mutation/vitest.config.ts', dir: folder },
		incrementalFile
	}).runMutationTest();
	const having = (statuses: string[]) => results.filter(({ status }) => statuses.includes(status));
	return {
		room,
		noticed: having(NOTICED).length,
		missed: having(MISSED),
		least: ROOMS[room] ?? null
	};
}

/** `src/lib/domain/plan.ts:12:4 ConditionalExpression survived: true` */
function lineOf({ fileName, location, mutatorName, status, replacement }: MutantResult): string {
	const { line, column } = location.start;
	const place = `${relative('.', fileName)}:${line}:${column}`;
	const short = replacement?.replaceAll(/\s+/g, ' ').slice(0, 60);
	return `${place} ${mutatorName} ${status === 'Survived' ? 'missed' : 'never reached'}: ${short}`;
}

const percentOf = ({ noticed, missed }: Score) => (100 * noticed) / (noticed + missed.length);
const isMet = (score: Score) => percentOf(score) >= (score.least ?? 0);

function summaryOf(score: Score): string {
	const { room, noticed, missed, least } = score;
	const wanted = least === null ? 'informs only' : `≥ ${least} ${isMet(score) ? 'ok' : 'UNDER'}`;
	const percent = percentOf(score).toFixed(1).padStart(6);
	return `${room.padEnd(10)} ${percent} %  ${noticed} of ${noticed + missed.length} noticed  ${wanted}`;
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((room) => !(room in ROOMS));
if (unknown.length > 0) {
	console.error(`No room "${unknown.join('", "')}". There are: ${Object.keys(ROOMS).join(', ')}.`);
	process.exit(2);
}
const scores: Score[] = [];
for (const room of wanted.length > 0 ? wanted : Object.keys(ROOMS)) {
	const score = await mutate(room);
	console.log([`\n${room}`, ...score.missed.map(lineOf)].join('\n'));
	scores.push(score);
}
console.log(`\n${scores.map(summaryOf).join('\n')}`);
if (!scores.every(isMet)) process.exitCode = 1;
