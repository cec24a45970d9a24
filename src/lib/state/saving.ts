/** Whether everything entered in a case is on the server's disk: its ratings and its comment as one. */
import type { SaveState } from './trouble.ts';

/** What the screen asks of each part. */
export type SavedPart = {
	readonly state: SaveState;
	readonly waiting: number;
	readonly durable: boolean;
	retry(): void;
};

/** The later in this list, the more a person should know of it. */
const BY_WEIGHT: readonly SaveState[] = [
	'saved',
	'saving',
	'retrying',
	'offline',
	'too-long',
	'signed-out',
	'conflict',
	'refused'
];

/** Several parts seen as one. It reads them when it is asked, so it is as reactive as they are. */
export function together(parts: readonly SavedPart[]): SavedPart {
	return {
		get state() {
			const weights = parts.map(({ state }) => BY_WEIGHT.indexOf(state));
			return BY_WEIGHT[Math.max(0, ...weights)]!;
		},
		get waiting() {
			return parts.reduce((sum, { waiting }) => sum + waiting, 0);
		},
		get durable() {
			return parts.every(({ durable }) => durable);
		},
		retry() {
			for (const part of parts) part.retry();
		}
	};
}
