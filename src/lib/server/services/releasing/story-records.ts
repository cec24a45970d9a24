/** What became of each action, as records of a release. */
import type { StoryRecord } from '#lib/domain/release.ts';
import {
	hasStory,
	storyOf,
	type Said,
	type StoryEvent,
	type ToldRating
} from '#lib/domain/story.ts';
import { namesOf, type Pasts } from '../stories/index.ts';
import {
	finalOf,
	ratersOf,
	scoresOf,
	type RatedAction,
	type RatedCase,
	type RatedStudy
} from './rated-study.ts';

/**
 * @returns of every action that has a story, each in the order of time; null where the study was not read with its
 *   past. Most actions have none, and their records would be half of a release.
 */
export function storyRecords(rated: RatedStudy): StoryRecord[] | null {
	const { study, members, cases, pasts } = rated;
	if (pasts === null) return null;
	const raters = new Map(ratersOf(rated).map(({ memberId, name }) => [memberId, name]));
	const names = namesOf(members, raters, pasts.people.userIds);
	const { rulingsWanted } = study;
	return cases.flatMap((item) =>
		item.actions.flatMap((action) => {
			const kept = keptOf(pasts, item, action);
			if (!hasStory(kept)) return [];
			const final = { ...finalOf(study, action), scores: scoresOf(action) };
			const events = storyOf(kept, final, { names, rulingsWanted });
			const unit = { case: item.value.externalId, action: action.value.number };
			return events.flatMap((event) => recordsOf(unit, event));
		})
	);
}

/** The past of an action with how it is worded and rated now. */
function keptOf(pasts: Pasts, { id: caseId }: RatedCase, action: RatedAction) {
	const { wording } = action;
	const { number, text } = action.value;
	const past = pasts.of(caseId, number);
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
