/** `primum round`: the rounds of a study, opened, extended, closed and opened again. */
import { Option, type Command } from 'commander';
import { z } from 'zod';
import { conditionOf, dayOf, dueSchema } from '#lib/domain/round.ts';
import { slugSchema } from '#lib/domain/study.ts';
import { TERMINAL } from '#lib/server/app.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import { withApp } from '../data.ts';
import { Usage } from '../failure.ts';
import { count, table } from '../text.ts';
import { does } from '../verb.ts';

const study = slugSchema;

export function register(program: Command): void {
	const round = program.command('round').description('the rounds of a study');
	list(round);
	open(round);
	due(round);
	setLocked(round, 'close', true);
	setLocked(round, 'reopen', false);
}

function list(round: Command): void {
	const command = round
		.command('list')
		.description('list the rounds: what each asks, who has answered, what came of it')
		.requiredOption('--study <slug>', 'the study');
	does(command, z.object({ study }), async ({ study: slug, ...given }) => {
		const look = await withApp(given, (app) => rounds.overview(app, TERMINAL, slug));
		const all = look.rounds.toReversed().map(({ notBegun, unsigned, version: _, ...one }) => ({
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
	});
}

function open(round: Command): void {
	const command = round
		.command('open')
		.description('open the next round: what the rule leaves open because raters are apart')
		.requiredOption('--study <slug>', 'the study')
		.option('--few', 'also actions with too few scores')
		.addOption(
			new Option('--actions <list>', 'these instead, such as Card001#3,Card002#17').conflicts('few')
		)
		.addOption(new Option('--sent', 'what was sent to it instead').conflicts(['few', 'actions']))
		.option('--due <date>', 'by when raters are asked to be done, such as 2026-12-31')
		.option('--tell', 'a mail to everybody who is asked');
	const schema = z.object({
		study,
		few: z.boolean().default(false),
		actions: z.string().optional(),
		sent: z.boolean().default(false),
		due: dueSchema.shape.due.default(null),
		tell: z.boolean().default(false)
	});
	does(command, schema, async ({ study: slug, few, actions, sent, due: dueAt, tell, ...given }) => {
		const opened = await withApp(given, async (app) => {
			const names = actions?.split(',').map((name) => name.trim());
			const actionIds =
				names === undefined ? [] : await rounds.actionsNamed(app, TERMINAL, slug, names);
			const chosen = sent ? 'sent' : names === undefined ? 'rule' : 'hand';
			return rounds.openNext(app, TERMINAL, slug, { chosen, few, actionIds, dueAt, tell });
		});
		const { number, raters, cases, told, ofNobody, atAdjudication } = opened;
		const asks = `${count(opened.actions, 'action')} of ${count(cases, 'case')}`;
		return {
			json: { study: slug, ...opened },
			text: [
				`Round ${number} is open: ${count(raters, 'rater')} asked about ${asks}.`,
				told > 0 && `${count(told, 'mail')} on the way.`,
				ofNobody > 0 && `${count(ofNobody, 'action')} left out: nobody who signed can be asked.`,
				atAdjudication > 0 && `${count(atAdjudication, 'action')} left out: to be ruled on.`
			]
				.filter((words) => words !== false)
				.join(' ')
		};
	});
}

function due(round: Command): void {
	const command = round
		.command('due')
		.description('say by when the newest round is due, or take the date away')
		.requiredOption('--study <slug>', 'the study')
		.option('--date <date>', 'such as 2026-12-31')
		.option('--none', 'no date');
	const schema = z.object({
		study,
		date: dueSchema.shape.due.optional(),
		none: z.boolean().default(false)
	});
	does(command, schema, async ({ study: slug, date, none, ...given }) => {
		if ((date === undefined) !== none) throw new Usage('Give either --date DATE or --none.');
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
	});
}

function setLocked(round: Command, name: 'close' | 'reopen', locked: boolean): void {
	const command = round
		.command(name)
		.description(
			locked
				? 'close the newest round: nothing in it changes any more'
				: 'open the newest round again, as long as no other follows it'
		)
		.requiredOption('--study <slug>', 'the study');
	does(command, z.object({ study }), async ({ study: slug, ...given }) => {
		const newest = await withApp(given, async (app) => {
			await rounds.setLocked(app, TERMINAL, slug, locked);
			return (await rounds.overview(app, TERMINAL, slug)).rounds[0]!;
		});
		const { number, response } = newest;
		const left = response.cases - response.signed;
		const unsigned = left === 0 ? '' : ` ${count(left, 'case')} given to raters not signed.`;
		return {
			json: { study: slug, round: number, closed: locked, unsigned: left },
			text: locked ? `Round ${number} is closed.${unsigned}` : `Round ${number} is open again.`
		};
	});
}
