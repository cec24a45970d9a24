import { describe, expect, it } from 'vitest';
import { isAdjudicator, mayRuleOn, roleWords, whyNotRole } from './roles.ts';
import { ROLES, type Role } from './study.ts';

describe('ruling', () => {
	it.each<[Role, boolean, boolean]>([
		['adjudicator', false, true],
		['adjudicator', true, true],
		['coordinator', false, false],
		['coordinator', true, true],
		['rater', false, false],
		['rater', true, false],
		['observer', false, false],
		['observer', true, false]
	])('%s, adjudicates %s: %s', (role, adjudicates, does) => {
		expect(isAdjudicator({ role, adjudicates })).toBe(does);
		expect(mayRuleOn({ role, adjudicates }, false)).toBe(does);
	});

	it('is never for whoever has rated the action, in whatever role', () => {
		for (const role of ROLES) {
			for (const adjudicates of [false, true]) {
				expect(mayRuleOn({ role, adjudicates }, true)).toBe(false);
			}
		}
	});
});

describe('another role', () => {
	const change = { name: 'Kofi Boateng', from: 'rater', rated: 0, isOwn: false } as const;

	it('is there for whoever has rated nothing', () => {
		for (const to of ROLES) expect(whyNotRole({ ...change, to })).toBeNull();
	});

	it('is not there for whoever has rated, who stays a rater', () => {
		for (const to of ['coordinator', 'adjudicator', 'observer'] as const) {
			expect(whyNotRole({ ...change, to, rated: 1 })).toMatch(
				/^Kofi Boateng has rated 1 action in/
			);
		}
		expect(whyNotRole({ ...change, to: 'coordinator', rated: 4249 })).toContain('4,249 actions');
		expect(whyNotRole({ ...change, to: 'rater', rated: 4249 })).toBeNull();
	});

	it('is never given to oneself', () => {
		const own = { ...change, from: 'coordinator', isOwn: true } as const;
		expect(whyNotRole({ ...own, to: 'observer' })).toMatch(/^Somebody else who runs the study/);
		expect(whyNotRole({ ...own, to: 'coordinator' })).toBeNull();
	});
});

it('says what each does', () => {
	const words = ROLES.map((role) => roleWords({ role, adjudicates: false }));
	expect(new Set(words).size).toBe(ROLES.length);
	expect(roleWords({ role: 'coordinator', adjudicates: true })).toContain('rules on');
	expect(roleWords({ role: 'observer', adjudicates: false })).toContain('pseudonym only');
});
