/** What a number of adjudicators does to the rulings of a study, in words. */
import { count, many } from '#lib/components/figures.ts';
import type { Effect } from '#lib/server/services/adjudicating/index.ts';

/** @returns a sentence for each number; '' where there is no ruling yet */
export function effectWords({ one, two }: { one: Effect; two: Effect }): {
	one: string;
	two: string;
} {
	if (one.holds === 0) return { one: '', two: '' };
	const all = many(one.holds, 'action');
	const parts = [
		`${count(two.holds)} of the ${all} ruled on ${two.holds === 1 ? 'stays' : 'stay'} settled`,
		...(two.waits === 0 ? [] : [`${count(two.waits)} would wait for another adjudicator`]),
		...(two.apart === 0 ? [] : [`on ${count(two.apart)} adjudicators differ`])
	];
	return {
		one: `With one, all that was ruled on is settled (${all}), by the later ruling where two have ruled.`,
		two: `With two, ${parts.join(', ')}. No ruling is lost.`
	};
}
