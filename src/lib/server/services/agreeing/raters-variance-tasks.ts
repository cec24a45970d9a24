/** What the crew does for parts of the variance: copies the ratings that count, and searches for the parts. */
import { setImmediate } from 'node:timers/promises';
import type { Sparse } from '#lib/agreement/table.ts';
import { task } from '../../crew/task.ts';
import { panelOf } from '../../panel/index.ts';
import { heardIn, type Slice } from './raters-heard.ts';
import type { VarianceFound } from './raters-variance.ts';

type Ratings = { table: Sparse; caseOf: ArrayLike<number> };

/** Means of up to this many raters are told. */
const MOST_RATERS = 8;

/** Dependabilities for which is told how many raters they take. */
const WANTED = [0.8, 0.9];

/**
 * The ratings of a slice, a few bytes each. They are taken from the panel that is in memory, and go to the thread for
 * long work, which has none.
 */
export const ratingsOf = task(
	'agreeing.variance-ratings',
	'figures',
	async (app, { studyId, slice }: { studyId: number; slice: Slice }) => {
		const panel = await panelOf(app, studyId);
		const { memberIds, cases } = heardIn(panel, slice);
		const [starts, caseOf, who, values] = [[0], [] as number[], [] as number[], [] as number[]];
		let place = 0;
		for (const { units } of cases()) {
			for (let unit = 0; unit + 1 < units.starts.length; unit += 1) {
				for (let at = units.starts[unit]!; at < units.starts[unit + 1]!; at += 1) {
					who.push(units.who[at]!);
					values.push(units.values[at]!);
				}
				starts.push(values.length);
				caseOf.push(place);
			}
			place += 1;
		}
		return {
			edition: panel.edition,
			table: {
				raters: memberIds.length,
				starts: Uint32Array.from(starts),
				who: Uint16Array.from(who),
				values: Uint8Array.from(values)
			},
			caseOf: Uint32Array.from(caseOf)
		};
	}
);

export const estimated = task(
	'agreeing.variance',
	'work',
	async (_, { table, caseOf }: Ratings, { signal }): Promise<VarianceFound> => {
		// What counts figures is loaded where they are counted, and weighs on no other thread.
		const { dependability, estimating, ratersNeeded } = await import('#lib/agreement/variance.ts');
		const search = estimating(table, caseOf);
		for (;;) {
			const step = search.next();
			if (step.done !== true) {
				// A breath in which a stop is heard.
				await setImmediate();
				signal.throwIfAborted();
			} else if ('undefined' in step.value) return step.value;
			else {
				const { mean: _mean, ...found } = step.value;
				return {
					...found,
					dependability: Array.from({ length: MOST_RATERS }, (__, at) =>
						dependability(found.parts, at + 1)
					),
					needed: WANTED.map((of) => ({ of, raters: ratersNeeded(found.parts, of) ?? null }))
				};
			}
		}
	}
);
