/** What is said of a place, and of what it waits for. */
import { many, shortDay } from '#lib/components/figures.ts';
import type { HoldKind, PlaceFilter, PlaceState } from '#lib/domain/coverage.ts';

export const STATE_WORDS: Record<PlaceState, string> = {
	signed: 'signed',
	begun: 'begun',
	'not-begun': 'not begun',
	unsigned: 'rated, not signed',
	reopened: 'reopened',
	empty: 'no rater'
};

export const FILTER_WORDS: Record<PlaceFilter, string> = {
	...STATE_WORDS,
	silent: 'silent',
	unopened: 'link not opened',
	'not-joined': 'link opened, not joined',
	paused: 'paused',
	disabled: 'cannot sign in'
};

type Hold = { kind: HoldKind; days: number; until: number | null };

/** In a few letters, for a cell: `9 d`, `5 Dec`. */
export function holdBriefly({ kind, days, until }: Hold, now: number): string {
	if (kind === 'disabled') return 'out';
	if (kind === 'paused') return until === null ? 'paused' : shortDay(until, now);
	return `${days} d`;
}

/** As a person would say it: `silent for 9 days`. */
export function holdInWords({ kind, days, until }: Hold, now: number): string {
	const lasting = many(days, 'day');
	const words: Record<HoldKind, string> = {
		disabled: 'cannot sign in',
		silent: `silent for ${lasting}`,
		unopened: `link not opened for ${lasting}`,
		'not-joined': `link opened, not joined for ${lasting}`,
		'not-begun': `has begun nothing for ${lasting}`,
		paused: until === null ? 'paused' : `paused until ${shortDay(until, now)}`
	};
	return words[kind];
}

type Said = { state: PlaceState; percent: number; hold: Hold | null };

/** All there is to say of a place: `begun, 82% rated, silent for 9 days`. */
export function placeInWords({ state, percent, hold }: Said, now: number): string {
	const rated = state === 'begun' || state === 'reopened' ? `${percent}% rated` : '';
	return [STATE_WORDS[state], rated, hold && holdInWords(hold, now)].filter(Boolean).join(', ');
}
