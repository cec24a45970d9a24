import { existsSync, readFileSync, writeFileSync } from 'node:fs';

type Report = { files: Record<string, { mutants: { status: string }[] }> };

/**
 * Forgets what was missed, so that it is asked again. Left to itself, Stryker keeps such a result for
 * whatever runs while a file loads, though specs that notice it have come since.
 *
 * @param file what Stryker remembers of a room (`incrementalFile`); need not exist
 */
export function forgetMissed(file: string): void {
	if (!existsSync(file)) return;
	const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
	for (const one of Object.values(report.files))
		one.mutants = one.mutants.filter(({ status }) => status === 'Killed');
	writeFileSync(file, JSON.stringify(report));
}
