/** `primum what-if`: what other rules, bands and numbers of raters would make of the final scores of a study. */
import { z } from 'zod';
import { CONSENSUS_RULES, wholeNumber } from '#lib/domain/study.ts';
import { changed, EFFECTS, hasBand, type Compared } from '#lib/domain/what-if.ts';
import { TERMINAL } from '#lib/server/app.ts';
import { whatIf, type WhatIf } from '#lib/server/services/agreeing/index.ts';
import { withApp } from '../data.ts';
import { Usage } from '../failure.ts';
import { count as inWords, table } from '../text.ts';
import { count, list, moment, page, slug, study } from '../values.ts';
import { option, verb } from '../verb.ts';

const effects = z.object(
	Object.fromEntries(EFFECTS.map((name) => [name, z.number()])) as Record<
		(typeof EFFECTS)[number],
		z.ZodNumber
	>
);
const settings = z.object({
	...{ rule: z.enum(CONSENSUS_RULES), band: z.int(), ratersPerCase: z.int() }
});
const compared = z.object({ settings, final: count, unresolved: count, effects });
const score = z.int().nullable();

export const verbs = [
	verb({
		name: 'what-if',
		says: 'what other rules and bands would make of the final scores',
		about:
			'Compares what every consensus rule and band would make of the signed ratings of a study, and how much hangs on one ' +
			'rating or one rater. It changes nothing.',
		takes: {
			study,
			rule: option(
				'rule',
				'list the actions that this rule ends in another way',
				z.enum(CONSENSUS_RULES).optional()
			),
			band: option(
				'n',
				"with this band, 0 to 8; the study's unless given; goes with --rule",
				wholeNumber(0, 8).optional()
			),
			k: option(
				'n',
				"with this many wanted scores an action; the study's unless given",
				wholeNumber(1, 50).optional()
			),
			page: option('n', 'the page of the list of actions', wholeNumber(1, 1_000_000).default(1))
		},
		examples: [
			{ run: 'primum what-if --study demo', does: 'every rule and band side by side' },
			{
				run: 'primum what-if --study demo --rule median --band 3',
				does: 'which actions would end in another way'
			}
		],
		refused: { when: 'there is no such study', run: 'primum what-if --study nowhere' },
		answer: z.object({
			...{ study: slug, asOf: moment, now: settings, actions: count, ruled: count },
			...{ ratersPerCase: z.int(), rules: list(compared), byRaters: list(compared) },
			oneRating: z.object({ actions: count, effects }),
			raters: z.object({
				of: count,
				some: list(z.object({ rater: z.string(), scored: count, effects }))
			}),
			chosen: compared
				.extend({
					turned: page(
						z.object({
							...{ externalId: z.string(), number: z.int(), scores: list(z.int()) },
							...{ before: score, after: score, effects: list(z.enum(EFFECTS)) }
						})
					)
				})
				.nullable()
		}),
		work: async ({ study, rule, band, k, page, ...given }) => {
			if (rule === undefined && band !== undefined) {
				throw new Usage('--band goes with --rule: without it, every band is compared.');
			}
			const text = (value: number | undefined) => (value === undefined ? null : String(value));
			const view = { rule, band: text(band), k: text(k), page };
			const look = await withApp(given, (app) => whatIf(app, TERMINAL, study, view));
			return { json: { study, ...look }, text: textOf(look) };
		}
	})
];

const HEADER = ['rule', 'band', 'k', 'final', 'unresolved', 'changed', 'labels', 'severities'];

function textOf({
	asOf,
	actions,
	ruled,
	rules,
	byRaters,
	oneRating,
	raters,
	chosen
}: WhatIf): string {
	const rows = [...rules, ...byRaters].map(cells);
	const expected = changed(oneRating.effects);
	const parts = [
		`${inWords(actions, 'action')}, ${ruled} settled by rulings, as of ${new Date(asOf).toISOString()}`,
		'',
		table(HEADER, rows),
		'',
		oneRating.actions === 0
			? 'No signed scores: nothing depends on one of them.'
			: `One rating fewer on every action: ${((100 * expected) / oneRating.actions).toFixed(1)}% of ` +
				`${inWords(oneRating.actions, 'scored action')} would end in another way (exact, over all ways).`
	];
	if (raters.some.length > 0) {
		const without = raters.some.map(({ rater, scored, effects }) => [
			...[rater, `${scored}`, `${changed(effects)}`, `${effects.labels}`, `${effects.tiers}`]
		]);
		parts.push('', table(['without', 'scores', 'changed', 'labels', 'severities'], without));
	}
	if (chosen !== null) parts.push('', listOf(chosen));
	return parts.join('\n');
}

function cells({ settings, final, unresolved, effects }: Compared): string[] {
	const { rule, band, ratersPerCase } = settings;
	const counts = [final, unresolved, changed(effects), effects.labels, effects.tiers];
	return [rule, hasBand(rule) ? `${band}` : '', `${ratersPerCase}`, ...counts.map(String)];
}

function listOf({ turned: { rows, page, pages } }: NonNullable<WhatIf['chosen']>): string {
	if (rows.length === 0) return 'No action would end in another way.';
	const lines = rows.map(({ externalId, number, scores, before, after, effects }) => [
		...[`${externalId}#${number}`, scores.join(' '), `${before ?? 'unresolved'}`],
		...[`${after ?? 'unresolved'}`, effects[0]!]
	]);
	const more = pages > 1 ? `\npage ${page} of ${pages}` : '';
	return `${table(['action', 'scores', 'now', 'then', 'what follows'], lines)}${more}`;
}
