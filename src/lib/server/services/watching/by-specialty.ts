/** How far each specialty is. */
import { isComplete } from './selection.ts';
import type { CaseRow } from './survey.ts';

export type SpecialtyProgress = {
	specialty: string;
	/** Ratings that count toward k, of those wanted. */
	done: number;
	of: number;
	/** Cases all of whose places are signed, of all. */
	complete: number;
	cases: number;
};

/** Those of whose ratings the smallest share is there first. */
export function progressBySpecialty(rows: readonly CaseRow[]): SpecialtyProgress[] {
	const share = ({ done, of }: SpecialtyProgress) => (of === 0 ? 1 : done / of);
	return [...Map.groupBy(rows, ({ specialty }) => specialty)]
		.map(([specialty, theirs]) => ({
			specialty,
			done: theirs.reduce((sum, { done }) => sum + done, 0),
			of: theirs.reduce((sum, { of }) => sum + of, 0),
			complete: theirs.filter(isComplete).length,
			cases: theirs.length
		}))
		.sort((a, b) => share(a) - share(b) || a.specialty.localeCompare(b.specialty, 'en'));
}
