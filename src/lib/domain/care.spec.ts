import { describe, expect, it } from 'vitest';
import { byNeed, careFor, type Followed } from './care.ts';

const NOW = Date.UTC(2026, 11, 1, 12);
const DAY = 24 * 60 * 60 * 1000;
const DUE = NOW + 11 * DAY;

/** A rater on pace, half done. */
const RATER: Followed = {
	role: 'rater',
	participation: 'active',
	...{ cases: 10, signed: 5, hold: null, remindedAt: null },
	finishesAt: NOW + 9 * DAY
};

const of = (given: Partial<Followed>, dueAt: number | null = DUE) =>
	careFor({ ...RATER, ...given }, NOW, dueAt);

const held = (kind: 'silent' | 'not-begun' | 'paused' | 'disabled', days: number) => ({
	hold: { kind, since: NOW - days * DAY, until: null }
});

describe('a rater', () => {
	it('is on pace while the end lies before the due date, or is not known', () => {
		expect(of({})).toEqual({ group: 'pace', footing: 'active', care: null, silentDays: 0 });
		expect(of({ finishesAt: DUE })).toMatchObject({ group: 'pace' });
		expect(of({ finishesAt: null })).toMatchObject({ group: 'pace' });
		expect(of({ finishesAt: DUE + 99 * DAY }, null)).toMatchObject({ group: 'pace' });
	});

	it('needs somebody where the end lies after it', () => {
		expect(of({ finishesAt: DUE + 1 })).toMatchObject({
			...{ group: 'needs', footing: 'late', care: 'move-work' }
		});
	});

	it('who is silent is reminded once, then relieved', () => {
		const silent = { group: 'needs', footing: 'silent', silentDays: 9 };
		expect(of(held('silent', 9))).toEqual({ ...silent, care: 'remind' });
		const before = { ...held('silent', 9), remindedAt: NOW - 10 * DAY };
		expect(of(before)).toEqual({ ...silent, care: 'remind' });
		const since = { ...held('silent', 9), remindedAt: NOW - 5 * DAY };
		expect(of(since)).toEqual({ ...silent, care: 'move-work' });
	});

	it('needs a reminder who has joined and not begun, and a link who has not joined', () => {
		expect(of({ participation: 'joined', ...held('not-begun', 2) })).toMatchObject({
			...{ group: 'needs', footing: 'joined', care: 'remind' }
		});
		expect(of({ participation: 'invited', cases: 0, signed: 0 })).toMatchObject({
			...{ group: 'needs', footing: 'invited', care: 'send-again' }
		});
	});

	it('waits for cases without needing anybody', () => {
		const none = { participation: 'joined', cases: 0, signed: 0 } as const;
		expect(of(none)).toMatchObject({ group: 'pace', footing: 'joined', care: null });
		expect(of({ ...none, participation: 'paused' })).toMatchObject({ group: 'pace' });
	});

	it('is done once every case is signed, paused or not', () => {
		const done = { signed: 10, finishesAt: null };
		expect(of(done)).toMatchObject({ group: 'done', footing: 'done', care: null });
		expect(of({ ...done, participation: 'paused' })).toMatchObject({ group: 'done' });
	});

	it('is looked at, not reminded, while paused with open work', () => {
		expect(of({ participation: 'paused', ...held('paused', 1) })).toMatchObject({
			...{ group: 'needs', footing: 'paused', care: null }
		});
	});

	it('leaves work to be moved where the account is shut', () => {
		expect(of({ participation: 'disabled', ...held('disabled', 1) })).toMatchObject({
			...{ group: 'needs', care: 'move-work' }
		});
		expect(of({ participation: 'disabled', signed: 10 })).toMatchObject({ group: 'left' });
	});

	it('is left alone after leaving', () => {
		expect(of({ participation: 'left' })).toMatchObject({ group: 'left', care: null });
	});
});

it('lists whoever runs the study apart, and whoever submits to it, once they have joined', () => {
	for (const role of ['coordinator', 'adjudicator', 'observer', 'submitter'] as const) {
		const without = { role, cases: 0, signed: 0 };
		const group = role === 'submitter' ? 'submits' : 'runs';
		expect(of({ ...without, participation: 'joined' })).toMatchObject({ group });
		expect(of({ ...without, participation: 'invited' })).toMatchObject({
			...{ group: 'needs', care: 'send-again' }
		});
		expect(of({ ...without, participation: 'left' })).toMatchObject({ group: 'left' });
	}
});

it('puts first what needs somebody most', () => {
	const people = {
		nine: of(held('silent', 9)),
		seven: of(held('silent', 7)),
		invited: of({ participation: 'invited' }),
		joined: of({ participation: 'joined', ...held('not-begun', 2) }),
		paused: of({ participation: 'paused' }),
		late: of({ finishesAt: DUE + DAY }),
		pace: of({}),
		done: of({ signed: 10 }),
		left: of({ participation: 'left' }),
		runs: of({ role: 'coordinator' })
	};
	const listed = Object.entries(people).map(([name, cared]) => ({ name, ...cared, finishesAt: 0 }));
	const ordered = listed.reverse().sort(byNeed);
	expect(ordered.map(({ name }) => name)).toEqual(Object.keys(people));
	const ends = [1, 3, 2].map((finishesAt) => ({ ...of({}), finishesAt }));
	expect(ends.sort(byNeed).map(({ finishesAt }) => finishesAt)).toEqual([3, 2, 1]);
});
