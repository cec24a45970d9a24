/** Leaderboards: the board of a release, what everyone may read of it, and the figures that no submission made. */
export { computeBaselines } from './baselines.ts';
export { figuresOf, partsOf } from './figures.ts';
export { boardFor, type Asking, type Found } from './finding.ts';
export { makeBoard } from './making.ts';
export { readBoardCase } from './one-case.ts';
export { readBoard, readEntries } from './reading.ts';
export { setOfRelease, type OfRelease } from './release-set.ts';
