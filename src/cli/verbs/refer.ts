/** `primum refer`: sends actions that stay open to the next round or to adjudication, and lists what waits there. */
import { Option, type Command } from 'commander';
import { z } from 'zod';
import { REFERRED_TO } from '#lib/domain/disagreements.ts';
import { leftOutWords } from '#lib/domain/referral.ts';
import { dayOf } from '#lib/domain/round.ts';
import { slugSchema } from '#lib/domain/study.ts';
import { TERMINAL, type App } from '#lib/server/app.ts';
import * as referring from '#lib/server/services/referring/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import * as disagreeing from '#lib/server/services/disagreeing/index.ts';
import { withApp } from '../data.ts';
import { Usage } from '../failure.ts';
import { count, table } from '../text.ts';
import { does } from '../verb.ts';

const study = slugSchema;

export function register(program: Command): void {
	const refer = program
		.command('refer')
		.description('send actions that stay open to the next round, or to adjudication')
		.option('--study <slug>', 'the study')
		.addOption(new Option('--to <place>', 'where').choices(REFERRED_TO))
		.option('--case <id>', 'the case, e.g. Card001')
		.option('--actions <numbers>', 'actions of the case, such as 1,2,5')
		.option('--unresolved', 'everything that is unresolved, in the case or in the whole study')
		.option('--note <words>', 'what whoever rules should know');
	send(refer);
	list(refer);
}

const sendSchema = z.object({
	study,
	to: z.enum(REFERRED_TO, 'say where: round or adjudication'),
	case: z.string().optional(),
	actions: z.string().optional(),
	unresolved: z.boolean().default(false),
	note: z.string().default('')
});
type Given = z.output<typeof sendSchema>;

function send(refer: Command): void {
	does(refer, sendSchema, async (given) => {
		const { to, note } = given;
		if ((given.actions === undefined) !== given.unresolved) {
			throw new Usage('Give either --actions NUMBERS or --unresolved.');
		}
		if (given.actions !== undefined && given.case === undefined) {
			throw new Usage('Say with --case which case these actions are of.');
		}
		const { done, leftOut } = await withApp(given, async (app) =>
			referring.refer(app, TERMINAL, given.study, { to, note, actionIds: await wanted(app, given) })
		);
		const place = to === 'round' ? 'the next round' : 'adjudication';
		return {
			json: { study: given.study, to, sent: done.length, leftOut },
			text: [
				`${count(done.length, 'action')} sent to ${place}.`,
				...leftOut.map(leftOutWords)
			].join('\n')
		};
	});
}

/** The ids of the actions that are meant. */
function wanted(app: App, { study: slug, case: name, actions }: Given): Promise<number[]> {
	if (actions === undefined) {
		const ofCase = name === undefined ? {} : { case: name };
		return disagreeing.disagreementIds(app, TERMINAL, slug, { show: 'unresolved', ...ofCase });
	}
	const names = actions.split(',').map((number) => `${name}#${number.trim()}`);
	return rounds.actionsNamed(app, TERMINAL, slug, names);
}

function list(refer: Command): void {
	const command = refer
		.command('list')
		.description('list what waits for the next round, or for a ruling')
		.option('--study <slug>', 'the study');
	does(command, z.object({ study }), async ({ study: slug, ...given }) => {
		const all = await withApp(given, (app) => referring.waiting(app, TERMINAL, slug));
		const waiting = all.map(({ actionId: _, ...one }) => one);
		const rows = waiting.map(({ externalId, number, to, at, member, note }) => [
			...[externalId, String(number), to, dayOf(at), member ?? '', note]
		]);
		const header = ['case', 'action', 'waits for', 'since', 'who', 'note'];
		return {
			json: { study: slug, waiting },
			text: waiting.length === 0 ? 'Nothing was sent anywhere.' : table(header, rows)
		};
	});
}
