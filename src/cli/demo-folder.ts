/** The folder of the demonstration. A marker tells it from one that holds someone's work. */
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Refusal } from '#lib/domain/refusal.ts';
import { prepareFolder } from '#lib/server/config.ts';

const MARKER = 'primum-demo.json';

const markerSchema = z.object({ demonstration: z.literal(true), seeded: z.boolean() });

/**
 * Makes the folder ready for the demonstration. One whose making was interrupted is begun again.
 *
 * @param fresh empties a folder that holds a demonstration
 * @throws Refusal ('conflict') where the folder holds anything else: it is left alone; ('invalid') where it
 *   cannot be made or written to
 */
export function prepare(folder: string, { fresh }: { fresh: boolean }): void {
	prepareFolder(folder);
	const isEmpty = readdirSync(folder).length === 0;
	const marker = read(folder);
	if (!isEmpty && marker === null) {
		throw new Refusal(
			'conflict',
			`${folder} holds files that are no demonstration's. They are left alone: choose another folder ` +
				'with --data.'
		);
	}
	if (marker?.seeded === true && !fresh) return;
	if (!isEmpty) {
		rmSync(folder, { recursive: true });
		prepareFolder(folder);
	}
	write(folder, { demonstration: true, seeded: false });
}

/** True where the folder holds a whole demonstration. */
export function isSeeded(folder: string): boolean {
	return read(folder)?.seeded === true;
}

/** Says that the demonstration in the folder is whole. */
export function markSeeded(folder: string): void {
	write(folder, { demonstration: true, seeded: true });
}

function read(folder: string): z.output<typeof markerSchema> | null {
	const path = join(folder, MARKER);
	if (!existsSync(path)) return null;
	try {
		return markerSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
	} catch {
		return null;
	}
}

function write(folder: string, marker: z.output<typeof markerSchema>): void {
	writeFileSync(join(folder, MARKER), `${JSON.stringify(marker)}\n`, { flush: true });
}
