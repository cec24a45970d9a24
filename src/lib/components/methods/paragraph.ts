/** The methods of a study as paragraphs for a paper, from what Primum knows of it. */
import type { MethodsFacts, RoundFacts } from '#lib/domain/methods-facts.ts';
import { CANNOT_RATE_REASONS } from '#lib/domain/rating.ts';
import type { ConsensusRule } from '#lib/domain/study.ts';
import { count, day, many } from '../figures.ts';
import { FIGURES, stated } from './figures-words.ts';
import { gap, listed, type Text } from './pieces.ts';

export type Paragraph = { title: string; text: Text };

/** Every paragraph in the order of a paper. */
export function paragraphsOf(facts: MethodsFacts): Paragraph[] {
	return [
		{ title: 'Material', text: spaced(material(facts)) },
		{ title: 'Raters', text: spaced(raters(facts)) },
		{ title: 'Procedure', text: spaced(procedure(facts)) },
		{ title: 'Scale', text: spaced(scale(facts)) },
		{ title: 'Final scores', text: spaced(finalScores(facts)) },
		{ title: 'Statistical analysis', text: spaced(analysis(facts)) },
		{ title: 'Agreement', text: spaced(results(facts)) }
	];
}

/** Sentences with a space between. */
function spaced(sentences: readonly Text[]): Text {
	return sentences.flatMap((sentence, at) => (at === 0 ? sentence : [' ', ...sentence]));
}

/** What was rated. */
export function material({
	cases,
	actions,
	specialties,
	categories,
	synthetic
}: MethodsFacts): Text[] {
	const of = listed(specialties.map((one) => `${one.name} (${count(one.cases)})`));
	const kinds = listed(categories.map((one) => `${one.name} (${count(one.actions)})`));
	return [
		[
			`${many(cases, 'case')} with ${many(actions, 'candidate action')} were rated` +
				(of === '' ? '.' : `, of ${many(specialties.length, 'specialty', 'specialties')}: ${of}.`)
		],
		...(kinds === '' ? [] : [[`The actions were of the categories ${kinds}.`]]),
		...(synthetic ? [['The cases are synthetic.']] : []),
		[gap('where the cases and their actions come from, and how they were chosen')]
	];
}

/** Who rated, and how cases came to them. */
export function raters({ raters: of, qualification, ...facts }: MethodsFacts): Text[] {
	const named = listed(of.specialties.map(({ name, raters }) => `${name} (${raters})`));
	return [
		[
			`${count(of.rated)} of ${many(of.invited, 'rater')} in the study signed ratings` +
				(named === '' ? '.' : `; by the specialties that they named: ${named}.`)
		],
		[gap('how raters were recruited, their training and experience, and whether they were paid')],
		...(of.imported === 0
			? []
			: [
					[
						`The ratings of ${many(of.imported, 'rater')} were imported: `,
						gap('how those ratings were made'),
						'.'
					]
				]),
		qualification === null
			? ['No qualification was required.']
			: [
					'Before their first case, raters had to agree with the key of the qualification cases in at least ' +
						`${qualification.passMark}% of the actions, within ${many(facts.band, 'point')}, in at most ` +
						`${many(qualification.tries, 'try', 'tries')}; ${qualification.passed} passed and ` +
						`${qualification.accepted} were accepted without.`
				],
		...assignment(facts)
	];
}

type Assigned = Pick<MethodsFacts, 'k' | 'plans' | 'generalistsPerCase'>;

/** How many raters a case was to have, and how they were found. */
export function assignment({ k, plans, generalistsPerCase }: Assigned): Text[] {
	const wanted = `Each case was to be rated by ${many(k, 'rater')}, who rated all of its actions.`;
	if (plans.length === 0) return [[wanted], [gap('how raters were assigned to cases')]];
	const most =
		generalistsPerCase === null
			? ''
			: `, of whom a case had at most ${many(generalistsPerCase, 'generalist')}`;
	const made = plans.map(
		({ at, seed, made, byHand }) =>
			`seed ${seed}, applied on ${day(at)}, ${many(made, 'assignment')}, ${count(byHand)} of them chosen by hand`
	);
	return [
		[wanted],
		[
			'Raters were assigned by a computed plan: first raters of the specialty of the case, then of near ' +
				`specialties, then generalists${most}; then with even loads and mixed pairs of raters (${made.join('; ')}).`
		]
	];
}

/** Rounds, with their dates and who saw what. */
export function procedure(facts: MethodsFacts): Text[] {
	const { rounds, repeats, at } = facts;
	return [
		...rounds.flatMap((round) => [
			[dates(round, at)],
			...(round.number === 1 ? independence(facts) : [[laterRound(round)]])
		]),
		[
			facts.showsReference
				? 'The reference recommendation of a case was shown to a rater only once the case was signed.'
				: 'Raters were not shown the reference recommendation of a case.'
		],
		...(repeats === null
			? []
			: [
					[
						`${repeats.share}% of a rater’s cases were shown to the same rater again, at least ` +
							`${many(repeats.gapDays, 'day')} after the first signature and without sight of it; these second ` +
							'ratings are in no other figure.'
					]
				])
	];
}

/** Of whom it is known that they were blinded to each other, and of whom it is not. */
export function independence({ raters: { rated, imported } }: MethodsFacts): Text[] {
	const who = imported === 0 ? 'Raters' : 'Raters who rated in Primum';
	const alone: Text = [
		`${who} worked alone: before round 1 was closed, no screen, file or count showed a rater anything of another’s ` +
			'ratings, and each case was signed as rated independently.'
	];
	const elsewhere: Text = [
		gap(`whether the imported ratings of ${many(imported, 'rater')} were made independently`)
	];
	return [...(rated > imported ? [alone] : []), ...(imported > 0 ? [elsewhere] : [])];
}

function laterRound(round: RoundFacts): string {
	const comments = round.sharesComments ? ' and comments without names' : '';
	const reason = round.asksReason
		? ' A change to another third of the scale had to be given a reason.'
		: '';
	return (
		`It asked ${many(round.actions, 'action')} of ${many(round.cases, 'case')} again of those ` +
		'who had signed the case before, and showed each rater the own earlier score, the distribution and the median of ' +
		`the panel’s scores${comments}, never who gave which.${reason}`
	);
}

function dates({ number, openedAt, closedAt }: RoundFacts, at: number): string {
	const end =
		closedAt === null ? `and was still open on ${day(at)}` : `and closed on ${day(closedAt)}`;
	return `Round ${number} was opened on ${day(openedAt)} ${end}.`;
}

/** The scale, and under which words it was used. */
export function scale({ words }: MethodsFacts): Text[] {
	const others = words.ratings.filter(({ version }) => version !== words.version);
	const under = others.map(
		({ version, ratings }) =>
			`${many(ratings, 'rating')} under ${version === null ? 'a version that is not known' : `version ${version}`}`
	);
	return [
		[
			'Each action was scored from 1 to 9 on the scale of the RAND/UCLA Appropriateness Method, read with words for ' +
				'severity: 1 to 3 harmful (severe, moderate, mild), 4 to 6 uncertain, 7 to 9 beneficial (mild, moderate, severe ' +
				'harm if left out).'
		],
		[
			`The words of the scale were ${words.isOwn ? 'the study’s own' : 'those of Primum'}, in version ` +
				`${words.version} of ${words.hasGuidelines ? 'the study’s guidelines and words' : 'the study’s words'}` +
				`${under.length === 0 ? '' : `; ${listed(under)}`}.`
		],
		['A rater who could not rate an action said why in place of a score.']
	];
}

const RULES: Record<ConsensusRule, string> = {
	'noharm-strict':
		'the median of its scores, a half rounded toward 5, and a 1 or a 9 only where every rater gave it',
	median: 'the median of its scores, a half rounded toward 5',
	'mean-rounded': 'the rounded mean of its scores',
	'majority-label': 'the median of the scores in the third of the scale that most raters chose'
};

const HOLDS_DISAGREEMENT: readonly ConsensusRule[] = ['noharm-strict', 'median'];

/** How ratings became one score; none of it is in the figures of agreement. */
export function finalScores({ rule, band, k, ruled, rulingsWanted }: MethodsFacts): Text[] {
	const apart = HOLDS_DISAGREEMENT.includes(rule)
		? k < 8
			? ` or its raters disagreed (a score of 1 to 3 beside one of 7 to 9, or scores more than ${many(band, 'point')} apart)`
			: ' or its raters disagreed by the rule of the RAND/UCLA manual for the size of the panel'
		: '';
	const adjudicators =
		rulingsWanted === 1
			? 'an adjudicator'
			: `${rulingsWanted} adjudicators, apart from each other,`;
	return [
		[`The final score of an action is ${RULES[rule]} (rule “${rule}”).`],
		[`An action with fewer than ${many(k, 'score')}${apart} stayed unresolved.`],
		ruled === 0
			? ['No action was settled by adjudication.']
			: [
					`On ${many(ruled, 'action')} ${adjudicators} ruled. Agreement is of ratings before any ruling.`
				]
	];
}

/** Which coefficients, with which intervals, and what was left out. */
export function analysis({ version }: MethodsFacts): Text[] {
	return [
		[
			'Agreement is stated as Krippendorff’s alpha with ordinal distances (Krippendorff 2011), as Gwet’s AC2 with ' +
				'ordinal weights on the whole scale of nine points (Gwet 2014), and as the percentages of pairs of ratings that ' +
				'are equal or at most one point apart; raters are discordant on an action where their scores are more than 2 ' +
				'points apart.'
		],
		[
			'The 95% intervals are by case, because the actions of a case share its difficulty and its raters: each case is ' +
				'left out in turn (jackknife), on the scale of log(1 - coefficient) or the logit of a percentage, with Student’s t ' +
				'and one degree of freedom less than there are cases. They do not see that other raters might have rated.'
		],
		[
			'Signed scores were analysed. “Cannot rate” and missing ratings were left out, none was replaced, and an action ' +
				'with fewer than two scores is in no figure that compares raters.'
		],
		[gap('which of these is the main figure, chosen before looking at the data, and why')],
		[`Ratings were collected and figures computed with Primum ${version}.`]
	];
}

/** What was given and what is missing, round by round, and the figures. */
export function results({ rounds, figures }: MethodsFacts): Text[] {
	return [
		...rounds.map((round) => [given(round)]),
		[`In round 1: ${sentence(figures.first)}.`],
		...(figures.newest === null
			? []
			: [
					[
						`With the newest signed score of each rater in any round: ${sentence(figures.newest)}. Scores of a later ` +
							'round are not independent.'
					]
				])
	];
}

function given({
	number,
	raters: of,
	scores,
	cannotRate,
	unanswered,
	unsigned
}: RoundFacts): string {
	const cannot = CANNOT_RATE_REASONS.reduce((sum, reason) => sum + cannotRate[reason], 0);
	const why = CANNOT_RATE_REASONS.map(
		(reason) => `${count(cannotRate[reason])} ${reason.replaceAll('-', ' ')}`
	);
	return (
		`Round ${number} has ${many(scores, 'signed score')} of ${many(of, 'rater')}, ${count(cannot)} “cannot rate”` +
		`${cannot === 0 ? '' : ` (${why.join(', ')})`}, and ${many(unanswered, 'signed action')} without an answer` +
		`${unsigned === 0 ? '.' : `; ${many(unsigned, 'answer')} not signed yet ${unsigned === 1 ? 'is' : 'are'} left out.`}`
	);
}

function sentence(figures: MethodsFacts['figures']['first']): string {
	return FIGURES.map(({ key, name, words }) => `${name} ${stated(figures[key], words)}`).join('; ');
}
