/** By when a round is due. */
import { wrongField } from '#lib/domain/wrong-field.ts';

/**
 * Refuses a due date that has passed.
 *
 * @param dueAt in milliseconds since 1970, UTC, as `now`; null for none
 * @throws ZodError
 */
export function assertToCome(dueAt: number | null, now: number): void {
	if (dueAt === null || dueAt >= now) return;
	throw wrongField('due', 'this day has passed; choose another, or leave the date empty for none');
}
