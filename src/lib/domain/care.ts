/** What a coordinator does about each person of a study: the groups of the page People, and the one next step. */
import type { Participation } from './participation.ts';
import type { Role } from './study.ts';

/** In the order of the page. */
export const CARE_GROUPS = ['needs', 'pace', 'done', 'left', 'runs'] as const;
export type CareGroup = (typeof CARE_GROUPS)[number];

/** How somebody stands, as the page says it: participation, and for raters what of it asks for something. */
export type Standing = Participation | 'silent' | 'done' | 'late';

/** The one thing to do next. */
export type Care = 'send-again' | 'remind' | 'move-work';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Times in milliseconds since 1970, UTC; null for never. */
export type Followed = {
	role: Role;
	participation: Participation;
	/** Of the present round: cases, those that are signed, and their actions. */
	cases: number;
	signed: number;
	actions: number;
	rated: number;
	/** When the person last rated something in this study. */
	ratedAt: number | null;
	/** When the person was last reminded. */
	remindedAt: number | null;
	/** When the person will be done at the pace of the last days; null where that is not known. */
	finishesAt: number | null;
};

export type Cared = {
	group: CareGroup;
	standing: Standing;
	/** Whole days since the last rating, for who is silent; 0 otherwise. */
	silentDays: number;
	care: Care | null;
};

/**
 * @param silentAfter days without a rating after which a rater with open work counts as silent
 * @param dueAt when the round is due; null where it is not
 */
export function careFor(
	person: Followed,
	{ now, silentAfter, dueAt }: { now: number; silentAfter: number; dueAt: number | null }
): Cared {
	const { role, participation, cases, signed, rated, ratedAt } = person;
	const as = (group: CareGroup, standing: Standing, care: Care | null = null, silentDays = 0) => ({
		...{ group, standing, care, silentDays }
	});
	if (participation === 'left') return as('left', 'left');
	const isOpen = signed < cases;
	if (participation === 'disabled') {
		return role === 'rater' && isOpen
			? as('needs', 'disabled', 'move-work')
			: as('left', 'disabled');
	}
	if (participation === 'invited') return as('needs', 'invited', 'send-again');
	if (role !== 'rater') return as('runs', participation);
	if (cases > 0 && !isOpen) return as('done', 'done');
	if (participation === 'paused') return as(isOpen ? 'needs' : 'pace', 'paused');
	if (cases === 0) return as('pace', participation);
	if (rated === 0 || ratedAt === null) return as('needs', 'joined', remindOrMove(person, null));
	const days = Math.floor((now - ratedAt) / DAY_MS);
	if (days >= silentAfter) return as('needs', 'silent', remindOrMove(person, ratedAt), days);
	const isLate = dueAt !== null && person.finishesAt !== null && person.finishesAt > dueAt;
	return isLate ? as('needs', 'late', 'move-work') : as('pace', 'active');
}

/** Whoever was reminded of a silence and did not answer is reminded no second time. */
function remindOrMove({ remindedAt }: Followed, since: number | null): Care {
	return remindedAt !== null && since !== null && remindedAt > since ? 'move-work' : 'remind';
}

/** What needs somebody most urgently comes first: longest silence, then links not opened, then the others. */
const URGENCY: Readonly<Record<Standing, number>> = {
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

/** For sorting by what needs somebody; within one standing the latest to finish first. */
export function byNeed(a: Ordered, b: Ordered): number {
	return (
		CARE_GROUPS.indexOf(a.group) - CARE_GROUPS.indexOf(b.group) ||
		URGENCY[a.standing] - URGENCY[b.standing] ||
		b.silentDays - a.silentDays ||
		(b.finishesAt ?? 0) - (a.finishesAt ?? 0)
	);
}
