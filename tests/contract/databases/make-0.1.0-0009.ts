/**
 * Makes the databases of version 0.1.0 beside this file as they were after migration 0009, by the code of then:
 *
 *     git worktree add --detach <checkout> 44aa8e7     (and its npm packages: npm ci)
 *     node tests/contract/databases/make-0.1.0-0009.ts <checkout>
 */
import { resolve } from 'node:path';
import { anApp, from, make, type AtWork } from './making.ts';

const checkout = resolve(process.argv[2]!);
const of = (path: string) => from(checkout, path);
const face = (subject: string) => of(`server/services/${subject}/index`);

const { atomically } = await of('server/db/atomically');
const { inProcess } = await of('server/crew/in-process');
const { by, TERMINAL } = await of('server/app');
const adjudications = await of('server/store/adjudications');
const accounts = await face('accounts');
const assigning = await face('assigning');
const importing = await face('importing');
const mailing = await face('mailing');
const people = await face('people');
const rating = await face('rating');
const studies = await face('studies');

await make(
	'0.1.0-0009',
	checkout,
	{
		...{ accounts, importing, rating, studies, TERMINAL },
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
		SIGNATURE_MEANINGS: (await of('domain/study')).SIGNATURE_MEANINGS,
		assigning: { ...assigning, applyPlan: assigning.planAtOnce },
		members: people,
		qualifying: await face('qualifying'),
		releasing: await face('releasing'),
		rounds: await face('rounds'),
		sessions: await of('server/auth/sessions')
	},
	desk
);

/**
 * What the coordinator's desk brought: rules of plans, cases that change hands and are shown again, people who
 * pause and leave, words of mails and mails that wait, and a plan that is not applied.
 */
async function desk({ app, slug, root, ada, ...study }: AtWork): Promise<void> {
	await studies.changeSettings(app, root, slug, {
		...{ name: 'The pilot', ratersPerCase: 3, showReference: true },
		guidelines: '# Guidelines\n\nRate what is written.'
	});
	await assigning.changePlanRules(app, root, slug, {
		...{ specialty: ['Card'], near: [['Neph']], generalists: ['Neph'], generalistsPerCase: '2' },
		...{ repeatShare: '100', repeatGapDays: '14', seed: '7' }
	});

	/** Somebody who has joined and qualified. */
	const aRater = async (name: string, specialties: string[]) => {
		const rater = await study.aMember(name, 'rater', specialties);
		const gold = await study.goldOf(rater);
		await study.rateAll(rater, gold, [3, 5, 7]);
		await rating.submitCase(app, rater, gold);
		return rater;
	};
	const dee = await aRater('Dee', ['Card', 'Neph']);
	study.pass();
	await assigning.planAtOnce(app, root, slug);
	await study.rateAll(dee, await study.caseOf(dee, 'Neph001'), [2, 1, 3]);
	await rating.submitCase(app, dee, await study.caseOf(dee, 'Neph001'));
	await study.rateAll(dee, await study.caseOf(dee, 'Card001'), [8, 4, 8]);

	const eve = await aRater('Eve', ['Card']);
	const fay = await aRater('Fay', []);
	const everyone: { memberId: number; name: string }[] = await people.list(app, root, slug);
	const memberOf = (name: string) => everyone.find((one) => one.name === name)!.memberId;
	study.pass();
	await assigning.move(app, root, slug, {
		...{ assignments: [await study.caseOf(dee, 'Card001')], to: [memberOf('Eve')] },
		...{ reason: 'Dee is away.', counts: false }
	});
	await people.changeCaps(app, root, slug, [{ memberId: memberOf('Eve'), cap: '5' }]);
	const away = { until: '2027-01-31', reason: 'On leave.' };
	await people.pause(app, root, slug, { members: [memberOf('Eve')], ...away });
	const left = { counts: true, reason: 'Found no time.' };
	await people.leave(app, root, slug, { members: [memberOf('Fay')], ...left });

	await mailing.templates.save(app, root, slug, {
		...{ kind: 'reminder', language: 'en', subject: 'Still open: {study}' },
		body: 'Dear {name},\n\n{link}'
	});
	const withMail = { ...app, mail: { url: 'smtp://127.0.0.1:9', from: 'study@primum.test' } };
	await mailing.remind(withMail, root, slug, { memberIds: [memberOf('Ben')] });
	await accounts.chooseReminders(app, ada, false);
	await accounts.chooseLanguage(app, eve, 'de');
	await accounts.noteSeen(app, fay);

	study.pass();
	await assigning.computePlan(app, root, slug, { seed: 7 });
}
