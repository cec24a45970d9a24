/** The verbs, in the order of the work of a study, and the command line that is made of them. */
import { Command, Option } from 'commander';
import { VERSION } from '#lib/server/version.ts';
import { firstHelp, groupHelp, verbHelp } from './help.ts';
import { run } from './running.ts';
import { COMMON, REMOTE, written, type Takes, type Verb } from './verb.ts';

/** A verb, or verbs with a word in common. */
export type Group = {
	says: string;
	/** Read when it is asked for, so that none waits for what only another needs. */
	load(): Promise<{ verbs: readonly Verb[] }>;
};

/** Steps of the work, each with its groups of verbs. */
export const STEPS: Readonly<Record<string, Readonly<Record<string, Group>>>> = {
	'1. Begin: a study, its cases, its people': {
		study: {
			says: 'make studies; clone, archive, delete them; who must qualify',
			load: () => import('./verbs/study.ts')
		},
		import: {
			says: 'cases from a kit, from tables or from any spreadsheet',
			load: () => import('./verbs/import.ts')
		},
		cases: {
			says: 'look at cases, mend them, take them out and bring them back',
			load: () => import('./verbs/cases.ts')
		},
		members: {
			says: 'who takes part: raters, coordinators, adjudicators, observers',
			load: () => import('./verbs/members.ts')
		}
	},
	'2. Rate: on the pages, by a plan that is made there': {
		serve: {
			says: 'start the web application, in which cases are planned and rated',
			load: () => import('./verbs/serve.ts')
		},
		'import-ratings': {
			says: 'ratings that were made elsewhere',
			load: () => import('./verbs/import-ratings.ts')
		}
	},
	'3. Look, and settle what is open': {
		agreement: {
			says: 'how alike the ratings are, of a study or of any table',
			load: () => import('./verbs/agreement.ts')
		},
		'what-if': {
			says: 'what other rules and bands would make of the final scores',
			load: () => import('./verbs/what-if.ts')
		},
		refer: {
			says: 'send what stays open to the next round, or to adjudication',
			load: () => import('./verbs/refer.ts')
		},
		round: {
			says: 'open, extend and close rounds of rating',
			load: () => import('./verbs/round.ts')
		},
		adjudicate: {
			says: 'what waits for a ruling, and how far adjudication is',
			load: () => import('./verbs/adjudicate.ts')
		}
	},
	'4. Release, and score against it': {
		release: {
			says: 'check, make, compare, export and withdraw releases',
			load: () => import('./verbs/release.ts')
		},
		verify: {
			says: 'is a release whole, and as it was made?',
			load: () => import('./verbs/verify.ts')
		},
		score: {
			says: 'what a submission is worth against a release',
			load: () => import('./verbs/score.ts')
		},
		export: {
			says: 'the present state of a study, unreleased',
			load: () => import('./verbs/export.ts')
		}
	},
	'The installation': {
		users: { says: 'accounts', load: () => import('./verbs/users.ts') },
		tokens: {
			says: 'by which programs come in over HTTP',
			load: () => import('./verbs/tokens.ts')
		},
		mail: { says: 'does mail leave?', load: () => import('./verbs/mail.ts') },
		backup: {
			says: 'all of it as one file, while people go on rating',
			load: () => import('./verbs/backup.ts')
		},
		restore: {
			says: 'a backup, put back where nothing is',
			load: () => import('./verbs/restore.ts')
		},
		doctor: {
			says: 'is what is stored whole?',
			load: () => import('./verbs/doctor.ts')
		},
		demo: { says: 'an invented study to look around in', load: () => import('./verbs/demo.ts') },
		seed: {
			says: 'the same, without the application; also for load',
			load: () => import('./verbs/seed.ts')
		},
		dev: {
			says: 'a development server, which follows the sources',
			load: () => import('./verbs/dev.ts')
		}
	}
};

const GROUPS: Readonly<Record<string, Group>> = Object.assign({}, ...Object.values(STEPS));

/** Every verb there is, in order. */
export async function everyVerb(): Promise<Verb[]> {
	const groups = await Promise.all(Object.values(GROUPS).map(({ load }) => load()));
	return groups.flatMap(({ verbs }) => verbs);
}

/**
 * The program with the verbs of the group that is asked for; of other groups with their names, so that a slip is told.
 *
 * @param given the arguments after `primum`
 */
export async function buildProgram(given: readonly string[]): Promise<Command> {
	const json = given.includes('--json');
	const program = new Command('primum')
		.version(VERSION)
		.configureHelp({ formatHelp: () => firstHelp(STEPS) })
		.configureOutput({
			// A help that nobody asked for; what is wrong is told once, by whoever catches it.
			writeErr: (text) => (json ? undefined : process.stderr.write(text)),
			outputError: () => {}
		})
		.exitOverride();
	addTo(program, COMMON);
	const word = given.find((one, at) => !one.startsWith('-') && given[at - 1] !== '--data');
	for (const [name, { says, load }] of Object.entries(GROUPS)) {
		const command = program.command(name).helpCommand(false);
		if (name === word) addVerbs(command, says, (await load()).verbs);
	}
	return program.helpCommand(false);
}

/** Gives a command its verbs: its own work, and that of the words that may follow it. */
function addVerbs(command: Command, says: string, verbs: readonly Verb[]): void {
	const name = command.name();
	command.configureHelp({ formatHelp: () => groupHelp(name, says, verbs) });
	for (const verb of verbs) {
		const word = verb.name.slice(name.length + 1);
		declare(word === '' ? command : command.command(word), verb, verbs);
	}
}

function declare(command: Command, verb: Verb, verbs: readonly Verb[]): void {
	addTo(command, verb.takes);
	if (verb.isRemote === true) addTo(command, REMOTE);
	const others = verbs.filter((one) => one.name.startsWith(`${verb.name} `));
	command
		.configureHelp({ formatHelp: () => verbHelp(verb, others) })
		.action(() => run(verb, valuesOf(command)));
}

/** What is needed and what is taken where nothing is given is known to the schemas alone. */
function addTo(command: Command, takes: Takes): void {
	for (const [name, taken] of Object.entries(takes)) {
		if (taken.kind === 'argument') command.argument(`[${name}]`);
		else command.addOption(new Option(written(name, taken)));
	}
}

function valuesOf(command: Command): Record<string, unknown> {
	const words = command.registeredArguments.map((argument, at) => [
		argument.name(),
		command.args[at]
	]);
	return { ...Object.fromEntries(words), ...command.optsWithGlobals() };
}
