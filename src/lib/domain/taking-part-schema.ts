/** What is said of somebody who pauses or leaves. */
import { z } from 'zod';

export const reasonSchema = z.string().trim().min(1, 'say why: it stays on record').max(2_000);
