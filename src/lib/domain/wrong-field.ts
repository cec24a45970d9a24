/** What is wrong with one field of a form, where only what is stored, or the time, can tell. */
import { z } from 'zod';

/**
 * A refusal that is said at the field.
 *
 * @param field its name in the form
 * @param message as in a schema: it begins small and ends without a stop
 */
export function wrongField(field: string, message: string): z.ZodError {
	return new z.ZodError([{ code: 'custom', path: [field], message, input: undefined }]);
}

/** Characters of what was typed that a sentence repeats. */
const REPEATED = 80;

/** What somebody typed, as a sentence repeats it: its beginning where it is long. */
export function asTyped(text: string): string {
	return text.length > REPEATED ? `${text.slice(0, REPEATED)}…` : text;
}
