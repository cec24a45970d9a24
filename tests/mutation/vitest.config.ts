import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/**
 * The unit specs as Stryker runs them: without the framework, the styles and the databases of
 * vite.config.ts, because the rooms that are mutated know none of them.
 */
export default defineConfig({
	plugins: [svelte()],
	// Below the folder that run.ts names: a room's own specs, and no others.
	test: {
		include: ['**/*.spec.ts'],
		environment: 'node',
		// What takes long is loading. One worker loads for all specs of a run, and every run has its own.
		isolate: false,
		// Slow is not wrong: a spec that a busy machine holds up must not look as if it had noticed.
		testTimeout: 120_000
	}
});
