/** Leaderboards: the board of a release, what everyone may read of it, and the figures that no submission made. */
export { boardFor, type Asking, type Found } from './finding.ts';
export { makeBoard } from './making.ts';
export { readBoardCase } from './one-case.ts';
export { readBoard, readEntries } from './reading.ts';
