/**
 * What the trail says of every kind of change there is: who made it, when and from where, of what, from what
 * to what, and why. A kind that has no story does not compile.
 */
import { expect, it } from 'vitest';
import { onEach } from '../databases.ts';
import { everyRow, MINUTE, START } from '../support.ts';
import { OF_ADJUDICATING } from './trail-of-adjudicating.ts';
import { OF_ACCOUNTS } from './trail-of-accounts.ts';
import { OF_BOARDS } from './trail-of-boards.ts';
import { OF_BACKUPS } from './trail-of-backups.ts';
import { OF_CASES } from './trail-of-cases.ts';
import { OF_CARE } from './trail-of-care.ts';
import { OF_FIGURES } from './trail-of-figures.ts';
import { OF_MAILS } from './trail-of-mails.ts';
import { OF_PEOPLE } from './trail-of-people.ts';
import { OF_RATING } from './trail-of-rating.ts';
import { OF_REFERRALS } from './trail-of-referrals.ts';
import { OF_ROUNDS } from './trail-of-rounds.ts';
import { OF_STUDIES } from './trail-of-studies.ts';
import { OF_SUBMISSIONS } from './trail-of-submissions.ts';
import { OF_TOKENS } from './trail-of-tokens.ts';
import { OF_PLANS } from './trail-of-plans.ts';
import { OF_WORDS } from './trail-of-words.ts';
import { OF_WRITING } from './trail-of-writing.ts';
import { FROM, type Story, type What } from './trail-support.ts';

const STORIES: Record<What, Story> = {
	...OF_ACCOUNTS,
	...OF_BACKUPS,
	...OF_CASES,
	...OF_STUDIES,
	...OF_RATING,
	...OF_PEOPLE,
	...OF_MAILS,
	...OF_PLANS,
	...OF_WORDS,
	...OF_CARE,
	...OF_FIGURES,
	...OF_ROUNDS,
	...OF_ADJUDICATING,
	...OF_REFERRALS,
	...OF_TOKENS,
	...OF_BOARDS,
	...OF_SUBMISSIONS,
	...OF_WRITING
};

onEach(
	({ fresh }) => {
		it.each(Object.entries(STORIES))('tells of %s', async (what, story) => {
			const db = await fresh();
			const { userId, lines } = await story(db);
			expect(lines.map((line) => line.what)).toContain(what);
			const written = await everyRow(db, (t) => t.auditEvents);
			expect(written.filter(({ at }) => at === START + MINUTE)).toEqual(
				lines.map((line) => ({
					id: expect.any(Number),
					at: START + MINUTE,
					userId,
					studyId: null,
					via: FROM.via,
					sessionId: FROM.session,
					tokenId: FROM.token,
					requestId: FROM.request,
					address: FROM.address,
					old: null,
					new: null,
					reason: null,
					...line
				}))
			);
		});
	},
	['SQLite in memory', 'PostgreSQL 18']
);
