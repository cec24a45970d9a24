/** The help and docs/cli.md, held to the verbs they are made of. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { firstHelp, verbHelp } from './help.ts';
import { everyVerb, STEPS } from './program.ts';
import { withReference } from './reference.ts';

const verbs = await everyVerb();
const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

it('docs/cli.md says what the verbs say: run `npm run reference` after a change of one', () => {
	const document = read('docs/cli.md');
	expect(withReference(document, verbs)).toBe(document);
});

it('the help of the whole is one screen with every group of verbs', () => {
	const lines = firstHelp(STEPS).trimEnd().split('\n');
	expect(lines.length).toBeLessThanOrEqual(36);
	expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(100);
	for (const name of new Set(verbs.map((verb) => verb.name.split(' ')[0]!))) {
		expect(lines.filter((line) => line.startsWith(`  ${name} `))).toHaveLength(1);
	}
});

it.each(verbs.map((verb) => [verb.name, verb] as const))('%s explains itself', (_, verb) => {
	expect(verb.about.split(/(?<=[.?]) (?=[A-Z])/)).toHaveLength(2);
	expect([2, 3]).toContain(verb.examples.length);
	// A command is one word to be copied: everything else fits on a screen.
	const prose = verbHelp(verb, [])
		.split('\n')
		.filter((line) => !/^ {2}.*primum /.test(line));
	expect(Math.max(...prose.map(({ length }) => length))).toBeLessThanOrEqual(100);
});

it('the table of README names every group of verbs', () => {
	const table = read('README.md').split('## The command line')[1]!.split('\n## ')[0]!;
	for (const name of new Set(verbs.map((verb) => verb.name.split(' ')[0]!))) {
		expect(table).toMatch(new RegExp(`\`${name}[ \`]`));
	}
});
