import { defineConfig } from 'vite';
import { catalogues } from './src/lib/text/plugin.ts';

/**
 * Packages become part of the build, but for those with a part that is not JavaScript or that loads files of their
 * own. Loaded one by one, a thousand modules cost a second and 70 MiB: Node reads a package's package.json again for
 * each of its modules, and that of drizzle-orm has 180 kB (docs/decisions/0015).
 */
export const PACKAGES = {
	noExternal: true as const,
	external: ['better-sqlite3', '@node-rs/argon2', 'pg', 'pino', 'vite']
};

/** What runs beside the pages: the command line, and the threads of the crew. */
export default defineConfig({
	plugins: [catalogues()],
	ssr: PACKAGES,
	build: {
		ssr: true,
		outDir: 'build/node',
		target: 'node24',
		copyPublicDir: false,
		reportCompressedSize: false,
		rolldownOptions: { input: { crew: 'src/lib/server/crew/worker.ts', main: 'src/cli/main.ts' } }
	}
});
