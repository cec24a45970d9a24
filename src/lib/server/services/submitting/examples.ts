/** A small example of each form, with cases of the release that are open to everyone, and no answer of anybody's. */
import { Refusal } from '#lib/domain/refusal.ts';
import type { Layout } from '#lib/scoring/rubric.ts';
import type { App } from '../../app.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import { setOfBoard } from '../boards/index.ts';
import { placeOf, type AtBoard } from './places.ts';

/** The examples there are, by the names of their files. */
export const EXAMPLES = ['records.jsonl', 'choices.csv'] as const;
export type Example = (typeof EXAMPLES)[number];

/** Items in an example. */
const ITEMS = 2;

/**
 * An example as text.
 *
 * @throws Refusal ('missing') where there is none of this name; as `placeOf`
 */
export async function example(app: App, at: AtBoard, name: string): Promise<string> {
	await read(app.db, (tx) => placeOf(tx, at));
	const known = EXAMPLES.find((one) => one === name);
	if (known === undefined) {
		throw new Refusal('missing', `There is no example "${name}". Choose ${EXAMPLES.join(' or ')}.`);
	}
	return app.crew.ask(written, { at, name: known });
}

const written = task(
	'submitting.example',
	'figures',
	async (app, { at, name }: { at: AtBoard; name: Example }) => {
		const { study, board } = await read(app.db, (tx) => placeOf(tx, at));
		const { set, cases } = await setOfBoard(app, study.slug, board);
		const open = [...set.ofItem].filter(
			([, { rubric }]) => rubric.actions.length > 0 && !cases.get(rubric.id)!.heldOut
		);
		const items: Item[] = open.length === 0 ? [MADE_UP] : open.slice(0, ITEMS).map(itemOf);
		return (name === 'choices.csv' ? choices(items) : records(items)).join('\n') + '\n';
	}
);

/** What is asked, and the numbers of its actions. */
type Item = { id: string; actions: readonly number[] };

const itemOf = ([id, { rubric }]: [string, Layout]): Item => ({
	id,
	actions: rubric.actions.map(({ number }) => number)
});

/** Where no case is open. */
const MADE_UP: Item = { id: 'Card001', actions: [1, 2, 3, 4] };

/** Every other action is done, whatever it is: it is the form that is shown. */
const isDone = (at: number) => at % 2 === 0;

const records = (items: readonly Item[]) =>
	items.map(({ id, actions }) =>
		JSON.stringify({
			...{ id, trial: 1 },
			options: actions.map((action, at) => ({ id: action, matched: isDone(at) }))
		})
	);

const choices = (items: readonly Item[]) => [
	'case,action,recommend',
	...items.flatMap(({ id, actions }) =>
		actions.map((action, at) => `${id},${action},${String(isDone(at))}`)
	)
];
