/** A release as a coordinator makes it: from its check list, by a job. */
import { setTimeout } from 'node:timers/promises';
import { isOver, type Errand } from '../../../src/lib/domain/errand.ts';
import { FormData, type Visitor } from './visitor.ts';

const AGAIN_MS = 500;

/**
 * Asks for a release, and waits until it is there.
 *
 * @throws Error where none was made
 */
export async function makeRelease(coordinator: Visitor, study: string): Promise<void> {
	const page = await coordinator.get(`/studies/${study}/releases/new`);
	const form = new FormData();
	form.set('seen', /name="seen" value="([0-9a-f]+)"/.exec(page.body.toString())?.[1] ?? '');
	form.set('read', 'on');
	const { body } = await coordinator.submit(`/studies/${study}/releases/new?/make`, form);
	const { location } = JSON.parse(body.toString()) as { location: string };
	const id = /errand=([\w-]+)/.exec(location)?.[1] ?? '';
	for (;;) {
		const answer = await coordinator.get(`/studies/${study}/errands/${id}`);
		const errand = JSON.parse(answer.body.toString()) as Errand;
		if (errand.state === 'done') return;
		if (isOver(errand)) throw new Error(`No release was made: ${answer.body.toString()}`);
		await setTimeout(AGAIN_MS);
	}
}
