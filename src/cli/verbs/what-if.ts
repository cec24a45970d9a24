/** `primum what-if`: what other rules, bands and numbers of raters would make of the final scores of a study. */
import { Option, type Command } from 'commander';
import { z } from 'zod';
import { CONSENSUS_RULES, slugSchema, wholeNumber } from '#lib/domain/study.ts';
import { changed, hasBand, type Compared } from '#lib/domain/what-if.ts';
import { TERMINAL } from '#lib/server/app.ts';
import { whatIf, type WhatIf } from '#lib/server/services/agreeing/index.ts';
import { withApp } from '../data.ts';
import { Usage } from '../failure.ts';
import { count, table } from '../text.ts';
import { does } from '../verb.ts';

const schema = z.object({
	study: slugSchema,
	rule: z.enum(CONSENSUS_RULES).optional(),
	band: wholeNumber(0, 8).optional(),
	k: wholeNumber(1, 50).optional(),
	page: wholeNumber(1, 1_000_000).default(1)
});

export function register(program: Command): void {
	const command = program
		.command('what-if')
		.description('what other rules and bands would make of the final scores; changes nothing')
		.requiredOption('--study <slug>', 'the study: its signed ratings, as a release would hold them')
		.addOption(
			new Option('--rule <rule>', 'list the actions that this rule ends in another way').choices(
				CONSENSUS_RULES
			)
		)
		.option('--band <n>', "with this band, 0 to 8; the study's unless given")
		.option('--k <n>', "with this many wanted scores an action; the study's unless given")
		.option('--page <n>', 'the page of the list of actions');
	does(command, schema, async ({ study, rule, band, k, page, ...given }) => {
		if (rule === undefined && band !== undefined) {
			throw new Usage('--band goes with --rule: without it, every band is compared.');
		}
		const text = (value: number | undefined) => (value === undefined ? null : String(value));
		const view = { rule, band: text(band), k: text(k), page };
		const look = await withApp(given, (app) => whatIf(app, TERMINAL, study, view));
		return { json: { study, ...look }, text: textOf(look) };
	});
}

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
		`${count(actions, 'action')}, ${ruled} settled by rulings, as of ${new Date(asOf).toISOString()}`,
		'',
		table(HEADER, rows),
		'',
		oneRating.actions === 0
			? 'No signed scores: nothing depends on one of them.'
			: `One rating fewer on every action: ${((100 * expected) / oneRating.actions).toFixed(1)}% of ` +
				`${count(oneRating.actions, 'scored action')} would end in another way (exact, over all ways).`
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
