import { expect, it } from 'vitest';
import { MENDABLE, whyNotMend, type AccountAtHand, type Mendable } from './mending.ts';

/** Invited by this study, and not joined yet. */
const INVITED: AccountAtHand = {
	...{ name: 'Chidi Eze', email: 'chidi@example.org', isAdmin: false },
	...{ joined: false, elsewhere: false, disabledAt: null }
};

const allowed = (given: Partial<AccountAtHand>, byAdmin = false) =>
	MENDABLE.filter((what) => whyNotMend(what, { ...INVITED, ...given }, byAdmin) === null);

it.each<[string, Partial<AccountAtHand>, Mendable[]]>([
	['whoever has not joined', {}, ['name', 'specialties', 'address', 'link']],
	['whoever has joined', { joined: true }, ['name', 'specialties']],
	['whoever is in another study too', { elsewhere: true }, []],
	['whoever is there too and has joined', { elsewhere: true, joined: true }, []],
	['an administrator', { isAdmin: true }, []],
	['an administrator who has joined', { isAdmin: true, joined: true }, []],
	['a disabled account', { disabledAt: 1 }, ['name', 'specialties', 'address']],
	['a rater without sign-in', { email: null }, ['name', 'specialties', 'address']]
])('leaves of %s to a coordinator: %o', (_, given, may) => {
	expect(allowed(given)).toEqual(may);
});

it('leaves all to an administrator but a link for who has a password', () => {
	const joined = { joined: true, elsewhere: true, isAdmin: true };
	expect(allowed(joined, true)).toEqual(['name', 'specialties', 'address']);
	expect(allowed({ elsewhere: true, isAdmin: true }, true)).toEqual([...MENDABLE]);
});

it('says why, by name', () => {
	for (const what of MENDABLE) {
		const why = whyNotMend(what, { ...INVITED, elsewhere: true, joined: true }, false);
		expect(why).toMatch(/^Chidi Eze [a-z].*\.$/);
	}
});
