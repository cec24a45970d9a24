/** The data set on its way: in from files, held against what that costs at the least, and out as a release. */
import type { Figure, Progress } from './figure.ts';
import { measure as measureIn } from './formats-in.ts';
import { measure as measureOut } from './formats-out.ts';
import type { Options } from './options.ts';

export async function measure(progress: Progress, options: Options): Promise<Figure[]> {
	return [...(await measureIn(progress)), ...(await measureOut(progress, options))];
}
