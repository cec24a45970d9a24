/** Backups: made while people go on rating, kept, and put back. */
export { askFor, makeAsked, show, type BackupsToRead } from './by-hand.ts';
export { check, headOf, rowsIn, type BackupHead } from './container.ts';
export { keptIn, type Kept } from './folder.ts';
export { make, stopMaking, type Made } from './making.ts';
export { MAKE, NIGHTLY } from './kinds.ts';
export { makeNightly, planNightly } from './nightly.ts';
export { recordRestored } from './recording.ts';
export { restore } from './restoring.ts';
export { standing } from './standing.ts';
export { bringUpToDate } from './upgrading.ts';
