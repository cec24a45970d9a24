/** What is said of each kind of need, and the one thing to do about it. */
import { count, many, shortDay } from '#lib/components/figures.ts';
import type { NeedKind, PlaceFilter } from '#lib/domain/coverage.ts';
import type { Sign } from './PlaceSymbols.svelte';
import type { Coverage, Needs } from './shown-types.ts';

type Need = Needs['kinds'][number];
type Item = Need['first'][number];

type Words = {
	sign: Sign;
	/** True for what stands in the way of others, which is said in the colour of trouble. */
	bad?: boolean;
	title: (of: number) => string;
	/** What stands behind the name of a person or a case. */
	about?: (item: Item, now: number) => string;
	/** The cases it is about, where the table can be narrowed to them. */
	filter?: PlaceFilter;
	action: (need: Need) => { text: string; href: string };
};

const people = (count: number) => many(count, 'person', 'people');
const raters = (count: number) => many(count, 'rater');
const left = ({ left: ratings }: Item) => (ratings === 0 ? '' : `${count(ratings)} left`);

const remind = ({ members }: Need) => ({
	text: `Remind ${members.length}`,
	href: `remind?${new URLSearchParams(members.map((id) => ['member', String(id)])).toString()}`
});
const fill = ({ first: [item] }: Need) => ({
	text: 'Fill',
	href: `assignments?${new URLSearchParams({ case: item!.externalId! })}`
});
const sendAgain = ({ members }: Need) => ({
	text: 'Send again',
	href: members.length === 1 ? `people/${members[0]}` : 'people?group=needs'
});
const goTo = (text: string, href: string) => () => ({ text, href });

export const NEED_WORDS: Record<NeedKind, Words> = {
	'no-cases': {
		sign: 'empty',
		title: () => 'This study has no cases yet',
		action: goTo('Import cases', 'cases')
	},
	'no-raters': {
		sign: 'empty',
		title: () => 'This study has no raters yet',
		action: goTo('Add people', 'people/add')
	},
	short: {
		sign: 'empty',
		bad: true,
		title: (of) => `${many(of, 'case')} short of a rater`,
		filter: 'empty',
		action: fill
	},
	silent: {
		sign: 'clock',
		title: (of) => `${raters(of)} silent`,
		about: left,
		filter: 'silent',
		action: remind
	},
	unopened: {
		sign: 'letter',
		title: (of) => `${many(of, 'link')} not opened`,
		about: left,
		filter: 'unopened',
		action: sendAgain
	},
	'not-joined': {
		sign: 'letter',
		title: (of) => `${people(of)} opened the link but did not join`,
		about: left,
		filter: 'not-joined',
		action: sendAgain
	},
	'not-begun': {
		sign: 'not-begun',
		title: (of) => `${raters(of)} ${of === 1 ? 'has' : 'have'} not begun`,
		about: left,
		action: remind
	},
	paused: {
		sign: 'pause',
		title: (of) => `${raters(of)} paused with open work`,
		about: (item, now) =>
			[item.until === null ? 'without an end' : `until ${shortDay(item.until, now)}`, left(item)]
				.filter(Boolean)
				.join(', '),
		filter: 'paused',
		action: goTo('See people', 'people')
	},
	disabled: {
		sign: 'out',
		bad: true,
		title: (of) => `${raters(of)} with open work cannot sign in: it does not count`,
		filter: 'disabled',
		action: goTo('See people', 'people')
	},
	reworded: {
		sign: 'reopened',
		title: (of) => `${many(of, 'case')} to be rated again: reworded or added to since`,
		about: left,
		filter: 'reopened',
		action: remind
	},
	reopened: {
		sign: 'reopened',
		title: (of) => `${many(of, 'case')} reopened and waiting`,
		filter: 'reopened',
		action: remind
	},
	unsigned: {
		sign: 'unsigned',
		title: (of) => `${many(of, 'case')} rated but not signed`,
		filter: 'unsigned',
		action: remind
	},
	late: {
		sign: 'clock',
		title: (of) => `${raters(of)} will be late`,
		about: (item, now) => (item.until === null ? '' : `done ${shortDay(item.until, now)}`),
		action: goTo('Move work', 'assignments')
	},
	'not-qualified': {
		sign: 'out',
		title: (of) => `${raters(of)} did not qualify and ${of === 1 ? 'has' : 'have'} no try left`,
		action: goTo('See people', 'people')
	},
	ready: {
		sign: 'signed',
		title: () => 'Every case is complete: the round is ready to close',
		action: goTo('Close the round…', 'rounds?ask=close')
	}
};

/** The raters of a round, and those of them who have begun. */
type Begun = Coverage['raters'];

/**
 * How much of what is missing hangs on how few, in a sentence.
 *
 * @returns null where nothing is missing
 */
export function sentenceOf(
	{ missing, waiting }: Needs,
	begun: Begun
): { text: string; warns: boolean } | null {
	if (missing === 0) return null;
	const ratings = (count: number) => many(count, 'missing rating');
	if (waiting.ratings === 0) {
		return { text: `${ratings(missing)}: ${nobodyWaits(waiting.kinds, begun)}.`, warns: false };
	}
	const whom = [
		waiting.people > 0 ? people(waiting.people) : '',
		waiting.places > 0 ? many(waiting.places, 'empty place') : ''
	];
	const lines = waiting.kinds === 1 ? 'the first line' : `the first ${waiting.kinds} lines`;
	const wait = waiting.ratings === 1 ? 'waits' : 'wait';
	const text = `${count(waiting.ratings)} of ${ratings(missing)} ${wait} for the ${whom.filter(Boolean).join(' and ')} in ${lines}.`;
	return { text, warns: true };
}

/** Whoever was given work within a day keeps nobody waiting, and may not have begun all the same. */
function nobodyWaits(kinds: number, { active, of }: Begun): string {
	if (kinds > 0) return 'somebody with each of them is at it';
	if (active === 0) return 'nobody has begun yet';
	return active < of ? `${active} of ${raters(of)} have begun` : 'everybody who has work is at it';
}
