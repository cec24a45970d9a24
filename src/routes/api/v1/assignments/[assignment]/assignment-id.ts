import { z } from 'zod';
import * as forms from '#lib/server/web/forms.ts';

/** The assignment an address names; 0, which is nobody's, where it is no id. */
export const params = z.object({ assignment: z.string().transform(forms.id) });
