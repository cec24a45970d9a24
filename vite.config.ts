import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vitest/config';
import { catalogues } from './src/lib/text/plugin.ts';
import { PACKAGES } from './vite.node.config.ts';

export default defineConfig(({ command }) => ({
	plugins: [catalogues(), tailwindcss(), sveltekit()],
	...(command === 'build' ? { ssr: PACKAGES } : {}),
	build: {
		modulePreload: {
			// Every page would carry a list of all files of all pages, and a third of the scripts that start it would be
			// that list. A page names its own scripts in its head; styles are waited for, and must be named here.
			resolveDependencies: (_, files) => files.filter((file) => file.endsWith('.css'))
		}
	},
	test: {
		projects: [
			{
				extends: true,
				test: {
					name: 'unit',
					include: ['src/**/*.spec.ts', 'tests/hostile/**/*.spec.ts'],
					environment: 'node'
				}
			},
			{
				extends: true,
				test: {
					name: 'contract',
					include: ['tests/contract/**/*.spec.ts'],
					environment: 'node',
					// What takes long is loading, and no spec here replaces a module: one load serves all.
					isolate: false,
					// One would wait for the server's answers while a core has nothing to do.
					maxWorkers: 2,
					globalSetup: ['tests/contract/postgres.ts'],
					// A real PostgreSQL is unpacked and started for this project; the first start may be slow.
					testTimeout: 30_000,
					hookTimeout: 120_000
				}
			}
		]
	}
}));
