/**
 * Makes databases of an earlier version beside this file, by the code of that version: in both databases a study
 * with a little of everything that version could store. Everything in them is invented.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** Loads a module of the code of a version, by its path below `src/lib`. */
export const from = (checkout: string, path: string) =>
	import(pathToFileURL(join(checkout, 'src/lib', `${path}.ts`)).href);

type Module = Awaited<ReturnType<typeof from>>;

/** The code of a version: its subjects by the names they have in the story, whatever files they stood in. */
export type Code = Record<
	| ('connect' | 'migrate' | 'appOf' | 'rule' | 'TERMINAL' | 'SIGNATURE_MEANINGS')
	| ('accounts' | 'assigning' | 'importing' | 'importingRatings' | 'invitations' | 'members')
	| ('myCases' | 'practising' | 'qualifying' | 'rating' | 'releasing' | 'rounds' | 'sessions')
	| ('studies' | 'submitting'),
	Module
>;

/** What every version's services are given, but for what is new in one. */
export const anApp = (db: object, now: () => number) => ({
	...{ db, now, origin: 'https://primum.test', demo: false },
	log: { info() {}, warn() {}, error() {} }
});

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

/** The study as it stands before its releases, for a version that could store more. */
export type AtWork = {
	app: object;
	slug: string;
	root: object;
	ada: object;
	ben: object;
	pass(): void;
	aMember(name: string, role: string, specialties?: string[]): Promise<object>;
	/** The assignment of somebody by the case, and that of the qualification case. */
	caseOf(actor: object, externalId: string): Promise<number>;
	goldOf(actor: object): Promise<number>;
	rateAll(actor: object, assignment: number, scores: number[]): Promise<void>;
	/** Ada rates and signs Card001 as `upgrade.spec.ts` finds it, with these words. */
	rateAdasCase(assignment: number, meaning: string): Promise<unknown>;
};

/** A study with a little of everything that version could store. */
async function fill(where: string, code: Code, more: Story): Promise<void> {
	const { connect, migrate, appOf, rule, TERMINAL, SIGNATURE_MEANINGS } = code;
	const { accounts, assigning, importing, importingRatings, invitations, members, myCases } = code;
	const { practising, qualifying, rating, releasing, rounds, sessions, studies, submitting } = code;
	const db = connect(where);
	await migrate(db);
	let time = START;
	const app = appOf(db, () => time);
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
	await importing.importCases(app, root, slug, await importing.read(kit()));

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
	const rateAdasCase = async (assignment: number, meaning: string) => {
		await rateAll(ada, assignment, [8, 2, 9]);
		const [one, other] = (await rating.openCase(app, ada, assignment)).actions;
		await save(ada, assignment, one, value(7, { comment: 'naïve 🫀\n“x”', flags: ['other'] }));
		await save(ada, assignment, other, value(null, { cannotRate: 'not-enough-information' }));
		await submitting.commentCase(app, ada, assignment, { before: '', text: 'A case like many.' });
		await submitting.submitCase(app, ada, assignment, { meaning });
		return other;
	};
	const second = await rateAdasCase(adaCard, SIGNATURE_MEANINGS.de);
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
		await rule(db, time, {
			...{ actionId: second.id, userId: cy.id, score, reason: `For ${score}.` }
		});
	}

	const at = { app, slug, root, ada, ben, pass, aMember };
	await more({ ...at, caseOf: open, goldOf, rateAll, rateAdasCase });

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

type Story = (study: AtWork) => Promise<void>;

/**
 * Makes both databases.
 *
 * @param name of their files, e.g. `0.1.0-0007`
 * @param checkout a checkout of that version, with its npm packages
 * @param more what that version could store besides
 */
export async function make(
	name: string,
	checkout: string,
	code: Code,
	more: Story = async () => {}
): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'primum-old-'));
	const keep = async (as: string, bytes: string | Buffer) =>
		writeFile(join(HERE, `${name}.${as}.gz`), await promisify(gzip)(bytes, { level: 9 }));
	try {
		await keep('sqlite', await sqlite(folder, code, more));
		await keep(
			'postgres.sql',
			await postgres(folder, join(checkout, 'migrations/postgres'), code, more)
		);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

async function sqlite(folder: string, code: Code, more: Story): Promise<Buffer> {
	const file = join(folder, 'primum.sqlite');
	await fill(file, code, more);
	const client = new SqliteClient(file);
	client.pragma('journal_mode = delete');
	client.exec('vacuum');
	client.close();
	return readFile(file);
}

async function postgres(
	folder: string,
	migrations: string,
	code: Code,
	more: Story
): Promise<string> {
	const server = await startPostgres(folder, ['fsync=off']);
	try {
		await server.createDatabase('old');
		await fill(`${server.address}old`, code, more);
		const client = new pg.Client({ connectionString: `${server.address}old` });
		await client.connect();
		const dump = await dumpOf(client, migrations);
		await client.end();
		return dump;
	} finally {
		await server.stop();
	}
}
