/** What the card and the Croissant of a release say in words: how it came about, and what is in it. */
import { many } from '#lib/domain/listed.ts';
import type { Manifest, Outline } from '#lib/domain/release.ts';
import { scopeInWords } from './scope-words.ts';

const DISAGREE =
	', or one on which the raters disagree (see `rules` in the manifest for the band),';

/** What a rule does, and when it leaves an action unresolved beyond having too few scores. */
const RULES: Record<Manifest['rules']['consensus'], { does: string; open: string }> = {
	'noharm-strict': {
		does: 'the median of the ratings, a half going toward 5; a 1 or a 9 stands only where every rater gave it and otherwise moves one point toward 5',
		open: DISAGREE
	},
	median: {
		does: 'the median of the ratings, a half going toward 5',
		open: DISAGREE
	},
	'mean-rounded': { does: 'the mean of the ratings, rounded, a half going toward 5', open: '' },
	'majority-label': {
		does: 'the median within the label (harmful, uncertain, beneficial) that most raters gave',
		open: ', or one of which no label has a majority,'
	}
};

/** How scores become final, a sentence each. */
export function rule({ consensus, options, unrated }: Outline): string[] {
	if (unrated) {
		return [
			'The study has no ratings yet: the scores in `kit/` are the reference scores it was imported with.'
		];
	}
	const { does, open } = RULES[consensus.rule];
	const left =
		options.unresolved === 'exclude'
			? 'Unresolved actions are left out of `kit/`.'
			: 'Unresolved actions are in `kit/` with the provisional score of the rule.';
	return [
		`The rule is \`${consensus.rule}\`: ${does}.`,
		`An action with fewer than ${consensus.ratersPerCase} scores${open} is unresolved.`,
		left,
		'An adjudication overrides the rule and carries its reason.',
		'`tables/final` says of every action how its score came about, with the raw scores beside it.'
	];
}

/** Which part of the study is in it and which is not, a sentence each. */
export function scope(outline: Outline): string[] {
	const { options, counts, qualificationCases } = outline;
	const { heldOut = 0 } = counts;
	const left = [
		options.includeComments ? '' : 'comments',
		options.includeTimes ? '' : 'times'
	].filter((word) => word !== '');
	const gold = many(qualificationCases, 'qualification case');
	return [
		...scopeInWords(outline),
		heldOut === 0 || options.part === 'held-out'
			? ''
			: `${many(heldOut, 'case is', 'cases are')} held out: \`held_out\` in \`tables/cases\`.`,
		'Only ratings of cases that their rater has signed.',
		qualificationCases === 0
			? ''
			: `Left out: ${gold}, by which raters showed that they read the scale as the study does, and ${qualificationCases === 1 ? 'its' : 'their'} ratings.`,
		left.length === 0 ? '' : `Left out: ${left.join(' and ')}.`
	].filter((sentence) => sentence !== '');
}

/** Under which names people appear. */
export function names({ options }: Pick<Outline, 'options'>): string {
	return options.pseudonyms
		? 'Raters and adjudicators appear under pseudonyms: R01, R02, ... and A1, A2, ..., in random order and the same throughout the study.'
		: 'Raters and adjudicators appear by name, as they call themselves.';
}

/** What it must not be taken for, a sentence each. */
export const LIMITS: readonly string[] = [
	'A score says what these raters held to be right for a case as it is told here. It is no advice for the care of a patient.',
	'Few raters score an action: read a final score with the raw scores and the basis beside it, and figures with their intervals.',
	'Nothing is said of who the raters are: they are not a sample of a profession or a country.',
	'Texts of cases and actions are as the study took them in: nothing was removed from them and nothing checked for personal data.'
];
