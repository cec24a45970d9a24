/** Errors of somebody a hundred cases as parts of a bar: from the middle outwards, the worst first. */
import { SEVERITIES, type Severity } from '#lib/domain/leaderboard-view.ts';
import type { Harms } from '#lib/domain/submission.ts';

/** The point of the scale that lends its colour, and the part it makes of the longest bar: from, and how long, 0 to 1. */
export type HarmPart = { severity: Severity; score: number; from: number; share: number };

/** What was left out should have been done, what was done should not. */
export const SCORES = {
	omissions: { severe: 9, moderate: 8, mild: 7 },
	commissions: { severe: 1, moderate: 2, mild: 3 }
} as const;

/** What was left out, or what was done. */
export type ErrorKind = keyof typeof SCORES;

/**
 * @param most the longest bar of all
 * @param only the severity that is shown; null for all
 */
export function harmParts(
	harms: Harms,
	most: number,
	kind: ErrorKind,
	only: Severity | null
): HarmPart[] {
	let from = 0;
	return SEVERITIES.filter((severity) => only === null || severity === only).map((severity) => {
		const part = { severity, score: SCORES[kind][severity], from, share: harms[severity] / most };
		from += part.share;
		return part;
	});
}
