/** Which of the ranked actions are sought, and how many there are of each kind within the rest of what is sought. */
import {
	CONCERNS,
	REFERRED_TO,
	WHYS,
	type Concern,
	type ReferredTo,
	type Why
} from '#lib/domain/disagreements.ts';
import type { StudyPanel } from '../../panel/index.ts';
import type { RankedAction } from './ranking.ts';

/** Which actions a list shows: those that are unresolved, for one reason or any, or those of one concern. */
export type DisagreementShow = 'unresolved' | Why | Concern;
const SHOWS: readonly DisagreementShow[] = ['unresolved', ...WHYS, ...CONCERNS];

/** Where an action waits, as a list is narrowed by it. */
export type DisagreementPlace = 'nowhere' | ReferredTo;
const PLACES: readonly DisagreementPlace[] = ['nowhere', ...REFERRED_TO];

/** As an address has it; whatever there is not stands for all. */
export type SoughtDisagreements = {
	show?: string | null;
	specialty?: string | null;
	category?: string | null;
	sent?: string | null;
	/** In the id of a case. */
	find?: string | null;
	/** The very id of a case. */
	case?: string;
};

export type Narrowed = {
	/** What is sought, as far as there is such a thing; null stands for all. */
	filter: {
		show: DisagreementShow | null;
		specialty: string | null;
		category: string | null;
		sent: DisagreementPlace | null;
		find: string;
	};
	/** How many there are of each kind within the rest of what is sought, and in all. */
	counts: Record<DisagreementShow | 'all', number>;
	/** The same by where they were sent. */
	places: Record<DisagreementPlace | 'all', number>;
	/** What the study has of each, by name. */
	specialties: string[];
	categories: string[];
	wanted: RankedAction[];
};

/** Longer than the id of any case that is looked for. */
const MOST_SOUGHT = 200;

/**
 * @param actions worst first
 * @param heads other cases that the page is about: their specialties are there to be chosen too
 */
export function narrowed(
	panel: StudyPanel,
	actions: readonly RankedAction[],
	heads: readonly { specialty: string }[],
	sought: SoughtDisagreements
): Narrowed {
	const specialties = namesOf([...actions, ...heads], ({ specialty }) => specialty);
	const categories = namesOf(actions, categoryOf);
	const filter: Narrowed['filter'] = {
		show: SHOWS.find((one) => one === sought.show) ?? null,
		specialty: specialties.find((one) => one === sought.specialty) ?? null,
		category: categories.find((one) => one === sought.category) ?? null,
		sent: PLACES.find((one) => one === sought.sent) ?? null,
		find: (sought.find ?? '').trim().slice(0, MOST_SOUGHT)
	};
	const cases = casesSought(panel, filter.find, sought.case);
	const within = actions.filter(
		(action) =>
			(filter.specialty === null || action.specialty === filter.specialty) &&
			(filter.category === null || categoryOf(action) === filter.category) &&
			(cases === null || cases.has(action.item.id))
	);
	const shown = (show: DisagreementShow | null) => (one: RankedAction) => shows(one, show);
	const there = (place: DisagreementPlace | null) => (one: RankedAction) => isAt(one, place);
	const atPlace = filter.sent === null ? within : within.filter(there(filter.sent));
	const ofKind = filter.show === null ? within : within.filter(shown(filter.show));
	return {
		filter,
		counts: { ...counted(SHOWS, atPlace, shows), all: atPlace.length },
		places: { ...counted(PLACES, ofKind, isAt), all: ofKind.length },
		...{ specialties, categories },
		wanted: filter.sent === null ? ofKind : ofKind.filter(there(filter.sent))
	};
}

const categoryOf = ({ item, at }: RankedAction) => item.actions[at]!.category;

/** True where a list of this kind shows an action. */
function shows({ why, concerns }: RankedAction, show: DisagreementShow | null): boolean {
	if (show === null) return true;
	if (show === 'unresolved') return why !== null;
	return why === show || concerns.includes(show as Concern);
}

function isAt({ mark }: RankedAction, place: DisagreementPlace | null): boolean {
	return place === null || (mark?.sent?.to ?? 'nowhere') === place;
}

function counted<Kind extends string>(
	kinds: readonly Kind[],
	actions: readonly RankedAction[],
	is: (action: RankedAction, kind: Kind) => boolean
): Record<Kind, number> {
	const each = kinds.map((kind) => [kind, actions.filter((one) => is(one, kind)).length]);
	return Object.fromEntries(each) as Record<Kind, number>;
}

/** The ids of the cases that are sought; null for all. */
function casesSought(
	{ cases }: StudyPanel,
	find: string,
	named: string | undefined
): ReadonlySet<number> | null {
	if (find === '' && named === undefined) return null;
	const words = find.toLowerCase();
	const some = cases.filter(
		({ externalId }) =>
			externalId.toLowerCase().includes(words) && (named === undefined || externalId === named)
	);
	return new Set(some.map(({ id }) => id));
}

function namesOf<T>(things: readonly T[], nameOf: (thing: T) => string): string[] {
	return [...new Set(things.map(nameOf))].sort((a, b) => a.localeCompare(b, 'en'));
}
