/**
 * An observer looks at everything there is of a study, page by page and file by file: figures and releases open, and
 * nowhere stands whose a rating is, what anybody wrote, or who takes part.
 */
import { describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/connect.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as disagreeing from '#lib/server/services/disagreeing/index.ts';
import * as watching from '#lib/server/services/watching/index.ts';
import * as adjudications from '#lib/server/store/adjudications.ts';
import { onEach } from '../databases.ts';
import { open } from '../endpoints/asking.ts';
import {
	aCase,
	aMember,
	anApp,
	anAssignment,
	aSave,
	aStudy,
	scored,
	write,
	type PlacedCase
} from '../support.ts';
import { everyAnswer } from './every-answer.ts';

/** What an observer may open; any other page answers 403, 404 or leads elsewhere. */
const OPEN = [
	'',
	'adjudicate',
	'agreement',
	'agreement/methods',
	'agreement/raters',
	'api',
	'coverage',
	'coverage/version',
	'disagreements',
	'releases'
].concat(
	['[number]', '[number]/archive', '[number]/files/[...path]'].map((page) => `releases/${page}`),
	['releases/[number]/compare', 'releases/[number]/compare/changes.csv', 'rounds', 'what-if']
);

/** What an address may ask for: nobody is shown more by it. */
const QUERIES = ['', '?view=matrix', '?show=all&page=1', '?member=1&ask=leave'].concat(
	'?names=shown&ratings=all',
	'?names=shown&ratings=all&table=pairs',
	'?rule=mean-rounded'
);

/** A word that nothing else has in it. */
const CANARY = 'zyzzyva';

/** A study in which every name, address and text of a person is a canary. */
async function aStudyOfCanaries(db: Database) {
	const app = anApp(db);
	const study = await aStudy(db);
	const item = await aCase(db, study, { externalId: 'Card001', actions: 2 });
	const person = (n: number) => ({ name: `${CANARY} ${n}`, email: `${CANARY}${n}@primum.test` });
	const coordinator = await aMember(db, study, 'coordinator', person(0));
	for (const [n, score] of [1, 9, 5].entries()) {
		const rater = await aMember(db, study, 'rater', { ...person(n + 1), passwordHash: 'x' });
		await rate(app, db, { study, item, rater, score });
	}
	await aMember(db, study, 'rater', person(9));
	const observer = await aMember(db, study, 'observer');
	const ruled = { actionId: item.actions[1]!.id, userId: observer.id, score: 5 as const };
	await write(db, (tx) => adjudications.rule(tx, { ...ruled, reason: CANARY, createdAt: 1 }));
	return { app, study, observer, coordinator };
}

type Rated = {
	study: Awaited<ReturnType<typeof aStudy>>;
	item: PlacedCase;
	rater: Awaited<ReturnType<typeof aMember>>;
	score: number;
};

async function rate(
	app: ReturnType<typeof anApp>,
	db: Database,
	{ study, item, rater, score }: Rated
): Promise<void> {
	const assignment = await anAssignment(db, study, item, rater);
	for (const { id } of item.actions) {
		await rating.saveRating(app, rater.actor, assignment.id, aSave(id, 0, scored(score, CANARY)));
	}
	await rating.commentCase(app, rater.actor, assignment.id, { text: CANARY, before: '' });
	await rating.submitCase(app, rater.actor, assignment.id);
}

const PARAMS = {
	case: 'Card001',
	number: '1',
	format: 'csv',
	member: '1',
	file: 'rows',
	mail: '1'
};

onEach(
	({ fresh }) => {
		describe('an observer', () => {
			it('finds no name, address or word of a rater on any page, in any file or data', async () => {
				const { app, study, observer } = await aStudyOfCanaries(await fresh());
				const opened: string[] = [];
				for (const { route, load } of await everyAnswer()) {
					for (const query of QUERIES) {
						const seen = await open(app, load, {
							as: observer,
							params: { study: study.slug, ...PARAMS },
							path: `/studies/${study.slug}/${route}${query}`
						});
						expect(JSON.stringify(seen), `${route}${query}`).not.toContain(CANARY);
						expect([200, 303, 403, 404], `${route}${query}`).toContain(seen.status);
						if (seen.status === 200) opened.push(route);
					}
				}
				const unexpected = [...new Set(opened)].filter((route) => !OPEN.includes(route));
				expect(unexpected).toEqual([]);
				expect(opened).toEqual(expect.arrayContaining(['agreement', 'coverage', 'releases']));
			});

			it('is spared what a coordinator is shown on the same pages', async () => {
				const { app, study, coordinator } = await aStudyOfCanaries(await fresh());
				for (const { route, load } of await everyAnswer()) {
					if (!['coverage', 'disagreements', 'people'].includes(route)) continue;
					const asked = {
						as: coordinator,
						params: { study: study.slug },
						path: `/${route}?show=all`
					};
					expect(JSON.stringify(await open(app, load, asked)), route).toContain(CANARY);
				}
			});

			it('sees raters by pseudonyms that stay, and the scores', async () => {
				const { app, study, observer } = await aStudyOfCanaries(await fresh());
				const look = () => watching.coverage(app, observer.actor, study.slug);
				const names = (seen: Awaited<ReturnType<typeof look>>) =>
					JSON.stringify(seen).match(/R0\d/g)?.sort();
				const first = names(await look());
				expect(new Set(first)).toEqual(new Set(first!.filter((name) => /^R0[1-4]$/.test(name))));
				expect(first!.length).toBeGreaterThanOrEqual(3);
				expect(names(await look())).toEqual(first);
				const { actions } = await disagreeing.disagreements(app, observer.actor, study.slug);
				expect(actions.rows.find(({ number }) => number === 1)!.scores).toEqual([1, 5, 9]);
			});
		});
	},
	['SQLite on disk']
);
