import { PluginKind, declareValuePlugin } from '@stryker-mutator/api/plugin';

/** @typedef {{ node: { type: string, value?: unknown, quasis?: { value: { raw: string } }[] } }} Path */

/** Two words with a blank between them, as no code, name or key has; a value put in counts as a word. */
const WORDS = /\p{L}{2,}[,:;]? \p{L}+/u;

/** @param {Path} path */
function textOf({ node }) {
	if (node.type === 'StringLiteral') return String(node.value);
	if (node.type === 'TemplateLiteral')
		return node.quasis?.map(({ value }) => value.raw).join(' x ');
	return undefined;
}

/**
 * Leaves texts of several words as they are, with the values put into them: see `ignorers` in
 * stryker.config.js.
 */
export const strykerPlugins = [
	declareValuePlugin(PluginKind.Ignore, 'sentences', {
		/** @param {Path} path */
		shouldIgnore: (path) => (WORDS.test(textOf(path) ?? '') ? 'A sentence for people.' : undefined)
	})
];
