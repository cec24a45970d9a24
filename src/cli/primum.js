#!/usr/bin/env node
/** The entry of every command. Plain JavaScript, so that an older Node can read it and say what it lacks. */
import * as nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';

const NEEDED = 24;

if (Number(process.versions.node.split('.')[0]) < NEEDED) {
	process.stderr.write(
		`Primum needs Node ${NEEDED} or newer, and this is Node ${process.versions.node}: ` +
			'start it with npm (`npm start`, `npm run primum -- ...`), which brings its own Node.\n'
	);
	process.exitCode = 2;
} else {
	// Keeps what Node made of the TypeScript, for the next start and for the threads of this one, which read the
	// variable. Where the folder cannot be written, Node goes without.
	process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(
		new URL('../../node_modules/.cache/primum', import.meta.url)
	);
	nodeModule.enableCompileCache(process.env['NODE_COMPILE_CACHE']);
	// The build loads quicker than the sources and holds less (docs/decisions/0015).
	const { ROOT, freshProgramIn } = await import('./built.ts');
	await import(freshProgramIn(ROOT) ?? './main.ts');
}
