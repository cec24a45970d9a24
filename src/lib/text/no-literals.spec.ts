/**
 * Keeps the catalogue complete: no screen a rater can reach says anything of its own. Looks at the words
 * between tags, at attributes that are read or read out, and at sentences in the code of a component.
 */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parse } from 'svelte/compiler';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');

/** Where a rater's ways begin; what these show is followed by their imports. */
const ENTRANCES = [
	'src/routes/+layout.svelte',
	'src/routes/+error.svelte',
	'src/routes/offline/+page.svelte',
	'src/routes/(public)/**/*.svelte',
	'src/routes/(rater)/**/*.svelte'
];

/** Names, and keys that carry the same name on every keyboard. */
const NAMES = new Set(['Primum', 'Esc', 'Enter', 'A']);

/** What a person reads or hears. */
const READ = new Set(['aria-label', 'title', 'placeholder', 'label', 'hint', 'alt']);

const LETTERS = /\p{L}+/gu;
const CAPITAL = /^\p{Lu}\p{Ll}/u;

type Node = { type: string; [key: string]: unknown };

/** What is imported, how it looks, of which type it is; what is compared is not shown either. */
const NOT_SHOWN = /^Import|^Style|^TS/;
const compares = ({ type, operator }: Node) => type === 'BinaryExpression' && operator !== '+';

const isNode = (value: unknown): value is Node =>
	typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

const says = (words: string) => (words.match(LETTERS) ?? []).some((word) => !NAMES.has(word));

/** In code a string may be anything; one that begins like a sentence is taken for one. */
const mayBeSaid = (words: string) => CAPITAL.test(words) && says(words);

/** The words of a component that are written into it, in the order of the file. */
function literals(source: string): string[] {
	const found: string[] = [];
	const keep = (words: unknown, matters: (words: string) => boolean) => {
		if (typeof words === 'string' && matters(words)) found.push(words.trim());
	};
	/** @param read true where strings are shown to a person, however short they are */
	const visit = (node: unknown, read: boolean): void => {
		if (Array.isArray(node)) return node.forEach((each) => visit(each, read));
		if (!isNode(node) || NOT_SHOWN.test(node.type) || compares(node)) return;
		if (node.type === 'Text' && read) keep(node.data, says);
		if (node.type === 'Literal') keep(node.value, read ? says : mayBeSaid);
		if (node.type === 'TemplateElement') {
			const { cooked } = node.value as { cooked: string };
			keep(cooked, read ? says : mayBeSaid);
		}
		if (node.type === 'Attribute') return visit(node.value, READ.has(node.name as string));
		// What a condition compares, a call is given and an object is asked for is not what is shown.
		const inner = /Expression$|^Property$|^ConstTag$/.test(node.type);
		const shown = node.type === 'ConditionalExpression' || node.type === 'TemplateLiteral';
		for (const [name, value] of Object.entries(node)) {
			if (name === 'metadata' || name === 'tag') continue;
			visit(value, read && (!inner || (shown && name !== 'test')));
		}
	};
	const { fragment, instance, module } = parse(source, { modern: true });
	visit(fragment, true);
	visit([instance?.content, module?.content], false);
	return found;
}

/** The components a file shows, at once or when they are asked for. */
function shownBy(file: string): string[] {
	const source = readFileSync(join(ROOT, file), 'utf8');
	return [...source.matchAll(/(?:from |import\()'([^']+\.svelte)'/g)].map(([, path]) =>
		path!.startsWith('#lib/')
			? path!.replace('#lib/', 'src/lib/')
			: relative(ROOT, join(ROOT, dirname(file), path!))
	);
}

function withAllTheyShow(files: string[]): string[] {
	const seen = new Set(files);
	for (const file of seen) for (const shown of shownBy(file)) seen.add(shown);
	return [...seen].filter((file) => !file.includes('node_modules')).sort();
}

const files = withAllTheyShow(ENTRANCES.flatMap((pattern) => globSync(pattern, { cwd: ROOT })));

it('reads words between tags, attributes and sentences in code, and nothing else', () => {
	const source = `
		<script>
			import { a } from './Some Words.ts';
			const kind = 'some-kind';
			const why = 'The words are here.';
		</script>
		<p class="two words" title="Title">Text <kbd>Esc</kbd> 1–9 {text.some.thing()} ·</p>
		<p>{kind === 'other' ? 'Short' : ''}{{'k': 'not shown'}.k}{\`Number \${kind}\`}</p>`;
	expect(literals(source)).toEqual(['Title', 'Text', 'Short', 'Number', 'The words are here.']);
});

it('finds the screens', () => {
	expect(files).toContain('src/lib/components/case/ReviewDialog.svelte');
	expect(files.length).toBeGreaterThan(40);
});

it.each(files)('%s takes what it says from the catalogue', (file) => {
	expect(literals(readFileSync(join(ROOT, file), 'utf8'))).toEqual([]);
});
