import * as tokens from '#lib/server/services/tokens/index.ts';
import type { AtWork } from './a-study-at-work.ts';
import { LOOK_AGAIN, nothing, refuses } from './refusing.ts';

const until = (day: string, wrong: string) => ({
	...{ form: 'make', why: `the last day "${day}"`, status: 400 as const, message: LOOK_AGAIN },
	fields: { life: 'date', until: day },
	wrong: { until: wrong }
});

refuses('api', [
	{
		...{ form: 'make', why: 'no name', fields: { name: ' ' }, status: 400, message: LOOK_AGAIN },
		wrong: { name: 'Say what the token is for.' },
		shows: { values: { name: ' ', scope: 'import', life: 'date', until: '2027-03-01' } }
	},
	until('', 'Choose the last day, as 2026-12-31.'),
	until('2026-02-30', 'Choose the last day, as 2026-12-31.'),
	until('2026-11-01', 'Choose a day that is not over.'),
	until('2028-01-01', 'A token lives a year at most: choose an earlier day.'),
	{
		...{ form: 'revoke', why: 'an id that fits nowhere', fields: () => nothing('token') },
		...{ status: 404, message: 'There is no such token in this study.' }
	},
	{
		...{ form: 'revoke', why: 'one that was revoked before', status: 409 },
		first: ({ app, coordinator, slug, token }: AtWork) =>
			tokens.revoke(app, coordinator.actor, slug, token),
		message: 'The token "Nightly fetch" was revoked before.'
	}
]);
