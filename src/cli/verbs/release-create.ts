/** `primum release create`: makes a release, or says what it would hold. */
import { z } from 'zod';
import { RELEASE_PARTS, releaseOptionsSchema, type ReleaseOptions } from '#lib/domain/release.ts';
import { CONSENSUS_RULES, wholeNumber } from '#lib/domain/study.ts';
import { roundSchema } from '#lib/domain/round.ts';
import { TERMINAL, type App } from '#lib/server/app.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import { withApp } from '../data.ts';
import { Usage } from '../failure.ts';
import { reported } from '../notes.ts';
import { checked, oneRelease, summary } from '../release-answers.ts';
import { checkText } from '../release-check-text.ts';
import { study } from '../values.ts';
import { flag, option, options, verb, type Given } from '../verb.ts';

const takes = {
	study,
	check: flag('only say what it would hold and what is to be known; makes nothing'),
	specialty: options(
		'code',
		'only cases of these specialties, by their codes',
		z.array(z.string()).optional()
	),
	case: options('id', 'only these cases', z.array(z.string()).optional()),
	part: option(
		'part',
		'everything, only what is open, or only what is held out',
		z.enum(RELEASE_PARTS).default('all')
	),
	throughRound: option(
		'n',
		'count ratings up to this round; the newest unless given',
		roundSchema.optional()
	),
	completeOnly: flag('only cases whose actions all have as many scores as are wanted'),
	rule: option(
		'rule',
		"come to final scores by this rule; the study's unless given",
		z.enum(CONSENSUS_RULES).optional()
	),
	band: option(
		'n',
		"with this band, 0 to 8; the study's unless given; goes with --rule",
		wholeNumber(0, 8).optional()
	),
	unresolved: option(
		'choice',
		'actions without a final score',
		z.enum(['exclude', 'keep']).default('exclude')
	),
	comments: flag('let comments of raters leave'),
	times: flag('let times of ratings leave'),
	names: flag('let raters leave by name, and not as R01, R02 and so on'),
	license: option(
		'id',
		'the licence under which others may use it; not said unless given',
		releaseOptionsSchema.shape.license
	),
	language: option(
		'code',
		'the language of its texts, such as en; not said unless given',
		releaseOptionsSchema.shape.language
	),
	note: option('text', 'a note for the dataset card', z.string().default(''))
};

export const create = verb({
	name: 'release create',
	says: 'release what is submitted now',
	about:
		'Freezes what is signed now as a numbered release that never changes: the kit, tables, schemas, a dataset card and ' +
		'a manifest of hashes. With --check it makes nothing, and says what it would hold and what to look at first.',
	takes,
	examples: [
		{ run: 'primum release create --study demo --check', does: 'first see what it would hold' },
		{
			run: 'primum release create --study demo --license cc-by-4.0 --language en --note "For the pilot."',
			does: 'then make it'
		},
		{
			run: 'primum release create --study demo --case Card001 --comments --json',
			does: 'one case with the comments of its raters, told to a program'
		}
	],
	refused: {
		when: 'there is nothing to release, what is chosen is not there, or the newest release holds the same',
		run: 'primum release create --study demo --case Nope001'
	},
	answer: z.union([oneRelease, checked]),
	work: async ({ study, check, ...given }) => {
		if (given.rule === undefined && given.band !== undefined) {
			throw new Usage('--band goes with --rule.');
		}
		return withApp(given, async (app) => {
			const options = await optionsOf(app, study, given);
			if (check) {
				const found = await releasing.check(app, TERMINAL, study, options);
				return { json: { study, ...found }, text: checkText(study, found) };
			}
			const made = await releasing.create(app, TERMINAL, study, options, reported());
			return {
				json: { study, ...made, note: options.note },
				text: summary(study, { ...made, note: options.note })
			};
		});
	}
});

/** The choices as a release has them; a rule without a band has that of the study. */
async function optionsOf(
	app: App,
	study: string,
	given: Omit<Given<typeof takes>, 'study' | 'check'>
): Promise<ReleaseOptions> {
	const { rule, license, language } = given;
	const bandOf = async () => given.band ?? (await releasing.ruleOf(app, TERMINAL, study)).band;
	return releaseOptionsSchema.parse({
		specialties: given.specialty ?? null,
		cases: given.case ?? null,
		part: given.part,
		throughRound: given.throughRound ?? null,
		completeOnly: given.completeOnly,
		consensus: rule === undefined ? null : { rule, band: await bandOf() },
		pseudonyms: !given.names,
		unresolved: given.unresolved,
		includeComments: given.comments,
		includeTimes: given.times,
		...{ license, language },
		note: given.note
	});
}
