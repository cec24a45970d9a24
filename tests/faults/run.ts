/**
 * `npm run test:faults`: what goes wrong under a server at work, in the form that fits a run of every change; `-- --long`
 * for hours of it, `-- F1 F4` for some. A line a fault, and at the end how many passed.
 */
import { parseArgs } from 'node:util';
import { killedInside } from './commands.ts';
import { CannotRun, type Fault } from './fault.ts';
import { DISK } from './disk.ts';
import { KILLING } from './killing.ts';
import { MEANWHILE } from './meanwhile.ts';
import { POSTGRES } from './postgres.ts';

const { positionals, values } = parseArgs({
	allowPositionals: true,
	options: { long: { type: 'boolean', default: false } }
});

const number = ({ name }: Fault) => Number(/\d+/.exec(name)![0]);
const all = [...KILLING, killedInside, ...DISK, ...MEANWHILE, ...POSTGRES].sort(
	(a, b) => number(a) - number(b)
);
const unknown = positionals.filter((name) => !all.some((fault) => fault.name === name));
if (unknown.length > 0) {
	console.error(`There is no ${unknown.join(', ')}: ${all.map(({ name }) => name).join(', ')}.`);
	process.exit(2);
}

let [passed, failed] = [0, 0];
for (const fault of all) {
	const isAsked = positionals.includes(fault.name);
	if (!isAsked && (positionals.length > 0 || (fault.isApart === true && !values.long))) continue;
	const began = performance.now();
	const say = (how: string, words: string) => {
		const seconds = ((performance.now() - began) / 1_000).toFixed(0);
		console.log(`${fault.name.padEnd(5)} ${how.padEnd(8)} ${fault.what}: ${words} (${seconds} s)`);
	};
	try {
		say('passed', await fault.run(values.long ? 'long' : 'short'));
		passed += 1;
	} catch (error) {
		if (error instanceof CannotRun) {
			say('skipped', error.message);
			continue;
		}
		failed += 1;
		say('FAILED', (error as Error).message);
	}
}
console.log('F7 runs by its name only, and falls short on memory today: docs/faults.md.');
console.log('F10 is tests/e2e/outbox.spec.ts: it wants a browser, and is part of npm test.');
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
