/** The record of the table of stories: one event of what became of an action. */
import { z } from 'zod';
import { REFERRED_TO } from '#lib/domain/disagreements.ts';
import { STORY_EVENTS } from '#lib/domain/story.ts';
import { basis, cannotRate, caseId, flags, number, score, words } from './record-parts.ts';

export const storyRecord = z.strictObject({
	case: caseId,
	action: number,
	step: z.int().min(1).describe('Place of the event in the story of its action, from 1'),
	wording: z.int().min(1).describe('How the action was worded then: 1 is the first wording'),
	event: z
		.enum(STORY_EVENTS)
		.describe(
			'What befell the action: worded (a wording begins, 1 or a new one that is rated anew), changed (before ' +
				'anybody rated it), mended (no change of meaning), asked (again, in a later round), rated, referred, ' +
				'called-back, ruled, withdrawn, restored, final'
		),
	round: z.int().min(1).nullable().describe('Round that asked it or in which it was rated'),
	by: words
		.nullable()
		.describe('Pseudonym of the rater (as in ratings) or of the adjudicator (A1, A2)'),
	score: score.nullable().describe('Score of the rating, the ruling or the end'),
	cannot_rate: cannotRate
		.nullable()
		.describe('Why a rater gave no score, as in ratings; empty in every other event'),
	flags: flags.describe('What the rater marked, as in ratings'),
	comment: words
		.nullable()
		.describe('Words of the rater; empty where there are none or comments were not released'),
	text: words.nullable().describe('Text of the action from then on'),
	to: z.enum(REFERRED_TO).nullable().describe('Where the action was sent, or called back from'),
	basis: basis.nullable().describe('How the final score came about'),
	scores: z.array(score).describe('Raw scores of the final score in ascending order'),
	superseded: z
		.boolean()
		.nullable()
		.describe('Of a ruling: true where a later one took its place or it was taken back'),
	reason: words
		.nullable()
		.describe(
			'Reason of a ruling or of an end; of a change, a withdrawal or a referral where comments were released'
		),
	at: z.iso
		.datetime()
		.nullable()
		.describe('When, in UTC; empty where it is not known or times were not released')
});
