#!/usr/bin/env node
/** The entry of every command. Plain JavaScript, so that an older Node can read it and say what it lacks. */
const NEEDED = 24;

if (Number(process.versions.node.split('.')[0]) < NEEDED) {
	process.stderr.write(
		`Primum needs Node ${NEEDED} or newer, and this is Node ${process.versions.node}: ` +
			'start it with npm (`npm start`, `npm run primum -- ...`), which brings its own Node.\n'
	);
	process.exitCode = 2;
} else {
	await import('./main.ts');
}

export {};
