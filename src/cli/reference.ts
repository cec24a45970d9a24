/** The part of docs/cli.md that says all about every verb, made of the verbs themselves. */
import { explained, usageOf } from './help.ts';
import { shapeOf } from './shape.ts';
import { written, type Takes, type Verb } from './verb.ts';

const BEGIN =
	'<!-- Made by `npm run reference` from src/cli/verbs; what stands between these lines is not written by hand. -->';
const END = '<!-- The end of what is made. -->';

/**
 * Puts the reference of the verbs into a document, between its two marks.
 *
 * @throws Error where the document lacks them
 */
export function withReference(document: string, verbs: readonly Verb[]): string {
	const [from, to] = [document.indexOf(BEGIN), document.indexOf(END)];
	if (from === -1 || to === -1) throw new Error('docs/cli.md lacks the marks of its made part.');
	return `${document.slice(0, from)}${BEGIN}\n\n${referenceOf(verbs)}\n${document.slice(to)}`;
}

function referenceOf(verbs: readonly Verb[]): string {
	return verbs.map(sectionOf).join('\n');
}

function sectionOf(verb: Verb): string {
	const { name, about, takes, isRemote = false, examples, refused, answer } = verb;
	const taken = Object.entries(takes);
	const lines = [
		`### primum ${name}`,
		'',
		`    ${usageOf(verb)}`,
		'',
		about,
		...(taken.length === 0 ? [] : ['', ...rows(takes)]),
		...(isRemote
			? [
					'',
					'It takes `--remote`, `--token` and `--token-file` ([elsewhere](#an-installation-elsewhere)).'
				]
			: []),
		'',
		'```sh',
		...examples.flatMap(({ run, does }) => [`# ${does}`, run]),
		'```',
		'',
		`It ends with 1 where ${refused.when}: for example \`${refused.run}\`.`,
		...(answer === null ? [] : ['', '`--json` prints', '', '```', shapeOf(answer), '```']),
		''
	];
	return lines.join('\n');
}

function rows(takes: Takes): string[] {
	return [
		'| | |',
		'| --- | --- |',
		...Object.entries(takes).map(
			([name, one]) => `| \`${written(name, one)}\` | ${explained(one).replaceAll('|', '\\|')} |`
		)
	];
}
