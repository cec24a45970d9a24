/** `primum study`: the studies of an installation. */
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
import { elsewhere } from '../remote/client.ts';
import { table } from '../text.ts';
import { list, slug } from '../values.ts';
import { argument, flag, option, verb } from '../verb.ts';
import { verbs as care } from './study-care.ts';
import { qualification } from './study-qualification.ts';

/** Bytes of guidelines that are read at most; a study keeps 200,000 characters. */
const MOST_GUIDELINES = 1_000_000;

const { ratersPerCase, consensusRule, band, rulingsWanted } = studySettingsSchema.shape;

const create = verb({
	name: 'study create',
	says: 'make a study',
	about:
		'Makes a study without cases and people, and an installation where there is none yet. Its settings can be ' +
		'changed on its page later, as long as that is fair to what was rated.',
	takes: {
		slug: argument(
			'slug',
			'its short name in addresses and on the command line, such as chest-pain',
			slugSchema
		),
		name: option('name', 'its name; the slug unless given', z.string().optional()),
		raters: option('k', 'ratings wanted an action', ratersPerCase.default(DEFAULT_RATERS_PER_CASE)),
		rule: option('rule', 'how ratings become one score', consensusRule.default(CONSENSUS_RULES[0])),
		band: option(
			'points',
			'largest minus smallest score that still agree',
			band.default(DEFAULT_BAND)
		),
		adjudicators: option(
			'n',
			'who have to rule alike on an action that stays open, 1 or 2',
			rulingsWanted.default(1)
		),
		guidelines: option('file', 'what raters read, as Markdown', z.string().optional()),
		showReference: flag('raters see the reference recommendation after submitting')
	},
	examples: [
		{ run: 'primum study create chest-pain', does: 'a study with the usual settings' },
		{
			run: 'primum study create panel --name "Second panel" --raters 5 --guidelines docs/examples/cli/guidelines.md',
			does: 'five ratings an action, and guidelines of its own'
		}
	],
	refused: {
		when: 'there is such a study already, or the guidelines cannot be read',
		run: 'primum study create demo'
	},
	answer: z.object({ slug, name: z.string() }),
	work: async (given) => {
		const { slug, name = slug, guidelines, showReference } = given;
		const text =
			guidelines === undefined
				? ''
				: new TextDecoder().decode(readFile(guidelines, MOST_GUIDELINES));
		const settings = {
			...{ slug, name, guidelines: text, showReference },
			ratersPerCase: given.raters,
			consensusRule: given.rule,
			band: given.band,
			rulingsWanted: given.adjudicators
		};
		const made = await withNewApp(configOf(given), (app) =>
			studies.create(app, TERMINAL, settings)
		);
		return {
			json: { slug: made.slug, name: made.name },
			text: `The study "${made.name}" was made. Its cases come with: primum import PATH --study ${slug}`
		};
	}
});

const listAll = verb({
	name: 'study list',
	says: 'list the studies',
	about:
		'Lists every study of the installation, archived ones too. Of an installation elsewhere it lists those that ' +
		'the token lets its owner look at, which is one.',
	takes: {},
	isRemote: true,
	examples: [
		{ run: 'primum study list', does: 'a line a study' },
		{
			run: 'primum study list --remote http://localhost:3000 --token-file token.txt',
			does: 'those of a server, by a token that lies in a file'
		}
	],
	refused: {
		when: 'there is no installation, or the one elsewhere refuses',
		run: 'primum study list --data nowhere'
	},
	answer: z.object({
		studies: list(z.object({ slug, name: z.string(), archived: z.boolean() }))
	}),
	work: async (given) => {
		const there = await elsewhere(given);
		const found =
			there === null
				? await withApp(given, (app) => studies.list(app, TERMINAL))
				: await there.studies();
		const all = found.map(({ slug, name, archivedAt }) => ({
			...{ slug, name, archived: archivedAt !== null }
		}));
		const rows = all.map(({ slug, name, archived }) => [slug, name, archived ? 'archived' : '']);
		return {
			json: { studies: all },
			text: rows.length === 0 ? 'There is no study yet.' : table(['study', 'name', ''], rows)
		};
	}
});

export const verbs = [create, listAll, qualification, ...care];
