/** What a check list says of each thing it looked at, and where that is mended. */
import { count, day, many, shortDay } from '#lib/components/figures.ts';
import { shortened } from '#lib/domain/listed.ts';
import type { CheckState } from '#lib/domain/release-check.ts';
import type { ReleaseCheck } from '#lib/server/services/releasing/index.ts';

type Items = ReleaseCheck['items'];
export type ItemKind = Exclude<keyof Items, 'finals'>;

export type ItemWords = { title: string; text: string; action?: { text: string; href: string } };

/** The state of an item as the list is divided by it, in the order in which they stand. */
export const STATE_WORDS: Record<CheckState, string> = {
	decide: 'To decide',
	look: 'To look at',
	open: 'Not looked at yet',
	fine: 'In order'
};

/** The colour of what is said in each state. */
export const STATE_COLOURS: Record<CheckState, string> = {
	...{ decide: 'text-bad', look: 'text-warn', open: 'text-soft', fine: 'text-ok' }
};

/** How many there are of each state, in a line: `1 decision`, `3 to look at`. */
export const STATE_COUNTS: Record<CheckState, (of: number) => string> = {
	decide: (of) => many(of, 'decision'),
	look: (of) => `${count(of)} to look at`,
	open: (of) => `${count(of)} not looked at yet`,
	fine: (of) => `${count(of)} in order`
};

/** The order in which items of one state stand. */
export const ITEM_KINDS: readonly ItemKind[] = [
	...(['same', 'reworded', 'unsigned', 'short', 'gone'] as const),
	...(['rounds', 'rulings', 'heldOut', 'comments'] as const)
];

export const ITEM_WORDS: {
	[Kind in ItemKind]: (item: Items[Kind], check: ReleaseCheck) => ItemWords;
} = {
	same: ({ number, newest }) =>
		number === null
			? {
					title: newest === null ? 'There is no release yet' : 'No release holds the same',
					text:
						newest === null
							? 'This would be the first.'
							: `What changed since release ${newest}, or these choices, make it another.`
				}
			: {
					title: `Release ${number} holds the same already`,
					text: 'Nothing it depends on has changed since, and these are its choices. Another is made only with another note.',
					action: { text: 'See it', href: `../releases#release-${number}` }
				},

	reworded: ({ actions, given, awaited }) =>
		actions === 0
			? {
					title: 'No reworded action waits for ratings',
					text: 'What was reworded has been rated again.'
				}
			: {
					title: `${many(actions, 'reworded action')} ${actions === 1 ? 'waits' : 'wait'} for new ratings`,
					text: `${count(given)} of ${many(given + awaited, 'answer')} ${given === 1 ? 'is' : 'are'} in. Made now, ${actions === 1 ? 'it counts' : 'they count'} as unresolved.`,
					action: { text: 'See who', href: '../coverage?state=reopened' }
				},

	unsigned: ({ some, of, answers, round }) => {
		if (of === 0) {
			return { title: 'Every sheet is signed', text: `Nobody has work left in round ${round}.` };
		}
		const sheets = some.reduce((sum, one) => sum + one.sheets, 0);
		const left = of > some.length ? '' : `${many(sheets, 'sheet')} of round ${round}. `;
		const instead = round > 1 ? ' What they signed in an earlier round stands instead.' : '';
		return {
			title: `${many(of, 'rater')} ${of === 1 ? 'has' : 'have'} not signed everything`,
			text: `${left}${named(some, of)}. ${answers === 0 ? 'No answer is in them yet.' : `${many(answers, 'answer')} in them ${answers === 1 ? 'stays' : 'stay'} out.`}${instead}`,
			action: { text: `Remind ${some.length}`, href: remind(some) }
		};
	},

	short: ({ actions, wanted, sheets, cannotRate }) => {
		const unable =
			cannotRate === 0
				? 'Nobody answered “cannot rate”.'
				: `${many(cannotRate, 'answer')} ${cannotRate === 1 ? 'is' : 'are'} “cannot rate”, each with a reason.`;
		const signed = `${many(sheets, 'signed sheet')}; ${unable.charAt(0).toLowerCase()}${unable.slice(1)}`;
		return actions === 0
			? { title: `Every action has ${many(wanted, 'rating')}`, text: signed }
			: {
					title: `${many(actions, 'action')} ${actions === 1 ? 'has' : 'have'} fewer than ${many(wanted, 'rating')}`,
					text: signed,
					action: { text: 'See coverage', href: '../coverage' }
				};
	},

	gone: ({ some, of }) => {
		if (of === 0) {
			return { title: 'No rater left', text: 'Everybody who rated is still in the study.' };
		}
		const each = some.map(({ name, why, ratings, leftOut }) => {
			const counted = `${many(ratings, 'rating')} ${ratings === 1 ? 'counts' : 'count'}`;
			const out = leftOut === 0 ? '' : `, those of ${many(leftOut, 'case')} do not`;
			return `${name}${why === 'disabled' ? ' (account disabled)' : ''}: ${counted}${out}`;
		});
		return {
			title: `${many(of, 'rater')} ${some.every(({ why }) => why === 'disabled') ? 'cannot sign in any more' : 'left during the study'}`,
			text: `${each.join('; ')}${of > some.length ? `; and ${of - some.length} more` : ''}.`,
			action: {
				text: of === 1 ? 'Look' : 'See who',
				href: of === 1 ? `../people/${some[0]!.memberId}` : '../people?group=left'
			}
		};
	},

	rounds: ({ state, rounds }, { at }) => {
		const closed = rounds.filter(({ lockedAt }) => lockedAt !== null);
		const when = closed.map(
			({ number, lockedAt }) => `round ${number} on ${shortDay(lockedAt!, at)}`
		);
		const sentence = when.length === 0 ? '' : `${capital(when.join(', '))}.`;
		if (state === 'fine') {
			const all = rounds.length === 1 ? 'The round is' : `All ${rounds.length} rounds are`;
			return { title: `${all} closed and locked`, text: sentence };
		}
		const open = rounds.at(-1)!;
		const due = open.dueAt === null ? '' : ` It is open until ${day(open.dueAt)}.`;
		return {
			title: `Round ${open.number} is open`,
			text: `${sentence}${due} What is signed after the release is not in it.`.trim(),
			action: { text: 'See rounds', href: '../rounds' }
		};
	},

	rulings: ({ actions, adjudicators, own }) =>
		own > 0
			? {
					title: `${many(own, 'ruling')} by somebody who rated the same case`,
					text: `Of ${many(actions, 'ruling')} by ${many(adjudicators, 'adjudicator')}: whoever rules should not have rated.`,
					action: { text: 'See people', href: '../people' }
				}
			: actions === 0
				? { title: 'Nothing is ruled on', text: 'Every final score comes from the raters alone.' }
				: {
						title: 'Rulings are by people who did not rate',
						text: `${many(actions, 'action')} ruled on by ${many(adjudicators, 'adjudicator')}, each with a reason, which leaves with the release.`
					},

	heldOut: ({ cases, of }, { choices, there }) => {
		if (there.heldOut === 0) {
			return {
				title: 'No case is held out',
				text: 'Every answer is open to whoever has the release.'
			};
		}
		if (choices.part === 'held-out') {
			return {
				title: 'Held-out cases only',
				text: `${many(cases, 'case')}, with their answers: this release is not for everybody.`
			};
		}
		return cases === 0
			? {
					title: 'Held-out cases stay inside',
					text: `${many(there.heldOut, 'case')} of the study ${there.heldOut === 1 ? 'is' : 'are'} held out, and ${there.heldOut === 1 ? 'is' : 'are'} not among these ${count(of)}.`
				}
			: {
					title: 'Held-out cases',
					text: `${count(cases)} of ${many(of, 'case')} ${cases === 1 ? 'is' : 'are'} held out; ${cases === 1 ? 'its' : 'their'} answers are in no open file.`
				};
	},

	comments: ({ state, comments, read }, { choices }) => {
		const leaving = choices.includeComments ? many(comments, 'comment') : 'Comments stay inside';
		if (state === 'fine') {
			return {
				title: 'No text that leaves seems to name a person',
				text: `${choices.includeComments ? `${leaving} leave` : leaving}; looked for titles before names, addresses, numbers and dates.`
			};
		}
		return {
			title: `${many(read.of, 'text')} that ${read.of === 1 ? 'leaves' : 'leave'} may name a person`,
			text: `A title before a name, an e-mail address, a telephone number or a date stands in ${read.of === 1 ? 'it' : 'them'}. Read ${read.of === 1 ? 'it' : 'them'} first.`
		};
	}
};

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const named = (some: readonly { name: string }[], of: number) =>
	shortened(
		some.map(({ name }) => name),
		some.length,
		of
	);

const remind = (some: readonly { memberId: number }[]) =>
	`../remind?${new URLSearchParams(some.map(({ memberId }) => ['member', String(memberId)]))}`;
