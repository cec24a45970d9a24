import { PluginKind, declareValuePlugin } from '@stryker-mutator/api/plugin';

/** @typedef {{ node: { type: string, value?: unknown, quasis?: { value: { raw: string } }[] } }} Path */

/** A capital or a value, several words, and the end of a sentence, or the middle of a longer one. */
const WORDS = /\p{L}{2,}[,:;]? \p{L}+/u;

/** @param {Path} path */
function textOf({ node }) {
	if (node.type === 'StringLiteral') return String(node.value);
	if (node.type === 'TemplateLiteral')
		return node.quasis?.map(({ value }) => value.raw).join(' x ');
	return undefined;
}

/** Leaves texts of several words as they are: see `ignorers` in stryker.config.js. */
export const strykerPlugins = [
	declareValuePlugin(PluginKind.Ignore, 'sentences', {
		/** @param {Path} path */
		shouldIgnore: (path) => (WORDS.test(textOf(path) ?? '') ? 'A sentence for people.' : undefined)
	})
];
