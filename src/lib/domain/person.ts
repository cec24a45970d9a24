/** What is asked of a person who gets an account. */
import { z } from 'zod';

export const nameSchema = z
	.string()
	.trim()
	.min(1, 'give a name')
	.max(200, 'at most 200 characters');

export const emailSchema = z.string().trim().pipe(z.email('this is not an e-mail address'));

/** The codes of the specialties a person can rate; none where every case is suitable. */
export const specialtiesSchema = z.array(z.string().trim().min(1).max(64)).default([]);
