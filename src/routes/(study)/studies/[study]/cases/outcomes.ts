/** What an import would do or did, as the services count it. */
import type { ImportPlan } from '#lib/domain/import.ts';
import type { Problem } from '#lib/domain/refusal.ts';

/** What every import is answered with: whether it was a check, or why it was refused. */
export type ImportAnswer = {
	dryRun?: boolean;
	message?: string;
	problems?: Problem[];
	problemCount?: number;
};

export type CasesOutcome = Pick<ImportPlan, 'cases' | 'actions' | 'rewordings'> & {
	applied: boolean;
	ignored: string[];
};

export type RatingsOutcome = {
	new: number;
	changed: number;
	unchanged: number;
	newRaters: string[];
	applied: boolean;
};
