/** Importing ratings as a coordinator does: the file is sent and checked, and a job imports it. */
import { Blob } from 'node:buffer';
import { setTimeout } from 'node:timers/promises';
import { isOver, type Errand } from '#lib/domain/errand.ts';
import { ratingsFile } from './ratings-file.ts';
import { whileWatched, type Held, type Server } from './server.ts';
import { FormData, type Visitor } from './visitor.ts';

/** How often it is looked whether the import is over. */
const LOOK_MS = 100;

/**
 * Imports a file of ratings and waits until nothing more is done about it.
 *
 * @param study its slug
 * @param scale of the study
 * @param name what the names of its raters begin with; another name, other ratings
 * @throws Error where it was refused
 */
export async function importRatings(
	server: Server,
	coordinator: Visitor,
	{ study, scale, name }: { study: string; scale: number; name: string }
): Promise<Held> {
	const file = new Blob([ratingsFile(name, scale)]);
	return whileWatched(server, async () => {
		const page = await coordinator.led(
			...([`/studies/${study}/cases?/send`, form({ files: file })] as const)
		);
		const { body } = await coordinator.submit(`${page}?/check`, form({ purpose: 'ratings' }));
		const [, checked = ''] = /"([0-9a-f]{16})\\?"/.exec(body.toString()) ?? [];
		const asked = await coordinator.led(`${page}?/import`, form({ purpose: 'ratings', checked }));
		const id = new URL(asked, 'http://localhost').searchParams.get('errand');
		await untilOver(coordinator, `/studies/${study}/errands/${id}`);
	});
}

function form(fields: Record<string, string | Blob>): FormData {
	const data = new FormData();
	for (const [name, value] of Object.entries(fields)) {
		if (typeof value === 'string') data.set(name, value);
		else data.set(name, value, 'ratings.csv');
	}
	return data;
}

async function untilOver(coordinator: Visitor, address: string): Promise<void> {
	for (;;) {
		const { body } = await coordinator.get(address);
		const errand = JSON.parse(body.toString()) as Errand;
		if (errand.state === 'done') return;
		if (isOver(errand)) throw new Error(`The import was refused: ${errand.refusal?.message}`);
		await setTimeout(LOOK_MS);
	}
}
