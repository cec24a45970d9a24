/** What befell an action, in words. */
import { many } from '#lib/components/figures.ts';
import { CANNOT_RATE_WORDS } from '#lib/domain/rating.ts';
import type { Move } from '#lib/domain/movement.ts';
import type { StoryEvent, ToldRating } from '#lib/domain/story.ts';

const SENT = { round: 'the next round', adjudication: 'adjudication' } as const;

/** The head of an event. */
export function eventWords(event: StoryEvent): string {
	switch (event.kind) {
		case 'worded':
			return event.wording === 1 ? 'Came into the study' : `Reworded: wording ${event.wording}`;
		case 'changed':
			return 'Changed before anybody rated it';
		case 'mended':
			return 'Mended: no change of meaning';
		case 'withdrawn':
			return 'Withdrawn';
		case 'restored':
			return 'Brought back';
		case 'asked':
			return `Asked again in round ${event.round}`;
		case 'rated':
			return `Rated in round ${event.round} by ${many(event.given.length, 'rater')}`;
		case 'referred':
			return `Sent to ${SENT[event.to]}`;
		case 'called-back':
			return `Called back from ${SENT[event.to]}`;
		case 'ruled':
			return `${event.by} ruled ${event.score}`;
		case 'final':
			return event.score === null ? 'Unresolved' : `Final score ${event.score}`;
	}
}

/** How a final score came about. */
export const BASIS_WORDS = {
	unanimous: 'Unanimous.',
	rule: 'By the rule of the study.',
	adjudicated: 'By adjudication.',
	unresolved: ''
} as const;

/** What a rater answered; '' for one who took the answer back and left a remark. */
export function answerWords({ score, cannotRate }: ToldRating): string {
	if (score !== null) return String(score);
	return cannotRate === null ? '' : CANNOT_RATE_WORDS[cannotRate].toLowerCase();
}

/** Where an answer of a later round went; '' where there is nothing to say. */
export const MOVE_WORDS: Record<Move, string> = {
	kept: 'kept',
	toward: 'toward the median',
	away: 'away from the median',
	neither: 'changed'
};
