/** What an import would do or did, as the services count it. */
import type { ImportPlan } from '#lib/domain/import.ts';

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
