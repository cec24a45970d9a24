/** What became of each action, as records of a release. */
import type { StoryRecord } from '#lib/domain/release.ts';
import {
	hasStory,
	storyOf,
	type Said,
	type StoryEvent,
	type ToldRating
} from '#lib/domain/story.ts';
import { finalOf, scoresOf, type RatedAction, type RatedCase } from './rated-study.ts';
import type { Telling } from './slices.ts';

/**
 * @returns of every action of a case that has a story, each in the order of time. Most actions have none, and their
 *   records would be half of a release.
 */
export function storyRecords(
	{ value, actions }: RatedCase,
	{ study: { rulingsWanted }, rule, names }: Telling
): StoryRecord[] {
	return actions.flatMap((action) => {
		const kept = keptOf(action);
		if (!hasStory(kept)) return [];
		const final = { ...finalOf(rule, action), scores: scoresOf(action) };
		const events = storyOf(kept, final, { names, rulingsWanted });
		const unit = { case: value.externalId, action: action.value.number };
		return events.flatMap((event) => recordsOf(unit, event));
	});
}

/** The past of an action with how it is worded and rated now. */
function keptOf(action: RatedAction) {
	const { wording, past } = action;
	const { text } = action.value;
	const said = [...action.said, ...action.otherRounds].map(({ state, ...word }): Said => ({
		...word,
		wording,
		signed: state === 'submitted'
	}));
	return {
		...past,
		wordings: [...past.wordings, { wording, text, supersededAt: null }],
		said: [...past.said, ...said]
	};
}

type Unit = Pick<StoryRecord, 'case' | 'action'>;

/** One record an event; of ratings one each. */
function recordsOf(unit: Unit, event: StoryEvent): StoryRecord[] {
	const { wording, kind, at } = event;
	const bare = record({ ...unit, wording, event: kind, at: moment(at) });
	switch (event.kind) {
		case 'rated':
			return event.given.map((one) => ({ ...bare, round: event.round, ...ratingIn(one) }));
		case 'asked':
			return [{ ...bare, round: event.round }];
		case 'referred':
			return [{ ...bare, to: event.to, reason: event.note === '' ? null : event.note }];
		case 'called-back':
			return [{ ...bare, to: event.to }];
		case 'ruled': {
			const { by, score, reason, superseded } = event;
			return [{ ...bare, by, score, reason, superseded }];
		}
		case 'final': {
			const { score, basis, reason, scores } = event;
			return [{ ...bare, score, basis, reason, scores }];
		}
		case 'withdrawn':
		case 'restored':
			return [{ ...bare, reason: event.reason }];
		default:
			return [{ ...bare, text: event.text, reason: event.reason }];
	}
}

function ratingIn({ by, score, cannotRate, flags, comment, at }: ToldRating) {
	return { by, score, cannotRate, flags, comment, at: moment(at) };
}

const moment = (at: number | null) => (at === null ? null : new Date(at).toISOString());

/** An event that says nothing but what is given. */
function record(given: Unit & Pick<StoryRecord, 'wording' | 'event' | 'at'>): StoryRecord {
	return {
		...given,
		...{ round: null, by: null, score: null, cannotRate: null, flags: [], comment: null },
		...{ text: null, to: null, basis: null, scores: [], superseded: null, reason: null }
	};
}
