/** What the trail says of the tokens by which programs are let in. */
import * as tokens from '#lib/server/services/tokens/index.ts';
import { DAY, MINUTE, START } from '../support.ts';
import { aCaseAtHand, told, type Story } from './trail-support.ts';

const GIVEN = { name: 'Nightly fetch', scope: 'release', days: 90 } as const;

export const OF_TOKENS = {
	'token.made': async (db) => {
		const { app, slug, studyId, coordinator } = await aCaseAtHand(db);
		app.pass(MINUTE);
		const { id } = await tokens.make(app, coordinator, slug, GIVEN);
		return told(coordinator.id, {
			what: 'token.made',
			...{ studyId, subject: `token:${id}` },
			new: {
				...{ name: 'Nightly fetch', scope: 'release', owner: coordinator.id! },
				expiresAt: START + MINUTE + 90 * DAY
			}
		});
	},

	'token.revoked': async (db) => {
		const { app, slug, studyId, coordinator } = await aCaseAtHand(db);
		const { id } = await tokens.make(app, coordinator, slug, GIVEN);
		app.pass(MINUTE);
		await tokens.revoke(app, coordinator, slug, id);
		return told(coordinator.id, {
			what: 'token.revoked',
			...{ studyId, subject: `token:${id}` },
			old: { name: 'Nightly fetch', owner: coordinator.id! }
		});
	}
} satisfies Record<string, Story>;
