/** What a coordinator does about each person of a study: the groups of the page People, and the one next step. */
import { daysSince, type Hold } from './coverage.ts';
import type { Participation } from './participation.ts';
import type { Role } from './study.ts';

/** In the order of the page. */
export const CARE_GROUPS = ['needs', 'pace', 'done', 'left', 'runs', 'submits'] as const;
export type CareGroup = (typeof CARE_GROUPS)[number];

/** How somebody stands, as the page says it: participation, and for raters what of it asks for something. */
export type Footing = Participation | 'silent' | 'done' | 'late';

/** The one thing to do next. */
export type Care = 'send-again' | 'remind' | 'move-work';

/** Times in milliseconds since 1970; null for never. */
export type Followed = {
	role: Role;
	participation: Participation;
	/** Cases of the present round, and those of them that are signed. */
	cases: number;
	signed: number;
	/** What holds up the open work; null where it is under way, or there is none. */
	hold: Hold | null;
	/** When the person was last reminded. */
	remindedAt: number | null;
	/** When the person will be done at the pace of the last days; null where that is not known. */
	finishesAt: number | null;
};

export type Cared = {
	group: CareGroup;
	footing: Footing;
	/** Whole days of silence, for who is silent; 0 otherwise. */
	silentDays: number;
	care: Care | null;
};

/** @param dueAt when the round is due; null where it is not */
export function careFor(person: Followed, now: number, dueAt: number | null): Cared {
	const { role, participation, cases, signed, hold } = person;
	const as = (group: CareGroup, footing: Footing, care: Care | null = null, silentDays = 0) => ({
		...{ group, footing, care, silentDays }
	});
	const isOpen = signed < cases;
	if (participation === 'left') return as('left', 'left');
	if (participation === 'disabled') {
		return isOpen ? as('needs', 'disabled', 'move-work') : as('left', 'disabled');
	}
	if (participation === 'invited') return as('needs', 'invited', 'send-again');
	if (role === 'submitter') return as('submits', participation);
	if (role !== 'rater') return as('runs', participation);
	if (cases > 0 && !isOpen) return as('done', 'done');
	if (participation === 'paused') return as(isOpen ? 'needs' : 'pace', 'paused');
	if (hold?.kind === 'silent') {
		return as('needs', 'silent', remindOrMove(person, hold), daysSince(hold.since, now));
	}
	if (hold?.kind === 'not-begun') return as('needs', 'joined', remindOrMove(person, hold));
	const isLate = dueAt !== null && person.finishesAt !== null && person.finishesAt > dueAt;
	return isLate ? as('needs', 'late', 'move-work') : as('pace', participation);
}

/** Whoever was reminded since the work came to rest and did not answer is reminded no second time. */
function remindOrMove({ remindedAt }: Followed, { since }: Hold): Care {
	return remindedAt !== null && remindedAt > since ? 'move-work' : 'remind';
}

/** What needs somebody most urgently comes first: longest silence, then links not opened, then the others. */
const URGENCY: Readonly<Record<Footing, number>> = {
	silent: 0,
	invited: 1,
	joined: 2,
	disabled: 3,
	paused: 4,
	late: 5,
	active: 6,
	done: 7,
	left: 8
};

type Ordered = Pick<Followed, 'finishesAt'> & Cared;

/** For sorting by what needs somebody; of those who stand alike the latest to finish first. */
export function byNeed(a: Ordered, b: Ordered): number {
	return (
		CARE_GROUPS.indexOf(a.group) - CARE_GROUPS.indexOf(b.group) ||
		URGENCY[a.footing] - URGENCY[b.footing] ||
		b.silentDays - a.silentDays ||
		(b.finishesAt ?? 0) - (a.finishesAt ?? 0)
	);
}
