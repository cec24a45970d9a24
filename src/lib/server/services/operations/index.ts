/** Is the installation well? */
export { examine, look, type Finding } from './doctor.ts';
export { keepHouse, planHousekeeping } from './housekeeping.ts';
export { assertReady } from './readiness.ts';
