/**
 * Makes the databases of version 0.1.0 beside this file as they were after migration 0007, by the code of then:
 *
 *     git worktree add --detach <checkout> b1a747f     (and its npm packages: npm ci)
 *     node tests/contract/databases/make-0.1.0-0007.ts <checkout>
 */
import { resolve } from 'node:path';
import { anApp, from, make } from './making.ts';

const checkout = resolve(process.argv[2]!);
const of = (path: string) => from(checkout, path);
const face = (subject: string) => of(`server/services/${subject}/index`);

const { atomically } = await of('server/db/atomically');
const { inProcess } = await of('server/crew/in-process');
const { by, TERMINAL } = await of('server/app');
const adjudications = await of('server/store/adjudications');
const accounts = await face('accounts');
const importing = await face('importing');
const rating = await face('rating');

await make('0.1.0-0007', checkout, {
	...{ accounts, importing, rating, TERMINAL },
	...{ importingRatings: importing, invitations: accounts, practising: accounts },
	...{ myCases: rating, submitting: rating },
	connect: (await of('server/db/connect')).connect,
	migrate: (await of('server/db/migrate')).migrate,
	appOf: (db: object, now: () => number) => {
		const app: object = { ...anApp(db, now), crew: inProcess(() => app) };
		return app;
	},
	rule: (db: object, at: number, ruling: object) =>
		atomically(db, by({ now: () => at }, TERMINAL), (tx: object) =>
			adjudications.rule(tx, { ...ruling, createdAt: at })
		),
	SIGNATURE_MEANINGS: (await of('domain/study')).SIGNATURE_MEANINGS,
	assigning: await face('assigning'),
	members: await face('people'),
	qualifying: await face('qualifying'),
	releasing: await face('releasing'),
	rounds: await face('rounds'),
	sessions: await of('server/auth/sessions'),
	studies: await face('studies')
});
