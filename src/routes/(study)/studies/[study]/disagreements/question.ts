/** The question before something is done with actions: as it is asked, or with what was entered and refused. */
import { fromRuns } from '#lib/domain/runs.ts';

export type Question = {
	asks: 'adjudication' | 'exclude';
	/** The actions it is about, as a form sends them: how many there are, and the first of them by name. */
	ids: string;
	of: number;
	some: string[];
	/** What stays ticked meanwhile. */
	picked: string;
	/** Why it was refused, and what was entered. */
	message?: string;
	fields?: Record<string, string>;
	entered?: { member?: number; note?: string; reason?: string };
};

type Entered = Question['entered'] & { ids: string; picked: string };

/** What comes back from any form of the page. */
type Form =
	| { question?: Omit<Question, 'picked'> | null; picked?: string }
	| { of?: string; message: string; fields: Record<string, string>; entered?: Entered };

/** @returns null where nothing is asked */
export function questionOf(form: Form | null): Question | null {
	if (form === null) return null;
	if ('message' in form) {
		const { of: asks, message, fields, entered } = form;
		if (entered === undefined || (asks !== 'adjudication' && asks !== 'exclude')) return null;
		const { ids, picked } = entered;
		return { asks, ids, picked, of: fromRuns(ids).length, some: [], message, fields, entered };
	}
	if (form.question === undefined || form.question === null) return null;
	return { ...form.question, picked: form.picked ?? '' };
}
