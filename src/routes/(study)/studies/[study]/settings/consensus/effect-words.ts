/** What a number of adjudicators does to the rulings of a study, in words. */
import { many } from '#lib/components/figures.ts';
import type { Effect } from '#lib/server/services/adjudicating/index.ts';

/** @returns a sentence for each number; '' where there is no ruling yet */
export function effectWords({ one, two }: { one: Effect; two: Effect }): {
	one: string;
	two: string;
} {
	if (one.holds === 0) return { one: '', two: '' };
	const waits =
		two.waits === 0 ? '' : `, ${many(two.waits, 'action')} wait for another adjudicator`;
	const apart = two.apart === 0 ? '' : `, and on ${many(two.apart, 'action')} adjudicators differ`;
	const counted = `With two, ${many(two.holds, 'ruling')} of those there are ${two.holds === 1 ? 'holds' : 'hold'}`;
	return {
		one: `With one, every action that was ruled on is settled (${many(one.holds, 'action')}); where two have ruled, by the later of them.`,
		two: `${counted}${waits}${apart}. Nothing that was ruled is lost.`
	};
}
