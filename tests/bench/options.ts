/** What may be asked of a benchmark on the command line. */
import { parseArgs } from 'node:util';

export type Options = {
	/** Sizes of the study, as `primum seed --scale` takes them; empty for the benchmark's own. */
	scales: number[];
	/** Seeds again where a seed is kept. */
	fresh: boolean;
	/** How often each load is put on each server in turn. */
	rounds: number;
	/** How long each time. */
	seconds: number;
};

/**
 * @param given e.g. `pages --scale 10 100 --fresh`
 * @returns the benchmarks that are named, and the options
 */
export function read(given: readonly string[]): { names: string[]; options: Options } {
	const { values, positionals } = parseArgs({
		args: [...given],
		allowPositionals: true,
		options: {
			scale: { type: 'string', multiple: true, default: [] },
			fresh: { type: 'boolean', default: false },
			rounds: { type: 'string', default: '5' },
			seconds: { type: 'string', default: '3' }
		}
	});
	const isNumber = (text: string) => /^\d+$/.test(text);
	return {
		names: positionals.filter((text) => !isNumber(text)),
		options: {
			// More than one may follow `--scale`.
			scales: [...values.scale, ...positionals.filter(isNumber)].map(Number),
			fresh: values.fresh,
			rounds: Number(values.rounds),
			seconds: Number(values.seconds)
		}
	};
}
