/** A study made for a test: generated cases of a chosen length, with raters who have a password. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TERMINAL } from '#lib/server/app.ts';
import { openApp, readConfig } from '#lib/server/config.ts';
import { planAtOnce } from '#lib/server/services/assigning/index.ts';
import { DEMO_PASSWORD, type Installation } from './installation.ts';
import * as kit from './kit.ts';

export type SmallStudy = {
	slug: string;
	/** The length of each case, in actions; the first is called Card001. */
	lengths: number[];
	/** Addresses that no other study of the installation uses; each has the password of the demonstration, and each rates every case. */
	raters: string[];
	/** What its cases say, where that matters. */
	words?: Partial<Words>;
};

/** Cases and no people yet. */
export type Cases = Pick<SmallStudy, 'slug' | 'lengths' | 'words'> & {
	ratersPerCase: number;
	/** Of the cases in turn. */
	specialties?: readonly string[];
};

type Words = { presentation: string; question: string; action: string };

const WORDS: Words = {
	presentation:
		'A person of 40 years or more has had a strange feeling in the chest since yesterday. Nothing here ' +
		'belongs to anyone: the case was generated for a test.',
	question: 'What should be done?',
	action: 'Do this and say within the hour what came of it'
};

/** In the order of the screen, so that an action's number is its place there. */
const CATEGORIES = ['Counseling', 'Diagnostic', 'Follow-up', 'Treatment'];

/** The id of a case by its place, from 0. */
export const caseId = (index: number, specialties: readonly string[] = ['Card']) =>
	`${specialties[index % specialties.length]}${String(index + 1).padStart(3, '0')}`;

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

type Written = Words & { specialties: readonly string[] };

function casesCsv(lengths: readonly number[], written: Written): string {
	const { presentation, question, specialties } = written;
	const rows = lengths.map((_, index) => {
		const specialty = specialties[index % specialties.length];
		return `${caseId(index, specialties)},${specialty},${quoted(presentation)},${quoted(question)}`;
	});
	return ['case,specialty,presentation,question', ...rows, ''].join('\n');
}

function actionsCsv(lengths: readonly number[], { action, specialties }: Written): string {
	const rows = lengths.flatMap((length, index) =>
		Array.from({ length }, (_, place) => {
			const category = CATEGORIES[Math.floor((place * CATEGORIES.length) / length)];
			const text = quoted(`${action} (${place + 1})`);
			return `${caseId(index, specialties)},${place + 1},${text},${category}`;
		})
	);
	return ['case,number,text,category', ...rows, ''].join('\n');
}

/** Runs `primum` and gives what it printed; throws where it fails. */
export async function succeed(installation: Installation, ...args: string[]): Promise<string> {
	const { code, stdout, stderr } = await installation.primum(...args);
	if (code !== 0) throw new Error(`primum ${args.join(' ')} failed:\n${stderr}${stdout}`);
	return stdout;
}

/** Adds somebody to a study by the command line, who chooses the demonstration's password by the link. */
export async function addMember(
	installation: Installation,
	slug: string,
	email: string,
	role: 'rater' | 'coordinator' | 'adjudicator' | 'submitter'
): Promise<void> {
	const named = ['--study', slug, '--email', email, '--name', email.split('@')[0]!];
	const options = ['--role', role, '--specialty', 'Card', '--json'];
	const added = JSON.parse(await succeed(installation, 'members', 'add', ...named, ...options)) as {
		link: string | null;
	};
	if (added.link === null) throw new Error(`${email} is somebody of another test already.`);
	const { origin } = installation;
	const response = await fetch(`${origin}${new URL(added.link).pathname}`, {
		method: 'POST',
		headers: { origin, accept: 'text/html' },
		body: new URLSearchParams({ password: DEMO_PASSWORD }),
		redirect: 'manual'
	});
	if (response.status !== 303) throw new Error(`${email} has no password: ${response.status}`);
}

/** Makes a study with cases and without people, by the command line. */
export async function addCases(
	installation: Installation,
	{ slug, lengths, ratersPerCase, specialties = ['Card'], words }: Cases
): Promise<void> {
	const folder = join(installation.data, `tables-${slug}`);
	const written = { ...WORDS, ...words, specialties };
	mkdirSync(folder);
	writeFileSync(join(folder, 'cases.csv'), casesCsv(lengths, written));
	writeFileSync(join(folder, 'actions.csv'), actionsCsv(lengths, written));
	await succeed(installation, 'study', 'create', slug, '--raters', String(ratersPerCase));
	await succeed(installation, 'import', folder, '--study', slug);
}

/** Makes the study by the command line, lets each rater choose a password, and applies the plan. */
export async function addStudy(
	installation: Installation,
	{ slug, lengths, raters, words }: SmallStudy
): Promise<void> {
	await addCases(installation, { slug, lengths, ratersPerCase: raters.length, words });
	for (const email of raters) await addMember(installation, slug, email, 'rater');
	const app = openApp(readConfig({ PRIMUM_DATA: installation.data, PRIMUM_LOG: 'silent' }));
	try {
		await planAtOnce(app, TERMINAL, slug);
	} finally {
		await app.db.close();
	}
}

/** Imports the kit of the tests, whose actions have reference scores. */
export async function addKit(installation: Installation, slug: string): Promise<void> {
	const folder = join(installation.data, `kit-${slug}`);
	for (const [path, bytes] of kit.files()) {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), bytes);
	}
	await succeed(installation, 'import', folder, '--study', slug);
}
