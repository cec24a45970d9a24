/** The leaderboard of the demonstration: a release of what is signed so far, and invented answers to it, scored and approved. */
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
 * Makes a release of the cases that all their raters have signed, and a published leaderboard with eight systems and five generalists.
 *
 * @param seed the same one gives the same answers
 */
export async function addBoard(app: App, slug: string, seed: number): Promise<void> {
	const options = { cases: await signedByAll(app, slug), note: NOTE };
	const { number: release, sha256 } = await releasing.create(app, TERMINAL, slug, options);
	await boards.make(app, TERMINAL, slug, release);
	const change = (settings: boards.BoardChangeInput) =>
		boards.change(app, TERMINAL, slug, { release, seen: undefined, ...settings });
	await change({ accepts: true });

	const { set } = await boards.setOfRelease(app, { slug, number: release, sha256 });
	const at = { actor: TERMINAL, slug, release };
	const send = async (words: submitting.Sending['words'], bytes: Uint8Array) => {
		const file = { name: 'answers.jsonl', bytes };
		return (await submitting.send(app, at, file, { words, terms: null, revises: null })).id;
	};
	const ids: number[] = [];
	for (const [index, character] of SYSTEMS.entries()) {
		const words = { kind: 'model', provider: PROVIDER, ...called(character) } as const;
		ids.push(await send(words, answersOf(set, character, seed + index)));
	}
	const { people } = GENERALISTS;
	const human = await send(
		{ kind: 'human', provider: PROVIDER, people, ...called(GENERALISTS) },
		generalistsAnswers(set, seed)
	);

	await jobs.finish(app);
	for (const id of [...ids, human]) await submitting.approve(app, TERMINAL, slug, { id });
	await change({ humanLine: human, terms: TERMS });
	await boards.publish(app, TERMINAL, slug, { release, seen: undefined });
}

async function signedByAll(app: App, slug: string): Promise<string[]> {
	const asked = { ...watching.EVERYTHING, show: 'complete', view: 'rows' } as const;
	const { shown } = await watching.coverage(app, TERMINAL, slug, asked);
	return shown.view === 'rows' ? shown.rows.rows.map(({ externalId }) => externalId) : [];
}

const called = ({ name, about }: { name: string; about: string }) => ({ name, about });
