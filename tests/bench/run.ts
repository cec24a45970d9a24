/**
 * `npm run bench -- case-screen`: measures the production build and prints each figure beside its target.
 * Exits with 1 where a binding one is missed.
 */
import { readdirSync } from 'node:fs';
import { ROOT, ensureBuilt } from '../../src/cli/built.ts';
import { isMet, type Figure, type Progress } from './figure.ts';

type Bench = { measure(progress: Progress): Promise<Figure[]> };

const HELPERS = ['run.ts', 'figure.ts'];
const known = readdirSync(import.meta.dirname)
	.filter((name) => name.endsWith('.ts') && !HELPERS.includes(name))
	.map((name) => name.replace(/\.ts$/, ''));

function lineOf(figure: Figure): string {
	const { what, value, unit, target, binding } = figure;
	const wanted = 'most' in target ? `≤ ${target.most}` : `= ${target.exactly}`;
	const verdict = isMet(figure) ? 'ok' : binding ? 'OVER' : 'over (informs only)';
	const shown = Number.isInteger(value) ? String(value) : value.toFixed(1);
	return `${what.padEnd(46)} ${shown.padStart(8)} ${unit.padEnd(6)} ${wanted.padEnd(8)} ${verdict}`;
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
	console.error(`There is no benchmark "${unknown.join('", "')}". There are: ${known.join(', ')}.`);
	process.exit(2);
}
await ensureBuilt(ROOT, (text) => console.log(text));
for (const name of wanted.length > 0 ? wanted : known) {
	const { measure } = (await import(`./${name}.ts`)) as Bench;
	const figures = await measure((text) => console.error(text));
	console.log(`\n${name}\n${figures.map(lineOf).join('\n')}`);
	if (figures.some((figure) => figure.binding && !isMet(figure))) process.exitCode = 1;
}
