/** What an import would do or did, as the services count it. */
import type { Problem } from '#lib/domain/refusal.ts';
import type { ImportOutcome } from '#lib/server/services/importing/index.ts';

/** What every import is answered with: whether it was a check, or why it was refused. */
export type ImportAnswer = {
	dryRun?: boolean;
	message?: string;
	problems?: Problem[];
	problemCount?: number;
};

export type CasesOutcome = ImportOutcome;

export type RatingsOutcome = {
	new: number;
	changed: number;
	unchanged: number;
	newRaters: string[];
	notes: string[];
	applied: boolean;
};
