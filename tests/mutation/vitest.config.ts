import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/**
 * The unit specs as Stryker runs them: without the framework, the styles and the databases of
 * vite.config.ts, because the rooms that are mutated know none of them.
 */
export default defineConfig({
	plugins: [svelte()],
	// Below the folder that run.ts names: a room's own specs, and no others.
	test: { include: ['**/*.spec.ts'], environment: 'node' }
});
