/** `primum <verb>`: the services of Primum from a terminal (docs/cli.md). */
import { exitCode, explain } from './failure.ts';
import * as interrupt from './interrupt.ts';
import { buildProgram } from './program.ts';

interrupt.listen();
// Whoever reads our output may stop early, as `head` does; that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
	if (error.code !== 'EPIPE') throw error;
	process.exit();
});
// Whoever does not listen to our notes any more still wants the work done.
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
	if (error.code !== 'EPIPE') throw error;
});

const given = process.argv.slice(2);
try {
	const program = await buildProgram(given);
	await program.parseAsync(given, { from: 'user' });
} catch (error) {
	explain(error, { json: given.includes('--json'), debug: process.env.PRIMUM_LOG === 'debug' });
	process.exitCode = exitCode(error);
}
