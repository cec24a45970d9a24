/** The round that a form of these pages is based on: it goes back as it was shown, and an older one is refused. */
import * as field from '#lib/server/web/fields.ts';
import type { SeenRound } from '#lib/server/services/rounds/index.ts';

export const SEEN = { round: field.id, seen: field.id };

export const seenIn = ({ round, seen }: { round: number; seen: number }): SeenRound => ({
	number: round,
	version: seen
});
