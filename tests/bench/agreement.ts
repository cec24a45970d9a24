/** How long the coefficients of a study take, at ten times NOHARM's size: 1,000 cases, 42,490 actions, 29 raters. */
import * as krippendorff from '../../src/lib/agreement/krippendorff.ts';
import { seeded } from '../../src/lib/agreement/random.ts';
import { report } from '../../src/lib/agreement/report.ts';
import * as variance from '../../src/lib/agreement/variance.ts';
import { dense, sparse, type Table } from '../../src/lib/agreement/table.ts';
import { encode } from '../../src/lib/formats/files.ts';
import { readMatrix } from '../../src/lib/formats/tables.ts';
import type { Figure, Progress } from './figure.ts';
import { simulated } from './support/simulated.ts';

const RUNS = 5;

/** The median of some runs, in milliseconds; what the first costs more, compiling, is left out. */
function timed(run: () => unknown): number {
	run();
	const times = Array.from({ length: RUNS }, () => {
		const began = performance.now();
		run();
		return performance.now() - began;
	});
	return times.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)]!;
}

function textOf(table: Table, caseOf: ArrayLike<number>): string {
	const header = ['unit', 'case', ...table[0]!.map((_, at) => `R${at + 1}`)];
	const lines = table.map((row, at) => [at + 1, `Case${caseOf[at]! + 1}`, ...row].join());
	return [header.join(), ...lines].join('\n');
}

export function measure(progress: Progress): Promise<Figure[]> {
	const model = {
		...{ cases: 1_000, actions: 42.49, raters: 29, panel: 3 },
		...{ ofCase: 1, severity: 0.4, raterInCase: 0.3 }
	};
	const { table: made, caseOf } = simulated(model, seeded(1));
	const table = dense(made);
	const file = encode(textOf(table, caseOf));
	progress(`${table.length} actions, ${made.values.length} ratings, ${file.length} bytes`);
	const figure = (what: string, value: number, most: number): Figure => ({
		...{ what, value, unit: 'ms', target: { most }, binding: true }
	});
	const cases = Array.from(caseOf);
	return Promise.resolve([
		figure(
			'reading the matrix',
			timed(() => readMatrix(file)),
			250
		),
		figure(
			'ordinal alpha',
			timed(() => krippendorff.alpha(table, 'ordinal')),
			20
		),
		figure(
			'every coefficient, by case',
			timed(() => report(table, { cases })),
			500
		),
		figure(
			'parts of the variance',
			timed(() => variance.parts(sparse(table), caseOf)),
			1_000
		)
	]);
}
