/** `primum release`: make, look at, export and withdraw releases. */
import { Option, type Command } from 'commander';
import { z } from 'zod';
import { LICENSE_IDS } from '#lib/domain/license.ts';
import { RELEASE_PARTS, releaseOptionsSchema, type ReleaseOptions } from '#lib/domain/release.ts';
import { roundSchema } from '#lib/domain/round.ts';
import { CONSENSUS_RULES, slugSchema, wholeNumber } from '#lib/domain/study.ts';
import { bytesOf } from '#lib/formats/archive-read.ts';
import { TERMINAL, type App } from '#lib/server/app.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import { withApp } from '../data.ts';
import { Usage } from '../failure.ts';
import { writeFile, writeFolder } from '../outputs.ts';
import { reported } from '../progress.ts';
import { checkText } from '../release-check-text.ts';
import { comparisonText } from '../release-comparison-text.ts';
import { count, moment, table } from '../text.ts';
import { does } from '../verb.ts';

const ofStudy = z.object({ study: slugSchema });
const oneRelease = ofStudy.extend({
	number: z.coerce
		.number('give the number of a release')
		.pipe(z.int32('give the number of a release').positive('give the number of a release'))
});

export function register(program: Command): void {
	const release = program.command('release').description('releases of a study');
	create(release);
	list(release);
	show(release);
	compare(release);
	exportRelease(release);
	withdraw(release);
}

const verb = (release: Command, name: string, description: string) =>
	release.command(name).description(description).requiredOption('--study <slug>', 'the study');

function create(release: Command): void {
	const command = verb(release, 'create', 'release what is submitted now')
		.option('--specialty <code...>', 'only cases of these specialties, by their codes')
		.option('--case <id...>', 'only these cases')
		.addOption(
			new Option('--part <part>', 'everything, only what is open, or only what is held out')
				.choices(RELEASE_PARTS)
				.default('all')
		)
		.option('--through-round <n>', 'count ratings up to this round; the newest unless given')
		.option('--complete-only', 'only cases whose actions all have as many scores as are wanted')
		.addOption(
			new Option(
				'--rule <rule>',
				"come to final scores by this rule; the study's unless given"
			).choices(CONSENSUS_RULES)
		)
		.option('--band <n>', "with this band, 0 to 8; the study's unless given")
		.addOption(
			new Option('--unresolved <choice>', 'actions without a final score')
				.choices(['exclude', 'keep'])
				.default('exclude')
		)
		.option('--comments', 'let comments of raters leave')
		.option('--times', 'let times of ratings leave')
		.option('--names', 'let raters leave by name, and not as R01, R02 and so on')
		.addOption(
			new Option(
				'--license <id>',
				'the licence under which others may use it; not said unless given'
			).choices(LICENSE_IDS)
		)
		.option('--language <code>', 'the language of its texts, such as en; not said unless given')
		.option('--note <text>', 'a note for the dataset card', '')
		.option('--check', 'only say what it would hold and what is to be known; makes nothing');
	does(command, createSchema, async ({ study, check, ...given }) => {
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
			return { json: { study, ...made }, text: summary(study, made) };
		});
	});
}

const createSchema = ofStudy.extend({
	specialty: z.array(z.string()).optional(),
	case: z.array(z.string()).optional(),
	part: z.enum(RELEASE_PARTS),
	throughRound: roundSchema.optional(),
	completeOnly: z.boolean().default(false),
	rule: z.enum(CONSENSUS_RULES).optional(),
	band: wholeNumber(0, 8).optional(),
	unresolved: z.enum(['exclude', 'keep']),
	comments: z.boolean().default(false),
	times: z.boolean().default(false),
	names: z.boolean().default(false),
	license: releaseOptionsSchema.shape.license,
	language: releaseOptionsSchema.shape.language,
	note: z.string(),
	check: z.boolean().default(false)
});

/** The choices as a release has them; a rule without a band has that of the study. */
async function optionsOf(
	app: App,
	study: string,
	given: Omit<z.output<typeof createSchema>, 'study' | 'check'>
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

function list(release: Command): void {
	does(verb(release, 'list', 'list the releases, the newest first'), ofStudy, async (given) => {
		const all = await withApp(given, (app) => releasing.list(app, TERMINAL, given.study));
		const rows = all.map(({ number, createdAt, counts, withdrawn }) => [
			String(number),
			moment(createdAt),
			String(counts.cases),
			String(counts.final),
			String(counts.unresolved),
			withdrawn === null ? '' : `withdrawn: ${withdrawn.reason}`
		]);
		const header = ['release', 'made', 'cases', 'final', 'unresolved', ''];
		return {
			json: { study: given.study, releases: all },
			text: rows.length === 0 ? `"${given.study}" has no release yet.` : table(header, rows)
		};
	});
}

function show(release: Command): void {
	const command = verb(release, 'show', 'show one release').argument('<number>', 'its number');
	does(command, oneRelease, async (given) => {
		const { study, number } = given;
		const found = await withApp(given, (app) => releasing.show(app, TERMINAL, study, number));
		return { json: { study, ...found }, text: summary(study, found) };
	});
}

function compare(release: Command): void {
	const command = verb(release, 'compare', 'say what is otherwise in a release than in another')
		.argument('<number>', 'its number')
		.argument('[with]', 'the number of the other; the one before unless given');
	const schema = oneRelease.extend({ with: oneRelease.shape.number.optional() });
	does(command, schema, async (given) => {
		const { study, number, with: against = null } = given;
		const found = await withApp(given, (app) =>
			releasing.compareWhole(app, TERMINAL, study, { number, against })
		);
		return { json: { study, ...found }, text: comparisonText(study, found) };
	});
}

function exportRelease(release: Command): void {
	const command = verb(release, 'export', 'write the files of a release')
		.argument('<number>', 'its number')
		.requiredOption('--out <path>', 'a folder, or a file that ends in .zip')
		.option('--force', 'replace files that are there');
	const schema = oneRelease.extend({
		out: z.string().min(1, 'name a folder or a zip file'),
		force: z.boolean().default(false)
	});
	does(command, schema, async (given) => {
		const { study, number, out, force } = given;
		if (out.toLowerCase().endsWith('.zip')) {
			const { bytes, sha256 } = await withApp(given, async (app) => {
				const archive = await releasing.archive(app, TERMINAL, study, number);
				const { sha256 } = archive;
				return { bytes: await bytesOf(archive.read()), sha256 };
			});
			await writeFile(out, bytes, { force });
			return { json: { study, number, out, sha256 }, text: `Wrote ${out}\nSHA-256 ${sha256}` };
		}
		const files = await withApp(given, (app) => releasing.files(app, TERMINAL, study, number));
		await writeFolder(out, files, { force });
		return {
			json: { study, number, out, files: [...files.keys()] },
			text: `Wrote ${count(files.size, 'file')} to ${out}.`
		};
	});
}

function withdraw(release: Command): void {
	const command = verb(release, 'withdraw', 'mark a release as withdrawn; it stays')
		.argument('<number>', 'its number')
		.requiredOption('--reason <text>', 'why');
	does(command, oneRelease.extend({ reason: z.string() }), async (given) => {
		const { study, number, reason } = given;
		await withApp(given, (app) => releasing.withdraw(app, TERMINAL, study, number, reason));
		return {
			json: { study, number, withdrawn: true },
			text: `Release ${number} of "${study}" is withdrawn. It stays, with the reason.`
		};
	});
}

function summary(study: string, release: releasing.ReleaseSummary): string {
	const { number, createdAt, counts, rules, sha256, withdrawn } = release;
	const lines = [
		`Release ${number} of "${study}", ${moment(createdAt)}`,
		`${count(counts.cases, 'case')}, ${count(counts.actions, 'action')}, ` +
			`${count(counts.ratings, 'rating')} by ${count(counts.raters, 'rater')}`,
		`${count(counts.final, 'final score')}, ${counts.unresolved.toLocaleString('en')} unresolved ` +
			`(rule ${rules.consensus}, k = ${rules.ratersPerCase}, band ${rules.band})`,
		`SHA-256 of the zip: ${sha256}`
	];
	if (withdrawn !== null) lines.push(`Withdrawn ${moment(withdrawn.at)}: ${withdrawn.reason}`);
	return lines.join('\n');
}
