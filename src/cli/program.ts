/** The verbs and the options they share. */
import { Command } from 'commander';
import { VERSION } from '#lib/server/version.ts';

type Verb = { register(program: Command): void };

/** Each verb's file is read when it is asked for, so that none waits for what only another needs. */
const VERBS: Record<string, () => Promise<Verb>> = {
	serve: () => import('./verbs/serve.ts'),
	demo: () => import('./verbs/demo.ts'),
	dev: () => import('./verbs/dev.ts'),
	seed: () => import('./verbs/seed.ts'),
	study: () => import('./verbs/study.ts'),
	members: () => import('./verbs/members.ts'),
	users: () => import('./verbs/users.ts'),
	tokens: () => import('./verbs/tokens.ts'),
	import: () => import('./verbs/import.ts'),
	cases: () => import('./verbs/cases.ts'),
	'import-ratings': () => import('./verbs/import-ratings.ts'),
	export: () => import('./verbs/export.ts'),
	release: () => import('./verbs/release.ts'),
	refer: () => import('./verbs/refer.ts'),
	round: () => import('./verbs/round.ts'),
	adjudicate: () => import('./verbs/adjudicate.ts'),
	agreement: () => import('./verbs/agreement.ts'),
	'what-if': () => import('./verbs/what-if.ts'),
	score: () => import('./verbs/score.ts'),
	verify: () => import('./verbs/verify.ts'),
	mail: () => import('./verbs/mail.ts'),
	doctor: () => import('./verbs/doctor.ts')
};

/**
 * The program with the verbs that the arguments name; with all of them where they name none.
 *
 * @param given the arguments after `primum`
 */
export async function buildProgram(given: readonly string[]): Promise<Command> {
	const program = new Command('primum')
		.description('Primum: specialists rate medical actions, coordinators release the result.')
		.version(VERSION)
		.option('--data <dir>', 'the data folder (or PRIMUM_DATA; ./data unless given)')
		.option('--json', 'print one JSON document, for programs')
		.configureHelp({ showGlobalOptions: true })
		.showHelpAfterError('Add --help to see what is possible.')
		.exitOverride();
	const named = Object.keys(VERBS).filter((verb) => given.includes(verb));
	const wanted = named.length > 0 ? named : Object.keys(VERBS);
	const verbs = await Promise.all(wanted.map((verb) => VERBS[verb]!()));
	for (const verb of verbs) verb.register(program);
	return program;
}
