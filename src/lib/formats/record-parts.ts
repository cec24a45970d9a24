/** What several tables of a release have in common. */
import { z } from 'zod';

export const caseId = z.string().min(1).describe('Id of the case');
export const number = z.int().min(1).describe('Number of the action within its case');
export const score = z.int().min(1).max(9);
