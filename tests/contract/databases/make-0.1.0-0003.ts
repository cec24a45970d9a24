/**
 * Makes the databases of version 0.1.0 beside this file, by the code of that version:
 *
 *     git worktree add --detach <checkout> e75090d     (and its npm packages: npm ci)
 *     node tests/contract/databases/make-0.1.0-0003.ts <checkout>
 *
 * Everything in them is invented.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import SqliteClient from 'better-sqlite3';
import pg from 'pg';
import { startPostgres } from '../postgres-server.ts';
import { dumpOf } from './dump.ts';

const HERE = import.meta.dirname;
const START = Date.UTC(2026, 9, 5, 8);
const MINUTE = 60_000;
const PASSWORD = 'correct horse battery';

const checkout = resolve(process.argv[2]!);
const from = (path: string) => import(pathToFileURL(join(checkout, 'src/lib', `${path}.ts`)).href);

const { TERMINAL } = await from('server/app');
const { connect } = await from('server/db/connect');
const { migrate } = await from('server/db/migrate');
const { atomically } = await from('server/db/atomically');
const accounts = await from('server/services/accounts');
const assigning = await from('server/services/assigning');
const importing = await from('server/services/importing');
const importingRatings = await from('server/services/importing-ratings');
const invitations = await from('server/services/invitations');
const members = await from('server/services/members');
const myCases = await from('server/services/my-cases');
const practising = await from('server/services/practising');
const qualifying = await from('server/services/qualifying');
const rating = await from('server/services/rating');
const releasing = await from('server/services/releasing');
const rounds = await from('server/services/rounds');
const sessions = await from('server/auth/sessions');
const studies = await from('server/services/studies');
const submitting = await from('server/services/submitting');
const adjudications = await from('server/store/adjudications');
const { SIGNATURE_MEANINGS } = await from('domain/study');

/** A kit of three cases with three actions each, and with fields that Primum does not know. */
function kit(): Map<string, Uint8Array> {
	const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
	const lines: unknown[] = [];
	const files = new Map<string, Uint8Array>();
	for (const [at, id] of ['Card001', 'Card002', 'Neph001'].entries()) {
		const options = [1, 2, 3].map((number) => ({
			id: number,
			text: `Action ${number} of ${id}`,
			category: number === 3 ? 'Follow-up' : 'Diagnostic',
			score: 2 * number + 1,
			...(number === 3 ? {} : { abstraction: 'Work-up', abstractionType: 'alternative' }),
			...(number === 2 ? { dependsOn: [1] } : {}),
			zeta: { alpha: [null, { deep: 0.1 }] }
		}));
		const presentation = `A ${60 + at}-year-old, “dizzy” since 38.5 °C.\nWhat next?`;
		const groups = [{ name: 'Work-up', pickCount: 1, pickType: 'min', extra: true }];
		files.set(
			`dataset/rubrics/${id}.json`,
			encode({
				...{ id, open: true, options, abstractionGroups: groups, note: { zeta: 1, alpha: [1e21] } },
				case: { presentation, recommendations: 'Rest, and look again.' }
			})
		);
		const perturbed = {
			id: `${id}-1`,
			base_id: id,
			n_perturbs: 1,
			presentation: 'In other words.'
		};
		files.set(`dataset/perturbations/${id}-1.json`, encode(perturbed));
		const metadata = { base_id: id, seed: 17 };
		lines.push({ id, prompt: presentation, metadata });
		lines.push({ id: `${id}-1`, prompt: 'In other words.', metadata });
	}
	const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
	files.set('dataset/items.jsonl', new TextEncoder().encode(text));
	files.set('guidance/Card001.yaml', new TextEncoder().encode('case_id: Card001\n'));
	return files;
}

/** A study with a little of everything that version could store. */
async function fill(where: string): Promise<void> {
	const db = connect(where);
	await migrate(db);
	let time = START;
	const app = {
		db,
		now: () => time,
		origin: 'https://primum.test',
		demo: false,
		log: { info() {}, warn() {}, error() {} }
	};
	const pass = () => {
		time += MINUTE;
	};
	const tokenOf = (link: string) => link.split('/').at(-1);
	const actorOf = (id: number, name: string, isAdmin = false) => ({ id, name, isAdmin });

	const setUp = { name: 'Root', email: 'root@primum.test', password: PASSWORD };
	const rootId = await invitations.accept(app, tokenOf(await invitations.setupLink(app)), setUp);
	const root = actorOf(rootId, 'Root', true);
	const slug = 'pilot';
	const study = await studies.create(app, root, { slug, name: 'Pilot', ratersPerCase: 2 });
	await studies.changeSettings(app, root, slug, {
		...{ name: 'The pilot', ratersPerCase: 2, showReference: true },
		guidelines: '# Guidelines\n\nRate what is written.'
	});
	await studies.setNotice(app, root, slug, 'Mind the units.');
	await rounds.setDue(app, root, slug, START + 30 * 24 * 60 * MINUTE);
	await importing.importCases(app, root, slug, importing.read(kit()));

	/** Somebody who has taken up the invitation. */
	const aMember = async (name: string, role: string, specialties: string[] = []) => {
		pass();
		const email = `${name.toLowerCase()}@primum.test`;
		const { link } = await members.add(app, root, slug, { email, name, role, specialties });
		const id = await invitations.accept(app, tokenOf(link), { password: PASSWORD });
		return actorOf(id, name);
	};
	const ada = await aMember('Ada', 'rater', ['Card', 'Neph']);
	const ben = await aMember('Ben', 'rater');
	const cy = await aMember('Cy', 'adjudicator');
	const gone = await aMember('Gone', 'rater', ['Derm']);
	await members.add(app, root, slug, {
		email: 'new@primum.test',
		name: 'New',
		role: 'coordinator'
	});
	await accounts.setDisabled(app, root, gone.id, true);
	await invitations.resetLink(app, root, ben.id);
	await practising.markPractised(app, ada);
	await sessions.start(app, ada.id, undefined, 'A browser');

	const mine = async (actor: object) => (await myCases.myCases(app, actor))[0];
	let operations = 0;
	const value = (score: number | null, given: object = {}) => ({
		...{ score, cannotRate: null, comment: '', flags: [] },
		...given
	});
	const save = (
		actor: object,
		assignment: number,
		action: { id: number; version: number },
		to: object
	) => {
		pass();
		operations += 1;
		return rating.saveRating(app, actor, assignment, {
			operation: `00000000-0000-4000-8000-${String(operations).padStart(12, '0')}`,
			action: action.id,
			version: action.version,
			value: to,
			activeMs: 1_000 + operations
		});
	};
	const rateAll = async (actor: object, assignment: number, scores: number[]) => {
		const { actions } = await rating.openCase(app, actor, assignment);
		for (const action of actions) {
			await save(actor, assignment, action, value(scores[action.number - 1]!));
		}
	};

	// Qualification: Ada passes, Ben does not at once and is accepted.
	await qualifying.configure(app, root, slug, {
		...{ required: true, passMark: 80, tries: 2, cases: ['Card002'] }
	});
	const goldOf = async (actor: object) => (await mine(actor)).qualification.cases[0].assignmentId;
	await rateAll(ada, await goldOf(ada), [3, 5, 7]);
	await submitting.submitCase(app, ada, await goldOf(ada));
	await rateAll(ben, await goldOf(ben), [9, 9, 1]);
	await submitting.submitCase(app, ben, await goldOf(ben));
	const people = await members.list(app, root, slug);
	const { memberId } = people.find(({ userId }: { userId: number }) => userId === ben.id);
	await qualifying.accept(app, root, slug, memberId, { reason: 'Wrote the guidelines.' });

	// The study: signed, signed and opened again, begun; changed, taken back, not answered.
	await assigning.applyPlan(app, root, slug);
	const open = async (actor: object, externalId: string) =>
		(await mine(actor)).cases.find((one: { externalId: string }) => one.externalId === externalId)
			.assignmentId;
	const [adaCard, adaNeph] = [await open(ada, 'Card001'), await open(ada, 'Neph001')];
	const [benCard, benNeph] = [await open(ben, 'Card001'), await open(ben, 'Neph001')];
	await rateAll(ada, adaCard, [8, 2, 9]);
	const [first, second] = (await rating.openCase(app, ada, adaCard)).actions;
	await save(ada, adaCard, first, value(7, { comment: 'naïve 🫀\n“x”', flags: ['other'] }));
	await save(ada, adaCard, second, value(null, { cannotRate: 'not-enough-information' }));
	await submitting.commentCase(app, ada, adaCard, { before: '', text: 'A case like many.' });
	await submitting.submitCase(app, ada, adaCard, { meaning: SIGNATURE_MEANINGS.de });
	await rateAll(ben, benCard, [7, 3, 8]);
	await submitting.submitCase(app, ben, benCard);
	await rateAll(ada, adaNeph, [1, 1, 2]);
	await submitting.submitCase(app, ada, adaNeph);
	await submitting.reopenCase(app, root, slug, adaNeph, 'The wording was wrong.');
	const [begun] = (await rating.openCase(app, ben, benNeph)).actions;
	await save(ben, benNeph, begun, value(4));
	await save(ben, benNeph, { ...begun, version: 1 }, value(null));
	const csv = 'case,action,rater,round,score,cannot_rate\nCard001,1,Dr Elsewhere,1,6,\n';
	await importingRatings.importRatings(app, root, slug, Buffer.from(csv));
	for (const score of [4, 5]) {
		pass();
		await atomically(db, (tx: object) =>
			adjudications.rule(tx, {
				...{ actionId: second.id, userId: cy.id, score, reason: `For ${score}.` },
				createdAt: time
			})
		);
	}

	pass();
	await releasing.create(app, root, slug, { note: 'The first.', includeComments: true });
	await releasing.withdraw(app, root, slug, 1, 'The guidelines were wrong.');
	pass();
	await releasing.create(app, TERMINAL, slug, {});
	await rounds.setLocked(app, root, slug, true);
	await rounds.setLocked(app, root, slug, false);
	console.log(`${where.replace(/:[^:@]*@/, '@')}: study ${study.id}, ${operations} saves`);
	await db.close();
}

async function sqlite(folder: string): Promise<void> {
	const file = join(folder, 'primum.sqlite');
	await fill(file);
	const client = new SqliteClient(file);
	client.pragma('journal_mode = delete');
	client.exec('vacuum');
	client.close();
	const packed = await promisify(gzip)(await readFile(file), { level: 9 });
	await writeFile(join(HERE, '0.1.0-0003.sqlite.gz'), packed);
}

async function postgres(folder: string): Promise<void> {
	const server = await startPostgres(join(folder), ['fsync=off']);
	try {
		await server.createDatabase('old');
		await fill(`${server.address}old`);
		const client = new pg.Client({ connectionString: `${server.address}old` });
		await client.connect();
		const dump = await dumpOf(client, join(checkout, 'migrations/postgres'));
		await client.end();
		await writeFile(
			join(HERE, '0.1.0-0003.postgres.sql.gz'),
			await promisify(gzip)(dump, { level: 9 })
		);
	} finally {
		await server.stop();
	}
}

const folder = await mkdtemp(join(tmpdir(), 'primum-old-'));
try {
	await sqlite(folder);
	await postgres(folder);
} finally {
	await rm(folder, { recursive: true, force: true });
}
