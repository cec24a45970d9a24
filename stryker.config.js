/**
 * Mutation testing: Stryker changes the code in one small place at a time and runs the specs that
 * reach it. A change that no spec notices is a behaviour nobody checks. `npm run mutation` says for
 * each room which files are changed and which specs are run (tests/mutation/run.ts).
 *
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
	testRunner: 'vitest',
	vitest: { configFile: 'tests/mutation/vitest.config.ts' },
	plugins: ['@stryker-mutator/vitest-runner', './tests/mutation/sentences.js'],

	// Only the specs that run through a changed line are run for it.
	coverageAnalysis: 'perTest',
	// What is made while a file loads (schemas, tables of rules) counts too, though every spec that
	// loads it has to run again: most of what domain says stands there.
	ignoreStatic: false,

	// Sentences are for people: a spec that repeats one word for word proves nothing. Codes, names
	// and keys stay in, because programs rely on them; that is why the mutator StringLiteral is on.
	ignorers: ['sentences'],

	// A second run asks only about what was missed, and what has changed since in the code or in the
	// specs that noticed it. Remove the folder .stryker to ask about everything again.
	incremental: true,

	// The machine has other work to do; two runners keep two cores busy.
	concurrency: 2,
	// A busy machine must not look like an endless loop, which would count as noticed. Most endless
	// loops are found by counting how often the changed place is passed, and take no time.
	timeoutMS: 120_000,

	// The copy that Stryker works on needs the sources and their configuration, nothing heavy; of what
	// the framework generates, the settings that tsconfig.json builds on.
	ignorePatterns: [
		'!.svelte-kit',
		'/build',
		'/data',
		'/demo-data',
		'/docs/images',
		'/migrations',
		'/playwright-report',
		'/static',
		'/test-results'
	],
	tempDirName: '.stryker/copy',
	// The copy goes in any case: a run that was stopped leaves nothing behind.
	cleanTempDir: 'always',

	// run.ts prints the scores and the survivors; a line now and then shows that the run goes on.
	reporters: ['progress-append-only'],
	allowConsoleColors: false,
	// No threshold here: run.ts has one for each room.
	thresholds: { break: null }
};
