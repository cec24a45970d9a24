/** Leaderboards: the board of a release, what everyone may read of it, and the figures that no submission made. */
export {
	desk,
	type BoardDesk,
	type DeskBoard,
	type ListedSubmission,
	type WaitingSubmission
} from './desk.ts';
export { computeBaselines } from './baselines.ts';
export { figuresOf, partsOf } from './figures.ts';
export { takesSubmissions } from './head.ts';
export { makeBoard } from './making.ts';
export { readBoardCase } from './one-case.ts';
export { readBoard, readEntries } from './reading.ts';
export { change, make, publish, unpublish, type MeantBoard } from './settings.ts';
export type { BoardChangeInput } from './settings-schema.ts';
export { setOfBoard, setOfRelease } from './release-set.ts';
