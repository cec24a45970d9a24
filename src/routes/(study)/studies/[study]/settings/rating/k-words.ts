/** What another number of raters per case means, asked before it is saved. */
import { many } from '#lib/components/figures.ts';
import type { KChange } from '#lib/server/services/watching/index.ts';

export function kChangeInWords(change: KChange): string {
	const { now, then, signedMore, openMore, complete, empty } = change;
	const opened = empty.then - empty.now;
	const completeThen = complete.then - complete.now;
	return [
		`${then < now ? 'Lowering' : 'Raising'} k from ${now} to ${then}:`,
		signedMore.cases > 0 &&
			`${many(signedMore.cases, 'case')} already ${signedMore.cases === 1 ? 'has' : 'have'} more than ` +
				`${many(then, 'signed rater')}; their ratings stay and count.`,
		openMore > 0 &&
			`${many(openMore, 'place')} that ${openMore === 1 ? 'is' : 'are'} open now would be more than ` +
				'wanted, and would stay with their raters until you release them.',
		opened > 0 && `${many(opened, 'place')} would open that nobody has.`,
		opened < 0 && `${many(-opened, 'empty place')} would not be wanted any more.`,
		completeThen < 0 && `${many(-completeThen, 'case')} complete now would not be complete then.`,
		completeThen > 0 && `${many(completeThen, 'more case')} would be complete.`,
		'Nothing is saved yet.'
	]
		.filter((words) => words !== false)
		.join(' ');
}
