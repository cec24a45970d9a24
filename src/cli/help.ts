/** The help: of the whole, in the order of the work; of verbs with a word in common; of one verb, with all there is to know. */
import { choicesOf, defaultOf } from './running.ts';
import { shapeOf } from './shape.ts';
import { COMMON, isNeeded, REMOTE, written, type Taken, type Takes, type Verb } from './verb.ts';

/** Columns of a line. */
const WIDTH = 100;

/** Where the words begin that explain an option. */
const SAYS_AT = 28;

type Steps = Readonly<Record<string, Readonly<Record<string, { says: string }>>>>;

/** What `primum --help` prints: one screen. */
export function firstHelp(steps: Steps): string {
	const parts = Object.entries(steps).map(([step, groups]) => [
		step,
		...Object.entries(groups).map(([name, { says }]) => `  ${name.padEnd(15)} ${says}`)
	]);
	return `${[
		'Usage: primum VERB [options]',
		'Specialists rate medical actions, coordinators release the result. The order of the work:',
		...parts.flat(),
		'',
		'primum VERB --help says what a verb does, with examples that run; docs/cli.md has all of them.',
		'--data DIR names the data folder (else PRIMUM_DATA, else ./data). --json is for programs.',
		'It ends with 0 when done, 1 when refused or problems were found, 2 when used wrongly.'
	].join('\n')}\n`;
}

/** What `primum release --help` prints. */
export function groupHelp(name: string, says: string, verbs: readonly Verb[]): string {
	const lines = verbs.map((verb) => aligned(verb.name, verb.says));
	return `${[
		`Usage: primum ${name} VERB [options]`,
		'',
		`${says}.`,
		'',
		...lines,
		'',
		`primum ${verbs[0]!.name} --help says all about one.`
	].join('\n')}\n`;
}

/** What `primum release create --help` prints. */
export function verbHelp(verb: Verb, others: readonly Verb[]): string {
	const { takes, isRemote = false, about, examples, refused, answer } = verb;
	const parts = [
		[`Usage: ${usageOf(verb)}`],
		folded(about, 0),
		takenLines('Arguments', takes, ({ kind }) => kind === 'argument'),
		takenLines('Options', takes, ({ kind }) => kind !== 'argument'),
		isRemote ? takenLines('Of an installation elsewhere', REMOTE) : [],
		takenLines('Of every verb', COMMON),
		['Examples', ...examples.flatMap(({ run, does }) => [`  ${run}`, `      ${does}`])],
		[
			'Exit codes',
			'  0  done',
			...folded(`  1  ${refused.when}; for example ${refused.run}`, 5),
			'  2  used wrongly'
		],
		answer === null
			? []
			: [
					'With --json',
					...shapeOf(answer)
						.split('\n')
						.map((line) => `  ${line}`)
				],
		others.length === 0 ? [] : ['See also', ...others.map(({ name, says }) => aligned(name, says))]
	];
	return `${parts
		.filter((lines) => lines.length > 0)
		.map((lines) => lines.join('\n'))
		.join('\n\n')}\n`;
}

/** `primum release show <number> --study <slug> [options]`. */
export function usageOf({ name, takes }: Verb): string {
	const needed = Object.entries(takes)
		.filter(([, taken]) => taken.kind === 'argument' || isNeeded(taken))
		.map(([key, taken]) => written(key, taken));
	return ['primum', name, ...needed, '[options]'].join(' ');
}

/** What may be given, with what is taken where it is not. */
export function explained(taken: Taken): string {
	const choices = choicesOf(taken);
	const usual = defaultOf(taken);
	const more = [
		...(choices === null ? [] : [choices.join(', ')]),
		...(taken.kind !== 'argument' && isNeeded(taken) ? ['needed'] : []),
		...(usual === null ? [] : [`${usual} unless given`])
	];
	return more.length === 0 ? taken.says : `${taken.says} (${more.join('; ')})`;
}

function takenLines(
	title: string,
	takes: Takes,
	wanted: (taken: Taken) => boolean = () => true
): string[] {
	const lines = Object.entries(takes)
		.filter(([, taken]) => wanted(taken))
		.map(([name, taken]) => aligned(written(name, taken), explained(taken)));
	return lines.length === 0 ? [] : [title, ...lines];
}

function aligned(name: string, says: string): string {
	const head = `  ${name}`;
	const fits = head.length < SAYS_AT - 1;
	const lines = folded(`${fits ? head.padEnd(SAYS_AT) : ' '.repeat(SAYS_AT)}${says}`, SAYS_AT);
	return (fits ? lines : [head, ...lines]).join('\n');
}

/** Lines of at most the width; all but the first begin with so many spaces. */
function folded(text: string, indent: number): string[] {
	const first = /^ */.exec(text)![0].length;
	const lines: string[] = [];
	let line = ' '.repeat(first);
	let isEmpty = true;
	// What stands before the words in the first line stays as it is.
	for (const word of text.slice(first).split(/(?<=\S) (?=\S)/)) {
		if (!isEmpty && line.length + 1 + word.length > WIDTH) {
			lines.push(line);
			line = ' '.repeat(indent);
			isEmpty = true;
		}
		line += isEmpty ? word : ` ${word}`;
		isEmpty = false;
	}
	return [...lines, line];
}
