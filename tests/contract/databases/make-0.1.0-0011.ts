/**
 * Makes the databases of version 0.1.0 beside this file as they were after migration 0011, by the code of then:
 *
 *     git worktree add --detach <checkout> f6e74c9     (and its npm packages: npm ci)
 *     node tests/contract/databases/make-0.1.0-0011.ts <checkout>
 */
import { resolve } from 'node:path';
import { anApp, from, make, type AtWork } from './making.ts';

const checkout = resolve(process.argv[2]!);
const of = (path: string) => from(checkout, path);
const face = (subject: string) => of(`server/services/${subject}/index`);

const { atomically } = await of('server/db/atomically');
const { inProcess } = await of('server/crew/in-process');
const { LATER_SIGNATURE_MEANINGS, SIGNATURE_MEANINGS } = await of('domain/study');
const { by, TERMINAL } = await of('server/app');
const adjudications = await of('server/store/adjudications');
const accounts = await face('accounts');
const assigning = await face('assigning');
const cases = await face('cases');
const importing = await face('importing');
const people = await face('people');
const rating = await face('rating');
const rounds = await face('rounds');
const studies = await face('studies');
const wording = await face('wording');

await make(
	'0.1.0-0011',
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
	secondRound
);

/**
 * What second rounds and the care of cases brought: versions of guidelines and scale words, texts that were mended
 * and reworded, an action that was withdrawn, a round of chosen actions that is under way, and a clone.
 */
async function secondRound({ app, slug, root, ada, ben, ...study }: AtWork): Promise<void> {
	const words = (change: object) => wording.changeWords(app, root, slug, change);
	await rating.readWords(app, ben, await study.caseOf(ben, 'Neph001'), { version: 1 });
	await words({ guidelines: '# Guidelines\n\nRate what helps.', note: 'They were too short.' });
	await words({ scaleWords: { 9: { label: 'Vital', meaning: 'Left out, it harms.' } } });
	await studies.changeSettings(app, root, slug, { sharesComments: true });

	// Of Neph001 the first action is mended, the second reworded and the third withdrawn.
	const [adaNeph, benNeph] = [
		await study.caseOf(ada, 'Neph001'),
		await study.caseOf(ben, 'Neph001')
	];
	await study.rateAll(ben, benNeph, [4, 6, 5]);
	await rating.submitCase(app, ben, benNeph);
	study.pass();
	const neph = { slug, externalId: 'Neph001' };
	const mend = { number: 1, text: 'Action 1 of Neph001.', meaning: 'mend', reason: 'A full stop.' };
	await cases.changeAction(app, root, neph, mend);
	await cases.changeAction(app, root, neph, {
		...{ number: 2, text: 'Another action', meaning: 'reword', reason: 'It meant two things.' }
	});
	await cases.withdrawAction(app, root, neph, { number: 3, reason: 'Nobody does that.' });
	for (const [rater, assignment] of [
		[ada, adaNeph],
		[ben, benNeph]
	] as const) {
		await study.rateAll(rater, assignment, [2, 7]);
		await rating.submitCase(app, rater, assignment);
	}

	study.pass();
	await rounds.setLocked(app, root, slug, true);
	const asked = async (rater: object, assignment: number) => {
		const { actions } = await rating.openCase(app, rater, assignment);
		return (actions as { id: number }[]).map(({ id }) => id);
	};
	const actionIds = [
		...(await asked(ada, await study.caseOf(ada, 'Card001'))),
		...(await asked(ben, benNeph))
	];
	await rounds.openNext(app, root, slug, { chosen: 'hand', actionIds, dueAt: null });
	study.pass();
	await study.rateAdasCase(await study.caseOf(ada, 'Card001'), LATER_SIGNATURE_MEANINGS.de);

	study.pass();
	await studies.clone(app, root, slug, {
		name: 'Again',
		slug: 'again',
		settings: true,
		people: true
	});
}
