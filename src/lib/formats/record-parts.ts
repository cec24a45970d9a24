/** What several tables of a release have in common. */
import { z } from 'zod';
import { BASES } from '#lib/domain/consensus.ts';
import { CANNOT_RATE_REASONS, FLAGS } from '#lib/domain/rating.ts';

export const caseId = z.string().min(1).describe('Id of the case');
export const number = z.int().min(1).describe('Number of the action within its case');
export const score = z.int().min(1).max(9);
export const basis = z.enum(BASES);

/** Words of a person or a file; where there are none it is null, never "". */
export const words = z.string().min(1);

/** Why a rater gave no score, and what raters mark, by the words of the product. */
export const cannotRate = z.enum(CANNOT_RATE_REASONS);
export const flags = z.array(z.enum(FLAGS));

/** Words as a record has them: nothing said is null. */
export function said(text: string | null): string | null {
	return text === '' ? null : text;
}
