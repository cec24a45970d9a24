/** Makes cases or ratings of files by a mapping. */
import type { CaseMapping, RatingMapping } from '#lib/domain/mapping.ts';
import type { Files } from '../files.ts';
import type { Limits } from '../limits.ts';
import type { KnownCodes, RatingRows, Tables } from '../tables.ts';

/**
 * Cases with their actions.
 *
 * @param codes that the study has: files may write them otherwise
 * @returns as `readTables`, with the files that no table of the mapping is in
 */
export declare function applyCases(
	mapping: CaseMapping,
	files: Files,
	codes?: KnownCodes,
	limits?: Limits
): Promise<Tables & { ignored: string[] }>;

/** Ratings. @returns as `readRatings` */
export declare function applyRatings(
	mapping: RatingMapping,
	files: Files,
	limits?: Limits
): Promise<RatingRows>;
