/** `primum adjudicate`: what waits for a ruling in a study, and how far adjudication is. Nobody rules from here. */
import { z } from 'zod';
import { TERMINAL } from '#lib/server/app.ts';
import * as adjudicating from '#lib/server/services/adjudicating/index.ts';
import { withApp } from '../data.ts';
import { count as inWords, table } from '../text.ts';
import { count, list, moment, slug, study } from '../values.ts';
import { verb } from '../verb.ts';

const text = z.string().nullable();

const listAll = verb({
	name: 'adjudicate list',
	says: 'list the actions that wait for a ruling, the case with the worst first',
	about:
		'Lists the actions that were referred to adjudication and are not settled, with their scores. Rulings are given on ' +
		'the pages, and nobody rules from here.',
	takes: { study },
	examples: [
		{ run: 'primum adjudicate list --study demo', does: 'a line an action' },
		{ run: 'primum adjudicate list --study demo --json', does: 'for a program' }
	],
	refused: { when: 'there is no such study', run: 'primum adjudicate list --study nowhere' },
	answer: z.object({
		study: slug,
		actions: list(
			z.object({
				...{ externalId: z.string(), number: z.int(), scores: list(z.int()) },
				...{ to: text, standing: text, words: text, why: text }
			})
		)
	}),
	work: async ({ study: slug, ...given }) => {
		const actions = await withApp(given, (app) => adjudicating.waiting(app, TERMINAL, slug));
		const rows = actions.map(({ externalId, number, scores, to, words, why }) => [
			...[externalId, String(number), scores.join(' ')],
			...[to ?? 'everybody', words ?? 'no ruling yet', why ?? '']
		]);
		const header = ['case', 'action', 'scores', 'referred to', 'rulings', 'why open'];
		return {
			json: { study: slug, actions },
			text: rows.length === 0 ? 'Nothing waits for a ruling.' : table(header, rows)
		};
	}
});

const progress = verb({
	name: 'adjudicate progress',
	says: 'say how much was referred and ruled on, and by whom',
	about:
		'Says how many of the referred actions are settled and how many wait, for each adjudicator too. It names what they ' +
		'wait for: a first ruling, a second one, or one that agrees.',
	takes: { study },
	examples: [
		{ run: 'primum adjudicate progress --study demo', does: 'how far adjudication is' },
		{ run: 'primum adjudicate progress --study demo --json', does: 'for a program' }
	],
	refused: { when: 'there is no such study', run: 'primum adjudicate progress --study nowhere' },
	answer: z.object({
		...{ study: slug, referred: count, ruled: count, untouched: count, waits: count },
		...{ apart: count, rulingsWanted: z.int() },
		adjudicators: list(
			z.object({ name: z.string(), ruled: count, left: count, lastAt: moment.nullable() })
		)
	}),
	work: async ({ study: slug, ...given }) => {
		const found = await withApp(given, (app) => adjudicating.progress(app, TERMINAL, slug));
		const { referred, ruled, untouched, waits, apart, rulingsWanted, adjudicators } = found;
		const rows = adjudicators.map((one) => [one.name, String(one.ruled), String(one.left)]);
		const lines = [
			`${inWords(ruled, 'action')} of ${referred} settled; ${untouched} without a ruling` +
				(rulingsWanted === 1
					? '.'
					: `, ${waits} waiting for a second adjudicator, ${apart} with adjudicators apart.`),
			rows.length === 0
				? 'Nobody can rule in this study: add an adjudicator with primum members add --role adjudicator.'
				: table(['adjudicator', 'ruled', 'left'], rows)
		];
		return { json: { study: slug, ...found }, text: lines.join('\n') };
	}
});

export const verbs = [listAll, progress];
