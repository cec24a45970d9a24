/**
 * Makes the databases of version 0.1.0 beside this file, by the code of that version:
 *
 *     git worktree add --detach <checkout> e75090d     (and its npm packages: npm ci)
 *     node tests/contract/databases/make-0.1.0-0003.ts <checkout>
 */
import { resolve } from 'node:path';
import { anApp, from, make } from './making.ts';

const checkout = resolve(process.argv[2]!);
const of = (path: string) => from(checkout, path);
const { atomically } = await of('server/db/atomically');
const adjudications = await of('server/store/adjudications');

await make('0.1.0-0003', checkout, {
	...{ connect: (await of('server/db/connect')).connect, appOf: anApp },
	migrate: (await of('server/db/migrate')).migrate,
	rule: (db: object, createdAt: number, ruling: object) =>
		atomically(db, (tx: object) => adjudications.rule(tx, { ...ruling, createdAt })),
	TERMINAL: (await of('server/app')).TERMINAL,
	SIGNATURE_MEANINGS: (await of('domain/study')).SIGNATURE_MEANINGS,
	accounts: await of('server/services/accounts'),
	assigning: await of('server/services/assigning'),
	importing: await of('server/services/importing'),
	importingRatings: await of('server/services/importing-ratings'),
	invitations: await of('server/services/invitations'),
	members: await of('server/services/members'),
	myCases: await of('server/services/my-cases'),
	practising: await of('server/services/practising'),
	qualifying: await of('server/services/qualifying'),
	rating: await of('server/services/rating'),
	releasing: await of('server/services/releasing'),
	rounds: await of('server/services/rounds'),
	sessions: await of('server/auth/sessions'),
	studies: await of('server/services/studies'),
	submitting: await of('server/services/submitting')
});
