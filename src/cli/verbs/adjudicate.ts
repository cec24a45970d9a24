/** `primum adjudicate`: what waits for a ruling in a study, and how far adjudication is. Nobody rules from here. */
import type { Command } from 'commander';
import { z } from 'zod';
import { slugSchema } from '#lib/domain/study.ts';
import { TERMINAL } from '#lib/server/app.ts';
import * as adjudicating from '#lib/server/services/adjudicating/index.ts';
import { withApp } from '../data.ts';
import { count, table } from '../text.ts';
import { does } from '../verb.ts';

export function register(program: Command): void {
	const adjudicate = program
		.command('adjudicate')
		.description('what waits for a ruling, and how far adjudication is');
	list(adjudicate);
	progress(adjudicate);
}

function list(adjudicate: Command): void {
	const command = adjudicate
		.command('list')
		.description('list the actions that wait for a ruling, the case with the worst first')
		.requiredOption('--study <slug>', 'the study');
	does(command, z.object({ study: slugSchema }), async ({ study: slug, ...given }) => {
		const actions = await withApp(given, (app) => adjudicating.waiting(app, TERMINAL, slug));
		const rows = actions.map(({ externalId, number, scores, to, words, why }) => [
			...[
				externalId,
				String(number),
				scores.join(' '),
				to ?? 'everybody',
				words ?? 'no ruling yet'
			],
			why ?? ''
		]);
		const header = ['case', 'action', 'scores', 'referred to', 'rulings', 'why open'];
		return {
			json: { study: slug, actions },
			text: rows.length === 0 ? 'Nothing waits for a ruling.' : table(header, rows)
		};
	});
}

function progress(adjudicate: Command): void {
	const command = adjudicate
		.command('progress')
		.description('say how much was referred and ruled on, and by whom')
		.requiredOption('--study <slug>', 'the study');
	does(command, z.object({ study: slugSchema }), async ({ study: slug, ...given }) => {
		const found = await withApp(given, (app) => adjudicating.progress(app, TERMINAL, slug));
		const { referred, ruled, untouched, waits, apart, rulingsWanted, adjudicators } = found;
		const rows = adjudicators.map((one) => [one.name, String(one.ruled), String(one.left)]);
		const lines = [
			`${count(ruled, 'action')} of ${referred} settled; ${untouched} without a ruling` +
				(rulingsWanted === 1
					? '.'
					: `, ${waits} waiting for a second adjudicator, ${apart} with adjudicators apart.`),
			rows.length === 0
				? 'Nobody can rule in this study: add an adjudicator with primum members add --role adjudicator.'
				: table(['adjudicator', 'ruled', 'left'], rows)
		];
		return { json: { study: slug, ...found }, text: lines.join('\n') };
	});
}
