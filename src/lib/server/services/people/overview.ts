/** The page People: everyone of a study by what a coordinator does about them, counted and cut in the crew. */
import { careFor, byNeed, CARE_GROUPS, type Cared, type CareGroup } from '#lib/domain/care.ts';
import { specialtyName } from '#lib/domain/case.ts';
import { expectedOf, isKnown } from '#lib/domain/pace.ts';
import type { Order } from '#lib/domain/order.ts';
import { cut, type Page } from '#lib/domain/page.ts';
import { participationOf } from '#lib/domain/participation.ts';
import type { Standing } from '#lib/domain/qualification.ts';
import { finder } from '#lib/domain/search.ts';
import { ROLES, type Role } from '#lib/domain/study.ts';
import type { Actor, App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import * as invitations from '../../store/invitations.ts';
import * as members from '../../store/members.ts';
import * as qualifications from '../../store/qualifications.ts';
import * as reminders from '../../store/reminders.ts';
import * as rounds from '../../store/rounds.ts';
import * as studies from '../../store/studies.ts';
import * as users from '../../store/users.ts';
import { standingIn } from '../qualifying/index.ts';
import { heldUp, loads, type Load } from '../watching/index.ts';

/** One person as the list shows one. Times in milliseconds since 1970; null for never. */
export type PersonRow = Cared & {
	memberId: number;
	userId: number;
	name: string;
	email: string | null;
	role: Role;
	adjudicates: boolean;
	/** Names, in the order of the alphabet. */
	specialties: string[];
	/** Of the present round. */
	cases: number;
	signed: number;
	actions: number;
	rated: number;
	/** Ratings a day of late; null where there are too few days to say. */
	perDay: number | null;
	finishesAt: number | null;
	/** When the person was last here, or rated. */
	activeAt: number | null;
	remindedAt: number | null;
	invitedAt: number | null;
	openedAt: number | null;
	pausedUntil: number | null;
	pauseReason: string | null;
	leftAt: number | null;
	leaveReason: string | null;
	standing: Standing;
};

export const PEOPLE_KEYS = ['name', 'specialty', 'active', 'signed', 'rated', 'finishes'] as const;
export type PeopleKey = (typeof PEOPLE_KEYS)[number];

/** What of the list is asked for; null stands for all. */
export type PeopleView = {
	group: CareGroup | null;
	role: Role | null;
	/** A name of a specialty. */
	specialty: string | null;
	/** In a name or an address. */
	find: string;
	order: Order<PeopleKey> | null;
	page: number;
};

export const EVERYBODY: PeopleView = {
	...{ group: null, role: null, specialty: null, find: '', order: null, page: 1 }
};

export type Overview = {
	people: Page<PersonRow>;
	/** How many there are of each group, within the other filters, and how many in all. */
	counts: Record<CareGroup | 'all', number>;
	/** Ratings that wait for those of a group. */
	open: Record<CareGroup, number>;
	/** How many of each role, whatever is asked for. */
	roles: Record<Role, number>;
	/** Names of specialties that somebody has. */
	specialties: string[];
	/** The longest load, in actions: the length of a bar. */
	most: number;
	dueAt: number | null;
	now: number;
};

/** People on one page. */
const PEOPLE_ROWS = 50;

/** A page of the people of a study, and how many there are in all. */
export async function overview(
	app: App,
	actor: Actor,
	slug: string,
	view: PeopleView = EVERYBODY
): Promise<Overview> {
	const { id: studyId } = await read(app.db, (tx) => coordinatorOf(tx, actor, slug));
	return app.crew.ask(overviewed, { studyId, view });
}

export type AskedPeople = { studyId: number; view: PeopleView };

const overviewed = task(
	'people.overview',
	'figures',
	async (app, { studyId, view }: AskedPeople) => {
		const { rows, dueAt, now } = await readAll(app, studyId);
		const within = rows.filter(matches(view));
		const ofGroup = Map.groupBy(within, ({ group }) => group);
		const counts = (of: (group: CareGroup) => number) =>
			Object.fromEntries(CARE_GROUPS.map((group) => [group, of(group)])) as Record<
				CareGroup,
				number
			>;
		return {
			people: cut(ordered(chosen(within, view), view), view.page, PEOPLE_ROWS),
			counts: { ...counts((group) => ofGroup.get(group)?.length ?? 0), all: within.length },
			open: counts((group) =>
				(ofGroup.get(group) ?? []).reduce((sum, { actions, rated }) => sum + actions - rated, 0)
			),
			roles: Object.fromEntries(
				ROLES.map((role) => [role, rows.filter((row) => isStill(row) && row.role === role).length])
			) as Record<Role, number>,
			specialties: [...new Set(rows.flatMap(({ specialties }) => specialties))].sort(inEnglish),
			most: rows.reduce((most, { actions }) => Math.max(most, actions), 0),
			dueAt,
			now
		};
	}
);

/** Everyone within a view, in its order: for tasks only. */
export async function everyone(app: App, { studyId, view }: AskedPeople): Promise<PersonRow[]> {
	const { rows } = await readAll(app, studyId);
	return ordered(chosen(rows.filter(matches(view)), view), view);
}

const isStill = ({ leftAt }: PersonRow) => leftAt === null;
const inEnglish = new Intl.Collator('en').compare;

const chosen = (rows: readonly PersonRow[], { group }: PeopleView) =>
	rows.filter((row) => group === null || row.group === group);

/** Whether somebody is within the filters, whatever group. */
function matches({ role, specialty, find }: PeopleView): (row: PersonRow) => boolean {
	const finds = finder(find);
	return (row) =>
		(role === null || row.role === role) &&
		(specialty === null || row.specialties.includes(specialty)) &&
		finds(row.name, row.email ?? '');
}

const VALUES: Record<PeopleKey, (row: PersonRow) => string | number> = {
	name: ({ name }) => name,
	specialty: ({ specialties }) => specialties.join(', '),
	active: ({ activeAt }) => activeAt ?? 0,
	signed: ({ signed }) => signed,
	rated: ({ rated }) => rated,
	finishes: ({ finishesAt }) => finishesAt ?? Infinity
};

function ordered(rows: PersonRow[], { order }: PeopleView): PersonRow[] {
	if (order === null) return rows.sort((a, b) => byNeed(a, b) || inEnglish(a.name, b.name));
	const value = VALUES[order.key];
	const way = order.descending ? -1 : 1;
	return rows.sort((a, b) => {
		const [left, right] = [value(a), value(b)];
		if (typeof left === 'string') return way * inEnglish(left, String(right));
		return left === right ? inEnglish(a.name, b.name) : way * (left < Number(right) ? -1 : 1);
	});
}

async function readAll(app: App, studyId: number) {
	const now = app.now();
	const known = await read(app.db, function* (tx) {
		const people = yield* members.ofStudy(tx, { studyId });
		const userIds = people.map(({ userId }) => userId);
		const outside = people.filter(({ joined }) => !joined).map(({ userId }) => userId);
		return {
			study: (yield* studies.byId(tx, { id: studyId }))!,
			people,
			round: yield* rounds.present(tx, studyId),
			codes: yield* users.specialties(tx, userIds),
			links: yield* invitations.ofUsers(tx, outside),
			reminders: yield* reminders.remindedByUser(tx, { studyId }),
			attempts: yield* qualifications.ofStudy(tx, studyId)
		};
	});
	const { study, round, codes, links, attempts } = known;
	const loadOf = await loads(app, studyId);
	const remindedAt = new Map(known.reminders.map((one) => [one.userId, one.remindedAt]));
	const rows = known.people.map((member): PersonRow => {
		const load = loadOf.get(member.id) ?? null;
		const link = links.get(member.userId);
		const finish = load === null ? null : finishIn(load, now);
		const finishesAt = finish?.at ?? null;
		const { cases = 0, signed = 0, actions = 0, rated = 0, ratedAt = null } = load ?? {};
		const reminded = remindedAt.get(member.userId) ?? null;
		const followed = {
			...{ role: member.role, cases, signed, finishesAt, remindedAt: reminded },
			participation: participationOf(member, rated, now),
			hold: heldUp(member, load, link, study.silentDays, now)
		};
		return {
			...careFor(followed, now, round.dueAt),
			...{ memberId: member.id, userId: member.userId, name: member.name, email: member.email },
			...{ role: member.role, adjudicates: member.adjudicates },
			specialties: (codes.get(member.userId) ?? []).map(specialtyName).sort(inEnglish),
			...{ cases, signed, actions, rated, finishesAt, perDay: finish?.perDay ?? null },
			activeAt: latest(member.seenAt, ratedAt),
			remindedAt: reminded,
			...{ invitedAt: link?.invitedAt ?? null, openedAt: link?.openedAt ?? null },
			...{ pausedUntil: member.pausedUntil, pauseReason: member.pauseReason },
			...{ leftAt: member.leftAt, leaveReason: member.leaveReason },
			standing: standingIn(study, member, attempts.get(member.id) ?? [])
		};
	});
	return { rows, dueAt: round.dueAt, now };
}

function latest(...times: (number | null)[]): number | null {
	const known = times.filter((time) => time !== null);
	return known.length === 0 ? null : Math.max(...known);
}

function finishIn({ actions, rated, recentPerDay }: Load, now: number) {
	const finish = expectedOf({ left: actions - rated, recentPerDay, now });
	return isKnown(finish) ? finish : null;
}
