/** `primum round`: the rounds of a study, opened, extended, closed and opened again. */
import { z } from 'zod';
import { conditionOf, dayOf, dueSchema } from '#lib/domain/round.ts';
import { TERMINAL } from '#lib/server/app.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import { withApp } from '../data.ts';
import { assertOneOf } from '../running.ts';
import { count as inWords, table } from '../text.ts';
import { count, list, listed, moment, slug, study } from '../values.ts';
import { flag, option, verb } from '../verb.ts';

const part = { cases: count, signed: count, answered: count, asked: count };

const listAll = verb({
	name: 'round list',
	says: 'list the rounds: what each asks, who has answered, what came of it',
	about:
		'Lists the rounds of a study from the first to the newest: what each asks, by when, and how many actions it has ' +
		'settled. It says how much of each is answered and signed.',
	takes: { study },
	examples: [
		{ run: 'primum round list --study demo', does: 'a line a round' },
		{ run: 'primum round list --study demo --json', does: 'for a program' }
	],
	refused: { when: 'there is no such study', run: 'primum round list --study nowhere' },
	answer: z.object({
		study: slug,
		rounds: list(
			z.object({
				...{ number: z.int(), state: z.enum(['open', 'due', 'closed']), openedAt: moment },
				...{ dueAt: moment.nullable(), lockedAt: moment.nullable(), asksAll: z.boolean() },
				...{ actions: count, cases: count, resolved: count },
				response: z.object({ ...part, raters: count, begun: count }),
				...{ notBegun: count, unsigned: count },
				movement: z
					.object({
						...{ answers: count, zones: count, kept: count, toward: count, away: count },
						neither: count
					})
					.nullable()
			})
		)
	}),
	work: async ({ study: slug, ...given }) => {
		const look = await withApp(given, (app) => rounds.overview(app, TERMINAL, slug));
		const all = look.rounds.toReversed().map(({ notBegun, unsigned, ...one }) => ({
			...one,
			state: conditionOf(one, look.now),
			notBegun: notBegun.of,
			unsigned: unsigned.of
		}));
		const rows = all.map(({ number, state, dueAt, actions, cases, response, resolved }) => [
			...[String(number), state, dayOf(dueAt), `${actions}`, `${cases}`],
			...[`${response.signed}/${response.cases}`, `${response.answered}/${response.asked}`],
			`${resolved}/${actions}`
		]);
		const header = ['round', 'state', 'due', 'actions', 'cases', 'signed', 'answered', 'resolved'];
		return { json: { study: slug, rounds: all }, text: table(header, rows) };
	}
});

const open = verb({
	name: 'round open',
	says: 'open the next round: what stays open because raters are apart',
	about:
		'Opens the next round for those who rated before: what the rule leaves open because raters are apart, what was sent ' +
		'to it, or actions by name. The newest round has to be closed.',
	takes: {
		study,
		few: flag('also actions with too few scores'),
		actions: option('list', 'these instead, such as Card001#3,Card002#17', listed.optional()),
		sent: flag('what was sent to it instead'),
		due: option(
			'date',
			'by when raters are asked to be done, such as 2026-12-31',
			dueSchema.shape.due.default(null)
		),
		tell: flag('a mail to everybody who is asked')
	},
	examples: [
		{
			run: 'primum round close --study demo && primum round open --study demo --due 2099-12-31',
			does: 'what raters are apart about is asked again'
		},
		{
			run:
				'primum round close --study demo && ' +
				'primum round open --study demo --actions Card001#2,Card001#3 --json',
			does: 'and two actions once more, told to a program'
		}
	],
	refused: {
		when: 'the newest round is open, nothing is to be asked, or nobody can be',
		run: 'primum round open --study demo'
	},
	answer: z.object({
		...{ study: slug, number: z.int(), actions: count, cases: count, assignments: count },
		...{ raters: count, told: count, ofNobody: count, atAdjudication: count }
	}),
	work: async (given) => {
		const { study: slug, few, actions: names, sent, due: dueAt, tell } = given;
		assertOneOf(given, { few: '--few', actions: '--actions', sent: '--sent' }, { none: true });
		const opened = await withApp(given, async (app) => {
			const actionIds =
				names === undefined ? [] : await rounds.actionsNamed(app, TERMINAL, slug, names);
			const chosen = sent ? 'sent' : names === undefined ? 'rule' : 'hand';
			return rounds.openNext(app, TERMINAL, slug, { chosen, few, actionIds, dueAt, tell });
		});
		const { number, raters, cases, told, ofNobody, atAdjudication } = opened;
		const asks = `${inWords(opened.actions, 'action')} of ${inWords(cases, 'case')}`;
		return {
			json: { study: slug, ...opened },
			text: [
				`Round ${number} is open: ${inWords(raters, 'rater')} asked about ${asks}.`,
				told > 0 && `${inWords(told, 'mail')} on the way.`,
				ofNobody > 0 && `${inWords(ofNobody, 'action')} left out: nobody who signed can be asked.`,
				atAdjudication > 0 && `${inWords(atAdjudication, 'action')} left out: to be ruled on.`
			]
				.filter((words) => words !== false)
				.join(' ')
		};
	}
});

const due = verb({
	name: 'round due',
	says: 'say by when the newest round is due, or take the date away',
	about:
		'Sets the day by which raters are asked to be done with the newest round, or takes it away. Rating goes on after that ' +
		'day until the round is closed.',
	takes: {
		study,
		date: option('date', 'such as 2026-12-31', dueSchema.shape.due.optional()),
		none: flag('no date')
	},
	examples: [
		{ run: 'primum round due --study demo --date 2099-12-31', does: 'more time' },
		{ run: 'primum round due --study demo --none', does: 'no date' }
	],
	refused: {
		when: 'there is no such study, or the newest round is closed',
		run: 'primum round due --study nowhere --none'
	},
	answer: z.object({ study: slug, round: z.int(), due: z.string().nullable() }),
	work: async (given) => {
		const { study: slug, date } = given;
		assertOneOf(given, { date: '--date DATE', none: '--none' });
		const dueAt = date ?? null;
		const { number } = await withApp(given, async (app) => {
			await rounds.setDue(app, TERMINAL, slug, dueAt);
			return rounds.present(app, TERMINAL, slug);
		});
		return {
			json: { study: slug, round: number, due: dueAt === null ? null : dayOf(dueAt) },
			text:
				dueAt === null
					? `Round ${number} has no due date now.`
					: `Round ${number} is due on ${dayOf(dueAt)}.`
		};
	}
});

const setLocked = (
	locked: boolean,
	told: Pick<Parameters<typeof verb>[0], 'name' | 'says' | 'about' | 'examples' | 'refused'>
) =>
	verb({
		...told,
		takes: { study },
		answer: z.object({ study: slug, round: z.int(), closed: z.boolean(), unsigned: count }),
		work: async ({ study: slug, ...given }) => {
			const newest = await withApp(given, async (app) => {
				await rounds.setLocked(app, TERMINAL, slug, locked);
				return (await rounds.overview(app, TERMINAL, slug)).rounds[0]!;
			});
			const { number, response } = newest;
			const left = response.cases - response.signed;
			const unsigned = left === 0 ? '' : ` ${inWords(left, 'case')} given to raters not signed.`;
			return {
				json: { study: slug, round: number, closed: locked, unsigned: left },
				text: locked ? `Round ${number} is closed.${unsigned}` : `Round ${number} is open again.`
			};
		}
	});

const close = setLocked(true, {
	name: 'round close',
	says: 'close the newest round: nothing in it changes any more',
	about:
		'Closes the newest round: nobody rates in it any more. It can be opened again as long as no other follows it.',
	examples: [
		{ run: 'primum round close --study demo', does: 'what is not signed is told' },
		{
			run: 'primum round reopen --study demo && primum round close --study demo --json',
			does: 'open again, and closed'
		}
	],
	refused: {
		when: 'there is no such study, or the round is closed already',
		run: 'primum round close --study nowhere'
	}
});

const reopen = setLocked(false, {
	name: 'round reopen',
	says: 'open the newest round again, as long as no other follows it',
	about: 'Opens the newest round again. Raters go on where they were.',
	examples: [
		{
			run: 'primum round close --study demo && primum round reopen --study demo',
			does: 'closed, and open again'
		},
		{
			run: 'primum round close --study demo && primum round reopen --study demo --json',
			does: 'the same, told to a program'
		}
	],
	refused: {
		when: 'there is no such study, or the round is open',
		run: 'primum round reopen --study demo'
	}
});

export const verbs = [listAll, open, due, close, reopen];
