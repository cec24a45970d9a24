/** The kinds of jobs that make backups. */

/** That of every night. */
export const NIGHTLY = 'backups.nightly';
/** One that an administrator asks for. */
export const MAKE = 'backups.make';
export const JOBS = [NIGHTLY, MAKE];
