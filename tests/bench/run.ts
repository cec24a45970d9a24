/**
 * `npm run bench -- case-screen`: measures the production build and prints each figure beside its target.
 * Exits with 1 where a binding one is missed.
 */
import { ROOT, ensureBuilt } from '../../src/cli/built.ts';
import { isMet, type Figure, type Progress } from './figure.ts';
import { read, type Options } from './options.ts';

type Bench = { measure(progress: Progress, options: Options): Promise<Figure[]> };

const BENCHES: Record<string, () => Promise<Bench>> = {
	agreement: () => import('./agreement.ts'),
	'case-screen': () => import('./case-screen.ts'),
	coverage: () => import('./coverage.ts'),
	formats: () => import('./formats.ts'),
	pages: () => import('./pages.ts'),
	planner: () => import('./planner.ts'),
	saves: () => import('./saves.ts'),
	scoring: () => import('./scoring.ts'),
	import: () => import('./import.ts')
};

const COMPUTING: ReadonlySet<string> = new Set(['agreement', 'coverage', 'planner', 'scoring']);

function targetOf({ target }: Figure): string {
	if ('most' in target) return `≤ ${target.most}`;
	return 'least' in target ? `≥ ${target.least}` : `= ${target.exactly}`;
}

function linesOf(figures: readonly Figure[]): string {
	const width = Math.max(...figures.map(({ what }) => what.length));
	const line = (figure: Figure) => {
		const { what, value, unit, binding } = figure;
		const verdict = isMet(figure) ? 'ok' : binding ? 'MISSED' : 'missed (informs only)';
		const shown = Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 2 : 1);
		return `${what.padEnd(width)} ${shown.padStart(8)} ${unit.padEnd(6)} ${targetOf(figure).padEnd(8)} ${verdict}`;
	};
	return figures.map(line).join('\n');
}

const { names, options } = read(process.argv.slice(2));
const unknown = names.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
	const known = Object.keys(BENCHES).join(', ');
	console.error(`There is no benchmark "${unknown.join('", "')}". There are: ${known}.`);
	process.exit(2);
}
const asked = names.length > 0 ? names : Object.keys(BENCHES);
// Those that only compute need no server.
if (asked.some((name) => !COMPUTING.has(name))) {
	await ensureBuilt(ROOT, (text) => console.log(text));
}
for (const name of asked) {
	const { measure } = await BENCHES[name]!();
	const figures = await measure((text) => console.error(text), options);
	console.log(`\n${name}\n${linesOf(figures)}`);
	if (figures.some((figure) => figure.binding && !isMet(figure))) process.exitCode = 1;
}
