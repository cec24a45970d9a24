import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** Drizzle's SQLite-only verbs: a store that used them would not run on PostgreSQL. */
const dialectVerbs = ['get', 'all', 'run'].map((verb) => ({
	selector: `CallExpression[callee.type='MemberExpression'][callee.property.name='${verb}'][arguments.length=0]`,
	message: `.${verb}() exists on SQLite only: await the query, or hand it to atomically().`
}));

/** better-sqlite3 commits what came before the first await of such a callback. */
const asyncTransaction = {
	selector:
		"CallExpression[callee.property.name='transaction'] > ArrowFunctionExpression[async=true]",
	message:
		'An async callback commits its first insert outside the transaction on better-sqlite3: use atomically().'
};

export default ts.config(
	{
		ignores: [
			'.stryker/',
			'.svelte-kit/',
			'build/',
			'node_modules/',
			'test-results/',
			'playwright-report/'
		]
	},
	js.configs.recommended,
	...ts.configs.recommended,
	...svelte.configs.recommended,
	{
		languageOptions: { globals: { ...globals.browser, ...globals.node } },
		rules: {
			'no-undef': 'off',
			'no-console': 'error',
			eqeqeq: ['error', 'always', { null: 'ignore' }],
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_' }
			],
			'@typescript-eslint/consistent-type-imports': 'error',
			// resolve() only serves apps below a base path; Primum owns its origin.
			'svelte/no-navigation-without-resolve': 'off',
			'no-restricted-syntax': ['error', asyncTransaction]
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts', '**/*.svelte.js'],
		languageOptions: {
			parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig }
		}
	},
	{
		files: ['src/lib/server/{store,auth,services}/**/*.ts'],
		rules: { 'no-restricted-syntax': ['error', asyncTransaction, ...dialectVerbs] }
	},
	{
		files: ['src/**/*.svelte'],
		rules: {
			'no-restricted-imports': [
				'error',
				{
					name: '$app/forms',
					importNames: ['enhance'],
					message: 'A form shows that it is on its way by `enhance` from lib/components/enhance.ts.'
				}
			]
		}
	},
	{ files: ['src/cli/**', 'tests/**', '*.config.*'], rules: { 'no-console': 'off' } },
	// Playwright reads the names of the fixtures that a fixture needs from such a pattern, empty or not.
	{
		files: ['tests/e2e/**'],
		rules: { 'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }] }
	},
	// The one place where the two dialects of the same statement are told apart.
	{
		files: ['src/lib/server/db/atomically.ts'],
		rules: { 'no-restricted-syntax': 'off' }
	}
);
