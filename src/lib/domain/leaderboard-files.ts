/** What leaves the page of a leaderboard as a file, of what is in view. */

/** Tables, as CSV: every figure with its interval and what it rests on. */
export const LEADERBOARD_TABLES = ['systems', 'specialties', 'errors'] as const;
export type LeaderboardTable = (typeof LEADERBOARD_TABLES)[number];

/** Charts, as SVG; the page makes a PNG of each. */
export const LEADERBOARD_CHARTS = ['bars', 'scatter', 'profile', 'errors'] as const;
export type LeaderboardChart = (typeof LEADERBOARD_CHARTS)[number];

/** All of a board, for programs. */
export const LEADERBOARD_JSON = 'leaderboard.json';
