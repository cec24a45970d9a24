/** `primum import`: cases from a kit or from tables. */
import type { Command } from 'commander';
import { z } from 'zod';
import { planImport } from '#lib/domain/import.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { slugSchema } from '#lib/domain/study.ts';
import { DEFAULT_LIMITS } from '#lib/formats/limits.ts';
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
	newWording: z.boolean().default(false)
});
type Given = z.output<typeof schema>;

export function register(program: Command): void {
	const command = program
		.command('import')
		.description('import cases: a kit folder, a zip of one, or cases.csv with actions.csv')
		.argument('<path>', 'the folder or zip archive')
		.requiredOption('--study <slug>', 'the study they belong to')
		.option('--create', 'make the study where there is none')
		.option('--dry-run', 'say what would change, and change nothing')
		.option('--new-wording', 'where rated text differs, keep the old wording with its ratings');
	does(command, schema, async (given) => {
		const { files, passedOver } = await readFolderOrZip(given.path, DEFAULT_LIMITS, isOfImport);
		const read = await importing.read(files);
		const incoming = { ...read, ignored: [...passedOver, ...read.ignored] };
		return withNewApp(configOf(given), async (app) =>
			answer(given, await importInto(app, given, incoming))
		);
	});
}

/** The parts of a folder that an import reads. */
function isOfImport(path: string): boolean {
	return /^(dataset|guidance)(\/|$)|^(cases|actions)\.csv$/.test(path);
}

async function importInto(
	app: App,
	{ study, create, dryRun, newWording }: Given,
	incoming: importing.Incoming
): Promise<importing.ImportOutcome> {
	const known = (await studies.list(app, TERMINAL)).some(({ slug }) => slug === study);
	if (!known) {
		if (!create) {
			throw new Refusal(
				'missing',
				`There is no study "${study}". Add --create to make it, or name another with --study.`
			);
		}
		importing.assertWhole(incoming);
		if (dryRun) {
			const { cases, actions, rewordings } = planImport([], incoming.cases, 'refuse');
			return { cases, actions, rewordings, ignored: incoming.ignored, applied: false };
		}
		await studies.create(app, TERMINAL, { slug: study, name: study });
		note(`The study "${study}" was made.`);
	}
	return importing.importCases(app, TERMINAL, study, incoming, {
		dryRun,
		rewording: newWording ? 'version' : 'refuse',
		course: reported()
	});
}

function answer({ dryRun, study }: Given, outcome: importing.ImportOutcome): Answer {
	const { cases, actions, rewordings, ignored, applied } = outcome;
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
		lines.push(`${count(rewordings.length, 'rated action')} got a new wording.`);
	}
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
