/** Errands: long work that somebody asked for, and watches or comes back to. */
import type { JsonObject } from './case.ts';
import type { Problem } from './refusal.ts';

export const ERRAND_KINDS = ['release', 'import-cases', 'import-ratings', 'score'] as const;
export type ErrandKind = (typeof ERRAND_KINDS)[number];

/** `refused` and `failed` both changed nothing: the first for what was asked, the second for a fault of Primum's. */
export type ErrandState = 'waiting' | 'running' | 'done' | 'refused' | 'failed' | 'stopped';

/** An errand as whoever asked sees it. Times are milliseconds since 1970, UTC. */
export type Errand = {
	id: string;
	kind: ErrandKind;
	state: ErrandState;
	/** What is being done, in a word or two: `done` of `parts`. */
	what: string;
	done: number;
	parts: number;
	/** What was asked for, as the kind of errand keeps it. */
	asked: JsonObject;
	/** What came of it; null unless it is done. */
	outcome: JsonObject | null;
	/** Why it was refused or failed; null where it was not. */
	refusal: { message: string; problems: readonly Problem[] } | null;
	createdAt: number;
	finishedAt: number | null;
	/** True once somebody asked it to stop. */
	stopping: boolean;
};

/** True where nothing more will come of it. */
export function isOver({ state }: { state: ErrandState }): boolean {
	return state !== 'waiting' && state !== 'running';
}
