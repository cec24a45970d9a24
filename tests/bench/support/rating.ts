/** A rater's case over HTTP: what it asks, and a save as the case screen sends it. */
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { unflatten } from 'devalue';
import type { Visitor } from './visitor.ts';

/** An action of a case, and the version of its rating that was last seen. */
export type Action = { id: number; version: number };
export type Case = { assignment: number; actions: Action[] };

type PageData = { nodes: ({ type: string; data?: unknown[] } | null)[] };
type Shown = { shown?: { actions: Action[] } };

/** Numbers of the assignments on My cases, in the order of the page. */
export async function assignments(rater: Visitor): Promise<number[]> {
	const { body } = await rater.get('/cases');
	const links = body.toString().matchAll(/href="\/cases\/(\d+)"/g);
	return [...new Set([...links].map(([, id]) => Number(id)))];
}

/** A case that can be rated: the first on the rater's list; a submitted one is taken back. */
export async function openCase(rater: Visitor): Promise<Case> {
	const [assignment] = await assignments(rater);
	if (assignment === undefined) throw new Error('There is no case on My cases.');
	await rater.post(`/api/v1/assignments/${assignment}/take-back`, {});
	const { body } = await rater.get(`/cases/${assignment}/__data.json`);
	const page = JSON.parse(body.toString().split('\n')[0]!) as PageData;
	for (const node of page.nodes) {
		const data = node?.data === undefined ? {} : (unflatten(node.data) as Shown);
		if (data.shown === undefined) continue;
		return { assignment, actions: data.shown.actions.map(({ id, version }) => ({ id, version })) };
	}
	throw new Error(`The page of assignment ${assignment} shows no actions.`);
}

/** Where saves of an assignment go. */
export const savesPath = (assignment: number) => `/api/v1/assignments/${assignment}/ratings`;

/** One save, as the case screen sends it: a score that differs from the one before. */
export function saveOf({ id, version }: Action) {
	return {
		operation: randomUUID(),
		action: id,
		version,
		value: { score: (version % 9) + 1, cannotRate: null, comment: '', flags: [] },
		activeMs: 1_500
	};
}

/** Milliseconds until a save that met a busy server is sent again. */
const AGAIN_MS = 250;

/**
 * Rates one action of a case anew, and tries again while the server is busy, as the case screen does.
 *
 * @param turn which of the actions
 * @throws Error where it was refused
 */
export async function save(
	rater: Visitor,
	{ assignment, actions }: Case,
	turn: number
): Promise<void> {
	const action = actions[turn % actions.length]!;
	const value = saveOf(action);
	for (;;) {
		const { status, body } = await rater.post(savesPath(assignment), value);
		if (status === 200) break;
		if (status !== 503) throw new Error(`A save was refused: ${status} ${body.toString()}`);
		await setTimeout(AGAIN_MS);
	}
	action.version += 1;
}
