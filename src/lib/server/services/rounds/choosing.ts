/** Choosing by hand what the next round asks: a page of the actions of a study, with how each stands. */
import type { Outcome } from '#lib/domain/next-round.ts';
import { cut, type Page } from '#lib/domain/page.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Actor, App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import { panelOf } from '../../panel/index.ts';
import * as opinions from '../../store/opinions.ts';
import * as soughtActions from '../../store/sought-actions.ts';
import { rulesOf } from './asking.ts';
import { countsOf, standings, type Standing } from './outcomes.ts';

/** Which actions are looked for; null stands for all. */
export type Sought = {
	outcome: Outcome | null;
	/** The name of a specialty. */
	specialty: string | null;
	/** In the id of a case or in the text of an action; `Card001 7` is action 7 of a case. */
	find: string;
};

export type ActionRow = Omit<Standing, 'caseId'> & { text: string; category: string };

export type ActionList = {
	actions: Page<ActionRow>;
	/** How many there are of each outcome, within the rest of what is sought, and in all. */
	counts: Record<Outcome | 'all', number>;
	/** The specialties of the study, by name. */
	specialties: string[];
};

/** An action takes two lines: fewer make a page than of a table of numbers. */
const ACTION_ROWS = 40;

/** A page of the actions that are looked for, in the order of the study. */
export function actionList(
	app: App,
	actor: Actor,
	slug: string,
	{ page, ...sought }: Sought & { page: number }
): Promise<ActionList> {
	return app.crew.ask(listed, { actor, slug, sought, page });
}

/** The ids of all the actions that are looked for. */
export function actionIds(app: App, actor: Actor, slug: string, sought: Sought): Promise<number[]> {
	return app.crew.ask(found, { actor, slug, sought });
}

/**
 * The ids of actions by their names, such as `Card001#7`.
 *
 * @throws Refusal ('invalid') that lists every name that the study has no action of
 */
export function actionsNamed(
	app: App,
	actor: Actor,
	slug: string,
	names: readonly string[]
): Promise<number[]> {
	return app.crew.ask(foundNamed, { actor, slug, names });
}

const foundNamed = task(
	'rounds.actions-named',
	'figures',
	async (app, { actor, slug, names }: { actor: Actor; slug: string; names: readonly string[] }) => {
		const { id } = await read(app.db, (tx) => coordinatorOf(tx, actor, slug));
		const { cases } = await panelOf(app, id);
		const idOf = new Map<string, number>(
			cases.flatMap(({ externalId, actions }) =>
				actions.map((action) => [`${externalId}#${action.number}`, action.id] as const)
			)
		);
		const unknown = names.filter((name) => !idOf.has(name));
		if (unknown.length === 0) return names.map((name) => idOf.get(name)!);
		throw new Refusal('invalid', `This study has no action ${unknown.join(', ')}.`);
	}
);

type Given = { actor: Actor; slug: string; sought: Sought };

const listed = task(
	'rounds.actions',
	'figures',
	async (app, { page, ...given }: Given & { page: number }): Promise<ActionList> => {
		const { all, within } = await seek(app, given);
		const { outcome } = given.sought;
		const wanted = within.filter((one) => outcome === null || one.outcome === outcome);
		const { rows, ...place } = cut(wanted, page, ACTION_ROWS);
		const ids = rows.map(({ actionId }) => actionId);
		const texts = await read(app.db, (tx) => opinions.actions(tx, ids));
		const textOf = new Map(texts.map((one) => [one.id, one]));
		const specialties = [...new Set(all.map(({ specialty }) => specialty))];
		return {
			actions: {
				...place,
				rows: rows.map(({ caseId: _, ...row }) => {
					const { text, category } = textOf.get(row.actionId)!;
					return { ...row, text, category };
				})
			},
			counts: { ...countsOf(within), all: within.length },
			specialties: specialties.sort((a, b) => a.localeCompare(b, 'en'))
		};
	}
);

const found = task('rounds.action-ids', 'figures', async (app, given: Given) => {
	const { within } = await seek(app, given);
	const { outcome } = given.sought;
	return within
		.filter((one) => outcome === null || one.outcome === outcome)
		.map(({ actionId }) => actionId);
});

/** Every action, and those that are looked for whatever their outcome. */
async function seek(app: App, { actor, slug, sought }: Given) {
	const { study, rules, named } = await read(app.db, function* (tx) {
		const of = yield* coordinatorOf(tx, actor, slug);
		const find = sought.find.trim();
		return {
			study: of,
			rules: yield* rulesOf(tx, of),
			named: find === '' ? null : new Set(yield* soughtActions.like(tx, of.id, find))
		};
	});
	const all = standings(await panelOf(app, study.id), rules);
	const within = all.filter(
		({ specialty, actionId }) =>
			(sought.specialty === null || specialty === sought.specialty) &&
			(named === null || named.has(actionId))
	);
	return { all, within };
}
