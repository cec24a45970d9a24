/** `primum import`: cases from a kit or from tables. */
import { Option, type Command } from 'commander';
import { z } from 'zod';
import { planImport, REWORDING_POLICIES } from '#lib/domain/import.ts';
import { shortened } from '#lib/domain/listed.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { slugSchema } from '#lib/domain/study.ts';
import type { Files } from '#lib/formats/files.ts';
import { mayBeRead } from '#lib/formats/layout.ts';
import { TERMINAL, type App } from '#lib/server/app.ts';
import * as importing from '#lib/server/services/importing/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import { configOf, withNewApp } from '../data.ts';
import { readFolderOrZip } from '../inputs.ts';
import { reported } from '../progress.ts';
import { count, table } from '../text.ts';
import { does, note, type Answer } from '../verb.ts';

const schema = z.object({
	path: z.string(),
	study: slugSchema,
	create: z.boolean().default(false),
	dryRun: z.boolean().default(false),
	rewording: z.enum(REWORDING_POLICIES).default('refuse'),
	withdrawMissing: z.boolean().default(false),
	reason: z.string().default('')
});
type Given = z.output<typeof schema>;

export function register(program: Command): void {
	const command = program
		.command('import')
		.description('import cases: a kit folder, a zip of one, or cases.csv with actions.csv')
		.argument('<path>', 'the folder or zip archive; what is read may lie at any depth in it')
		.requiredOption('--study <slug>', 'the study they belong to')
		.option('--create', 'make the study where there is none')
		.option('--dry-run', 'say what would change, and change nothing')
		.addOption(
			new Option(
				'--rewording <policy>',
				'where rated text differs: refuse; version keeps old ratings with the old wording and asks again; ' +
					'mend says that no meaning changes, and ratings stay'
			).choices(REWORDING_POLICIES)
		)
		.option('--withdraw-missing', 'withdraw the cases of the study that are not in the files')
		.option('--reason <words>', 'why texts are mended or reworded, or cases withdrawn');
	does(command, schema, async (given) => {
		const config = configOf(given);
		const { files, passedOver } = await readFolderOrZip(given.path, config.limits, mayBeRead);
		return withNewApp(config, async (app) => {
			const outcome = await importInto(app, given, files);
			return answer(given, { ...outcome, ignored: [...passedOver, ...outcome.ignored] });
		});
	});
}

async function importInto(
	app: App,
	{ study, create, dryRun, rewording, withdrawMissing, reason }: Given,
	files: Files
): Promise<importing.ImportOutcome> {
	const known = (await studies.list(app, TERMINAL)).some(({ slug }) => slug === study);
	if (!known) {
		if (!create) {
			throw new Refusal(
				'missing',
				`There is no study "${study}". Add --create to make it, or name another with --study.`
			);
		}
		const incoming = await importing.read(files, undefined, app.limits);
		importing.assertWhole(incoming);
		if (dryRun) {
			return importing.outcomeOf(planImport([], incoming.cases, 'refuse'), {
				...{ applied: false, ignored: incoming.ignored, notes: incoming.notes, gone: [] }
			});
		}
		await studies.create(app, TERMINAL, { slug: study, name: study });
		note(`The study "${study}" was made.`);
	}
	return importing.importCases(
		app,
		TERMINAL,
		study,
		{ files },
		{
			dryRun,
			rewording,
			reason,
			...(withdrawMissing ? { withdrawMissing: { reason } } : {}),
			course: reported()
		}
	);
}

function answer({ dryRun, study }: Given, outcome: importing.ImportOutcome): Answer {
	const { cases, actions, rewordings, mends, ignored, notes, applied } = outcome;
	const row = (name: string, tally: typeof cases) => [
		name,
		...[tally.new, tally.changed, tally.unchanged, tally.removed].map((n) => n.toLocaleString('en'))
	];
	const lines = [
		table(
			['', 'new', 'changed', 'unchanged', 'removed'],
			[row('cases', cases), row('actions', actions)]
		)
	];
	if (rewordings.length > 0) {
		lines.push(`${count(rewordings.length, 'rated text')} got a new wording.`);
	}
	if (mends.length > 0)
		lines.push(`${count(mends.length, 'rated text')} mended; the ratings stay.`);
	if (outcome.withdrawn.of > 0) lines.push(`Withdrawn: ${named(outcome.withdrawn)}`);
	if (outcome.stillWithdrawn.of > 0) {
		lines.push(`In the files, and withdrawn as before: ${named(outcome.stillWithdrawn)}`);
	}
	if (outcome.leftAlone.of > 0) {
		const more = outcome.withdrawable > 0 ? ' Withdraw them with --withdraw-missing.' : '';
		lines.push(`Not in the files, and left as they are: ${named(outcome.leftAlone)}.${more}`);
	}
	lines.push(...notes);
	if (ignored.length > 0) lines.push(`Left aside: ${ignored.join(', ')}`);
	lines.push(
		dryRun
			? 'This was a dry run: nothing was changed.'
			: applied
				? `Imported into "${study}".`
				: `Nothing to change in "${study}".`
	);
	return { json: { study, dryRun, ...outcome }, text: lines.join('\n') };
}

function named({ of, first }: importing.ImportOutcome['leftAlone']): string {
	return `${count(of, 'case')}, ${shortened(first, first.length, of)}`;
}
