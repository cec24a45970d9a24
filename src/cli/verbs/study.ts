/** `primum study`: the studies of the installation. */
import { Option, type Command } from 'commander';
import { z } from 'zod';
import {
	CONSENSUS_RULES,
	DEFAULT_BAND,
	DEFAULT_RATERS_PER_CASE,
	slugSchema,
	studySettingsSchema
} from '#lib/domain/study.ts';
import { TERMINAL } from '#lib/server/app.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import { configOf, withApp, withNewApp } from '../data.ts';
import { readFile } from '../inputs.ts';
import { table } from '../text.ts';
import { does } from '../verb.ts';
import { register as care } from './study-care.ts';
import { register as qualification } from './study-qualification.ts';

/** Bytes of guidelines that are read at most; a study keeps 200,000 characters. */
const MOST_GUIDELINES = 1_000_000;

export function register(program: Command): void {
	const study = program.command('study').description('studies of this installation');
	create(study);
	qualification(study);
	care(study);
	const command = study.command('list').description('list the studies');
	does(command, z.object({}), async (given) => {
		const all = (await withApp(given, (app) => studies.list(app, TERMINAL))).map(
			({ slug, name, archivedAt }) => ({ slug, name, archived: archivedAt !== null })
		);
		const rows = all.map(({ slug, name, archived }) => [slug, name, archived ? 'archived' : '']);
		return {
			json: { studies: all },
			text: rows.length === 0 ? 'There is no study yet.' : table(['study', 'name', ''], rows)
		};
	});
}

function create(study: Command): void {
	const command = study
		.command('create')
		.description('make a study')
		.argument('<slug>', 'its short name in addresses and on the command line, such as chest-pain')
		.option('--name <name>', 'its name (the slug unless given)')
		.option('--raters <k>', 'ratings wanted an action', String(DEFAULT_RATERS_PER_CASE))
		.addOption(
			new Option('--rule <rule>', 'how ratings become one score')
				.choices(CONSENSUS_RULES)
				.default(CONSENSUS_RULES[0])
		)
		.option(
			'--band <points>',
			'largest minus smallest score that still agree',
			String(DEFAULT_BAND)
		)
		.option(
			'--adjudicators <n>',
			'who have to rule alike on an action that stays open: 1 or 2',
			'1'
		)
		.option('--guidelines <file>', 'what raters read, as Markdown')
		.option('--show-reference', 'raters see the reference recommendation after submitting');
	const { ratersPerCase, consensusRule, band, rulingsWanted } = studySettingsSchema.shape;
	const schema = z.object({
		slug: slugSchema,
		name: z.string().optional(),
		raters: ratersPerCase,
		rule: consensusRule,
		band,
		adjudicators: rulingsWanted,
		guidelines: z.string().optional(),
		showReference: z.boolean().default(false)
	});
	does(command, schema, async (given) => {
		const { slug, name = slug, guidelines, showReference } = given;
		const text =
			guidelines === undefined
				? ''
				: new TextDecoder().decode(readFile(guidelines, MOST_GUIDELINES));
		const settings = {
			slug,
			name,
			guidelines: text,
			ratersPerCase: given.raters,
			consensusRule: given.rule,
			band: given.band,
			rulingsWanted: given.adjudicators,
			showReference
		};
		const made = await withNewApp(configOf(given), (app) =>
			studies.create(app, TERMINAL, settings)
		);
		return {
			json: { slug: made.slug, name: made.name },
			text: `The study "${made.name}" was made. Its cases come with: primum import PATH --study ${slug}`
		};
	});
}
