/**
 * Makes the databases of version 0.1.0 beside this file as they were after migration 0012, by the code of then:
 *
 *     git worktree add --detach <checkout> 439860a     (and its npm packages: npm ci)
 *     node tests/contract/databases/make-0.1.0-0012.ts <checkout>
 */
import { resolve } from 'node:path';
import { anApp, from, make, type AtWork } from './making.ts';

const checkout = resolve(process.argv[2]!);
const of = (path: string) => from(checkout, path);
const face = (subject: string) => of(`server/services/${subject}/index`);

const { atomically } = await of('server/db/atomically');
const { inProcess } = await of('server/crew/in-process');
const { SIGNATURE_MEANINGS } = await of('domain/study');
const { by, TERMINAL } = await of('server/app');
const adjudicating = await face('adjudicating');
const adjudications = await of('server/store/adjudications');
const accounts = await face('accounts');
const assigning = await face('assigning');
const importing = await face('importing');
const people = await face('people');
const rating = await face('rating');
const referring = await face('referring');
const rounds = await face('rounds');
const studies = await face('studies');

await make(
	'0.1.0-0012',
	checkout,
	{
		...{ accounts, importing, rating, rounds, SIGNATURE_MEANINGS, TERMINAL },
		...{ importingRatings: importing, invitations: accounts, practising: accounts },
		...{ myCases: rating, submitting: rating },
		connect: (await of('server/db/connect')).connect,
		migrate: (await of('server/db/migrate')).migrate,
		appOf: (db: object, now: () => number) => {
			const app: object = { ...anApp(db, now), mail: null, crew: inProcess(() => app) };
			return app;
		},
		rule: (db: object, at: number, ruling: object) =>
			atomically(db, by({ now: () => at }, TERMINAL), (tx: object) =>
				adjudications.rule(tx, { ...ruling, createdAt: at })
			),
		assigning: { ...assigning, applyPlan: assigning.planAtOnce },
		members: people,
		qualifying: await face('qualifying'),
		releasing: await face('releasing'),
		studies: {
			...studies,
			setNotice: (app: object, actor: object, slug: string, notice: string) =>
				studies.changeSettings(app, actor, slug, { notice })
		},
		sessions: await of('server/auth/sessions')
	},
	sentOn
);

/**
 * What adjudication brought: actions that were sent to it, with a note, to anybody and to one person, one that was ruled
 * on, one that was called back, and one that was sent to the next round.
 */
async function sentOn({ app, slug, root, ada, ben, ...study }: AtWork): Promise<void> {
	const [adaNeph, benNeph] = [
		await study.caseOf(ada, 'Neph001'),
		await study.caseOf(ben, 'Neph001')
	];
	await study.rateAll(ada, adaNeph, [1, 2, 9]);
	await rating.submitCase(app, ada, adaNeph);
	await study.rateAll(ben, benNeph, [9, 8, 1]);
	const { actions } = await rating.openCase(app, ben, benNeph);
	await rating.submitCase(app, ben, benNeph);
	const [first, second, third] = (actions as { id: number }[]).map(({ id }) => id);
	const dan = (await study.aMember('Dan', 'adjudicator')) as { id: number };
	study.pass();
	const send = (to: string, given: object) =>
		referring.refer(app, root, slug, { to, memberId: null, note: '', ...given });
	const listed = await people.list(app, root, slug);
	const { memberId } = listed.find(({ userId }: { userId: number }) => userId === dan.id);
	await send('adjudication', { actionIds: [first], note: 'Mind the dose.' });
	await send('adjudication', { actionIds: [second], memberId });
	await send('round', { actionIds: [third] });
	study.pass();
	await referring.callBack(app, root, slug, { actionIds: [third] });
	study.pass();
	await send('round', { actionIds: [third] });
	study.pass();
	await adjudicating.rule(app, dan, slug, {
		actionId: second,
		score: 4,
		reason: 'Both have a point.'
	});
	// `upgrade.spec.ts` has both go on with it.
	study.pass();
	for (const again of [adaNeph, benNeph]) {
		await rating.reopenCase(app, root, slug, again, 'The wording was wrong.');
	}
}
