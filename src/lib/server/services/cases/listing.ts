/** The page Cases: a page of the cases of a study, looked for, chosen and put in order in the crew. */
import { specialtyName } from '#lib/domain/case.ts';
import type { Order } from '#lib/domain/order.ts';
import { cut, type Page } from '#lib/domain/page.ts';
import { finder } from '#lib/domain/search.ts';
import type { Actor, App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import { panelOf, type PanelCase } from '../../panel/index.ts';
import * as heads from '../../store/case-heads.ts';
import * as search from '../../store/case-search.ts';

/** What may be said of a case; one may be rated and open again for a rater. */
export const CASE_SHOWS = ['unrated', 'rated', 'reopened', 'qualification', 'withdrawn'] as const;
export type CaseShow = (typeof CASE_SHOWS)[number];

export const CASE_KEYS = ['case', 'specialty', 'actions', 'rated'] as const;
export type CaseKey = (typeof CASE_KEYS)[number];

/** Which cases are asked for; null stands for all. */
export type CasesView = {
	show: CaseShow | null;
	/** A name of a specialty. */
	specialty: string | null;
	/** In the id, the specialty, the presentation, the question or an action. */
	find: string;
	/** Null for the order of the file. */
	order: Order<CaseKey> | null;
	page: number;
};

export const EVERY_CASE: CasesView = {
	...{ show: null, specialty: null, find: '', order: null, page: 1 }
};

export type CaseInList = {
	externalId: string;
	/** By name. */
	specialty: string;
	/** Present ones. */
	actions: number;
	/** True for a qualification case. */
	gold: boolean;
	withdrawn: boolean;
	/** True where it is open again for somebody who has signed it. */
	reopened: boolean;
	/** Of the ratings wanted, k for each action, how many there are; null for a case that is in no figure. */
	rated: number | null;
	wanted: number;
};

/** A page of the cases, and how many there are in all. */
export type CaseList = {
	cases: Page<CaseInList>;
	/** Within the other filters. */
	counts: Record<CaseShow | 'all', number>;
	/** Names of specialties that a case has. */
	specialties: string[];
	/** Of the study, withdrawn ones left out; for qualification, of these; present actions. */
	of: number;
	gold: number;
	actions: number;
	withdrawn: number;
};

/** Cases on one page. */
const CASE_ROWS = 50;

/** A page of the cases of a study, those for qualification and withdrawn ones among them. */
export async function list(
	app: App,
	actor: Actor,
	slug: string,
	view: CasesView = EVERY_CASE
): Promise<CaseList> {
	const study = await read(app.db, (tx) => coordinatorOf(tx, actor, slug));
	return app.crew.ask(listed, { studyId: study.id, k: study.ratersPerCase, view });
}

type Asked = { studyId: number; k: number; view: CasesView };

const listed = task(
	'cases.listed',
	'figures',
	async (app, { studyId, k, view }: Asked): Promise<CaseList> => {
		const find = view.find.trim();
		const known = await read(app.db, function* (tx) {
			const rows = yield* heads.bare(tx, { studyId });
			const caseIds = rows.map(([id]) => Number(id));
			return {
				rows,
				apart: new Map(
					(yield* heads.apart(tx, { studyId })).map(([id, n]) => [Number(id), Number(n)])
				),
				holding: find === '' ? null : yield* search.holding(tx, { studyId, caseIds, find })
			};
		});
		const panel = await panelOf(app, studyId);
		const inPanel = new Map(panel.cases.map((item) => [item.id, item]));
		const all = known.rows.map(([id, externalId, specialty, gold, withdrawnAt]) => {
			const head = {
				...{ externalId: externalId as string, specialty: specialtyName(specialty as string) },
				...{ gold: Boolean(gold), withdrawn: withdrawnAt !== null }
			};
			const counted = countIn(inPanel.get(Number(id)), k);
			const apart = { ...NOT_COUNTED, actions: known.apart.get(Number(id)) ?? 0 };
			return { id: Number(id), ...head, ...(counted ?? apart) };
		});
		const inName = finder(find);
		const within = all.filter(
			(row) =>
				(view.specialty === null || row.specialty === view.specialty) &&
				(known.holding === null || known.holding.has(row.id) || inName(row.specialty))
		);
		const shown = within.filter((row) => view.show === null || IS[view.show](row));
		const kept = all.filter(({ withdrawn }) => !withdrawn);
		return {
			cases: cut(ordered(shown, view), view.page, CASE_ROWS),
			counts: {
				...(Object.fromEntries(
					CASE_SHOWS.map((show) => [show, within.filter(IS[show]).length])
				) as Record<CaseShow, number>),
				all: within.length
			},
			specialties: [...new Set(all.map(({ specialty }) => specialty))].sort(inEnglish),
			...{ of: kept.length, withdrawn: all.length - kept.length },
			gold: kept.filter(({ gold }) => gold).length,
			actions: kept.reduce((sum, { actions }) => sum + actions, 0)
		};
	}
);

const NOT_COUNTED = { rated: null, wanted: 0, reopened: false };

/** What the panel knows of a case: null where it is in no figure. */
function countIn(item: PanelCase | undefined, k: number) {
	if (item === undefined) return null;
	let rated = 0;
	for (let at = 0; at < item.actions.length; at += 1) {
		const given = new Set<number>();
		for (const { answers, memberId } of item.assignments) {
			if (answers[at] !== 0) given.add(memberId);
		}
		rated += Math.min(k, given.size);
	}
	return {
		actions: item.actions.length,
		...{ rated, wanted: k * item.actions.length },
		reopened: item.assignments.some(
			({ state, releasedAt }) => state === 'reopened' && releasedAt === null
		)
	};
}

const IS: Record<CaseShow, (row: CaseInList) => boolean> = {
	unrated: ({ rated }) => rated === 0,
	rated: ({ rated }) => rated !== null && rated > 0,
	reopened: ({ reopened }) => reopened,
	qualification: ({ gold, withdrawn }) => gold && !withdrawn,
	withdrawn: ({ withdrawn }) => withdrawn
};

const inEnglish = new Intl.Collator('en', { numeric: true }).compare;

const VALUES: Record<CaseKey, (row: CaseInList) => string | number> = {
	case: ({ externalId }) => externalId,
	specialty: ({ specialty }) => specialty,
	actions: ({ actions }) => actions,
	rated: ({ rated, wanted }) => (rated === null || wanted === 0 ? -1 : rated / wanted)
};

function ordered(rows: CaseInList[], { order }: CasesView): CaseInList[] {
	if (order === null) return rows;
	const value = VALUES[order.key];
	const way = order.descending ? -1 : 1;
	return rows.toSorted((a, b) => {
		const [left, right] = [value(a), value(b)];
		if (typeof left === 'string') return way * inEnglish(left, String(right));
		return way * (left - Number(right));
	});
}
