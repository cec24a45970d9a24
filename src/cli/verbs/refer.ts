/** `primum refer`: sends actions that stay open to the next round or to adjudication, and lists what waits there. */
import { z } from 'zod';
import { REFERRED_TO } from '#lib/domain/disagreements.ts';
import { leftOutWords } from '#lib/domain/referral.ts';
import { dayOf } from '#lib/domain/round.ts';
import { TERMINAL, type App } from '#lib/server/app.ts';
import * as disagreeing from '#lib/server/services/disagreeing/index.ts';
import * as referring from '#lib/server/services/referring/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import { withApp } from '../data.ts';
import { Usage } from '../failure.ts';
import { assertOneOf } from '../running.ts';
import { count as inWords, table } from '../text.ts';
import { count, list, listed, moment, slug, study } from '../values.ts';
import { flag, option, verb } from '../verb.ts';

const send = verb({
	name: 'refer',
	says: 'send actions that stay open to the next round, or to adjudication',
	about:
		'Sends actions on to where they are settled: the next round of rating, or the adjudicators. What cannot go is left ' +
		'out and said, with the reason.',
	takes: {
		study,
		to: option('place', 'where', z.enum(REFERRED_TO)),
		case: option('id', 'the case, e.g. Card001', z.string().optional()),
		actions: option('numbers', 'actions of the case, such as 1,2,5', listed.optional()),
		unresolved: flag('everything that is unresolved, in the case or in the whole study'),
		note: option('words', 'what whoever rules should know', z.string().default(''))
	},
	examples: [
		{
			run: 'primum refer --study demo --to round --unresolved',
			does: 'everything that is open is asked again in the next round'
		},
		{
			run: 'primum refer --study demo --to round --case Card001 --actions 2,3 --note "Read the history again"',
			does: 'two actions of a case'
		}
	],
	refused: {
		when: 'nothing can be sent there, or an action is not there',
		run: 'primum refer --study demo --to adjudication --case Nope001 --actions 1'
	},
	answer: z.object({
		...{ study: slug, to: z.enum(REFERRED_TO), sent: count },
		leftOut: list(z.object({ why: z.string(), of: count, some: list(z.string()) }))
	}),
	work: async (given) => {
		const { study, to, note } = given;
		assertOneOf(given, { actions: '--actions NUMBERS', unresolved: '--unresolved' });
		if (given.actions !== undefined && given.case === undefined) {
			throw new Usage('Say with --case which case these actions are of.');
		}
		const { done, leftOut } = await withApp(given, async (app) =>
			referring.refer(app, TERMINAL, study, { to, note, actionIds: await wanted(app, given) })
		);
		const place = to === 'round' ? 'the next round' : 'adjudication';
		return {
			json: { study, to, sent: done.length, leftOut },
			text: [
				`${inWords(done.length, 'action')} sent to ${place}.`,
				...leftOut.map(leftOutWords)
			].join('\n')
		};
	}
});

type Wanted = { study: string; case?: string | undefined; actions?: string[] | undefined };

/** The ids of the actions that are meant. */
function wanted(app: App, { study: slug, case: name, actions }: Wanted): Promise<number[]> {
	if (actions === undefined) {
		const ofCase = name === undefined ? {} : { case: name };
		return disagreeing.disagreementIds(app, TERMINAL, slug, { show: 'unresolved', ...ofCase });
	}
	return rounds.actionsNamed(
		app,
		TERMINAL,
		slug,
		actions.map((number) => `${name}#${number}`)
	);
}

const listAll = verb({
	name: 'refer list',
	says: 'list what waits for the next round, or for a ruling',
	about:
		'Lists the actions that were sent on and wait, the oldest first. It says where each waits, since when and, at ' +
		'adjudication, for whom.',
	takes: { study },
	examples: [
		{ run: 'primum refer list --study demo', does: 'a line an action' },
		{ run: 'primum refer list --study demo --json', does: 'for a program' }
	],
	refused: { when: 'there is no such study', run: 'primum refer list --study nowhere' },
	answer: z.object({
		study: slug,
		waiting: list(
			z.object({
				...{ externalId: z.string(), number: z.int(), to: z.enum(REFERRED_TO), at: moment },
				...{ member: z.string().nullable(), note: z.string() }
			})
		)
	}),
	work: async ({ study: slug, ...given }) => {
		const waiting = await withApp(given, (app) => referring.waiting(app, TERMINAL, slug));
		const rows = waiting.map(({ externalId, number, to, at, member, note }) => [
			...[externalId, String(number), to, dayOf(at), member ?? '', note]
		]);
		const header = ['case', 'action', 'waits for', 'since', 'who', 'note'];
		return {
			json: { study: slug, waiting },
			text: waiting.length === 0 ? 'Nothing was sent anywhere.' : table(header, rows)
		};
	}
});

export const verbs = [send, listAll];
