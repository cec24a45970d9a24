/** What the parts of the list are called, and where an action waits. */
import type { Concern, Why } from '#lib/domain/disagreements.ts';
import type {
	DisagreementPlace,
	DisagreementShow
} from '#lib/server/services/disagreeing/index.ts';

export const SHOW_WORDS: Record<DisagreementShow, string> = {
	unresolved: 'Unresolved',
	'harm-benefit': 'Harm meets benefit',
	apart: 'Apart',
	'rulings-apart': 'Adjudicators apart',
	'ruling-waits': 'Second ruling',
	few: 'Too few scores',
	wording: 'Wording',
	flagged: 'Flagged',
	'cannot-rate': 'Cannot rate',
	commented: 'Commented',
	discordant: 'Settled, discordant'
};

/** In the order in which a line of tabs has them: those of why an action is unresolved, and of what else there is. */
export const WHY_TABS: readonly ('unresolved' | Why)[] = [
	'unresolved',
	'harm-benefit',
	'apart',
	'few',
	'rulings-apart',
	'ruling-waits'
];
export const CONCERN_TABS: readonly Concern[] = [
	'wording',
	'flagged',
	'cannot-rate',
	'commented',
	'discordant'
];

/** Those that most studies never have: they are shown only where there are any. */
export const RARE: ReadonlySet<DisagreementShow> = new Set([
	'rulings-apart',
	'ruling-waits',
	'discordant'
]);

export const PLACE_WORDS: Record<DisagreementPlace, string> = {
	nowhere: 'Nowhere yet',
	round: 'Next round',
	adjudication: 'Adjudication'
};
