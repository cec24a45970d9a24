/** The data set on its way: out as a release. */
import type { Figure, Progress } from './figure.ts';
import { measure as measureOut } from './formats-out.ts';
import type { Options } from './options.ts';

export async function measure(progress: Progress, options: Options): Promise<Figure[]> {
	return measureOut(progress, options);
}
