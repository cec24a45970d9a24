import { describe, expect, it } from 'vitest';
import { byNeed, careFor, type Followed } from './care.ts';

const NOW = Date.UTC(2026, 11, 1, 12);
const DAY = 24 * 60 * 60 * 1000;
const DUE = NOW + 11 * DAY;
const WHEN = { now: NOW, silentAfter: 7, dueAt: DUE };

/** A rater on pace: half done, rated yesterday. */
const RATER: Followed = {
	role: 'rater',
	participation: 'active',
	...{ cases: 10, signed: 5, actions: 400, rated: 200 },
	ratedAt: NOW - DAY,
	remindedAt: null,
	finishesAt: NOW + 9 * DAY
};

const of = (given: Partial<Followed>, when = WHEN) => careFor({ ...RATER, ...given }, when);

describe('a rater', () => {
	it('is on pace while the end lies before the due date, or is not known', () => {
		expect(of({})).toEqual({ group: 'pace', standing: 'active', care: null, silentDays: 0 });
		expect(of({ finishesAt: DUE })).toMatchObject({ group: 'pace' });
		expect(of({ finishesAt: null })).toMatchObject({ group: 'pace' });
		expect(of({ finishesAt: DUE + 99 * DAY }, { ...WHEN, dueAt: null! })).toMatchObject({
			group: 'pace'
		});
	});

	it('needs somebody where the end lies after it', () => {
		expect(of({ finishesAt: DUE + 1 })).toMatchObject({
			...{ group: 'needs', standing: 'late', care: 'move-work' }
		});
	});

	it('is silent after so many days, reminded once, then relieved', () => {
		expect(of({ ratedAt: NOW - 7 * DAY + 1 })).toMatchObject({ group: 'pace' });
		const ratedAt = NOW - 7 * DAY;
		const silent = { group: 'needs', standing: 'silent', silentDays: 7 };
		expect(of({ ratedAt })).toEqual({ ...silent, care: 'remind' });
		expect(of({ ratedAt, remindedAt: ratedAt - DAY })).toEqual({ ...silent, care: 'remind' });
		expect(of({ ratedAt, remindedAt: NOW - 5 * DAY })).toEqual({ ...silent, care: 'move-work' });
	});

	it('needs a reminder who has joined and not begun, and a link who has not joined', () => {
		expect(of({ participation: 'joined', rated: 0, ratedAt: null })).toMatchObject({
			...{ group: 'needs', standing: 'joined', care: 'remind' }
		});
		expect(of({ participation: 'invited', rated: 0, ratedAt: null, cases: 0 })).toMatchObject({
			...{ group: 'needs', standing: 'invited', care: 'send-again' }
		});
	});

	it('waits for cases without needing anybody', () => {
		const none = { participation: 'joined', cases: 0, signed: 0, rated: 0, ratedAt: null } as const;
		expect(of(none)).toMatchObject({ group: 'pace', standing: 'joined', care: null });
		expect(of({ ...none, participation: 'paused' })).toMatchObject({ group: 'pace' });
	});

	it('is done once every case is signed, however long ago, and paused or not', () => {
		const done = { signed: 10, rated: 400, ratedAt: NOW - 60 * DAY, finishesAt: null };
		expect(of(done)).toMatchObject({ group: 'done', standing: 'done', care: null });
		expect(of({ ...done, participation: 'paused' })).toMatchObject({ group: 'done' });
	});

	it('is looked at, not reminded, while paused with open work', () => {
		expect(of({ participation: 'paused' })).toMatchObject({
			...{ group: 'needs', standing: 'paused', care: null }
		});
	});

	it('leaves work to be moved where the account is shut', () => {
		expect(of({ participation: 'disabled' })).toMatchObject({ group: 'needs', care: 'move-work' });
		expect(of({ participation: 'disabled', signed: 10 })).toMatchObject({ group: 'left' });
	});

	it('is left alone after leaving', () => {
		expect(of({ participation: 'left' })).toMatchObject({ group: 'left', care: null });
	});
});

it('lists whoever runs the study apart, once they have joined', () => {
	for (const role of ['coordinator', 'adjudicator', 'observer'] as const) {
		expect(of({ role, participation: 'joined', cases: 0 })).toMatchObject({ group: 'runs' });
		expect(of({ role, participation: 'invited', cases: 0 })).toMatchObject({
			...{ group: 'needs', care: 'send-again' }
		});
		expect(of({ role, participation: 'left', cases: 0 })).toMatchObject({ group: 'left' });
	}
});

it('puts first what needs somebody most', () => {
	const people = {
		nine: of({ ratedAt: NOW - 9 * DAY }),
		seven: of({ ratedAt: NOW - 7 * DAY }),
		invited: of({ participation: 'invited' }),
		joined: of({ participation: 'joined', rated: 0 }),
		paused: of({ participation: 'paused' }),
		late: of({ finishesAt: DUE + DAY }),
		pace: of({}),
		done: of({ signed: 10 }),
		left: of({ participation: 'left' }),
		runs: of({ role: 'coordinator' })
	};
	const listed = Object.entries(people).map(([name, cared]) => ({ name, ...cared, finishesAt: null }));
	expect(listed.reverse().sort(byNeed).map(({ name }) => name)).toEqual(Object.keys(people));
	const ends = [1, 3, 2].map((finishesAt) => ({ ...of({}), finishesAt }));
	expect(ends.sort(byNeed).map(({ finishesAt }) => finishesAt)).toEqual([3, 2, 1]);
});
