/** What an import would do or did, as the services count it. */
import type { RewordingPolicy } from '#lib/domain/import.ts';
import type { Purpose } from '#lib/domain/mapping.ts';
import type { Problem } from '#lib/domain/refusal.ts';
import type { ImportOutcome, RatingsOutcome } from '#lib/server/services/importing/index.ts';

/** What a check is answered with: what the import would do, or why it is refused. */
export type Checked = {
	/** Of an answer: 200 where nothing stands in the way. */
	status: number;
	purpose: Purpose;
	rewording: RewordingPolicy;
	/** Names what was checked. */
	name: string;
	cases?: ImportOutcome;
	ratings?: RatingsOutcome;
	message?: string;
	problems?: Problem[];
	problemCount?: number;
};
