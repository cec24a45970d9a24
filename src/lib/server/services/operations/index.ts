/** Is the installation well? */
export { examine, type Finding } from './doctor.ts';
export { assertReady } from './readiness.ts';
