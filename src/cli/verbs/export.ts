/** `primum export`: the present state of a study as files, unreleased. */
import { Option, type Command } from 'commander';
import { z } from 'zod';
import { roundSchema } from '#lib/domain/round.ts';
import { slugSchema } from '#lib/domain/study.ts';
import { TERMINAL } from '#lib/server/app.ts';
import { EXPORT_FORMATS, exportStudy } from '#lib/server/services/releasing/index.ts';
import { withApp } from '../data.ts';
import { writeFolder } from '../outputs.ts';
import { count } from '../text.ts';
import { does } from '../verb.ts';

const schema = z.object({
	study: slugSchema,
	format: z.enum(EXPORT_FORMATS),
	out: z.string().min(1, 'name a folder'),
	force: z.boolean().default(false),
	round: roundSchema.optional()
});

export function register(program: Command): void {
	const command = program
		.command('export')
		.description('write a study as it is now; a release is what to publish')
		.requiredOption('--study <slug>', 'the study')
		.addOption(
			new Option('--format <format>', 'what to write').choices(EXPORT_FORMATS).makeOptionMandatory()
		)
		.requiredOption('--out <dir>', 'the folder to write')
		.option('--round <n>', 'only what was rated in this round; every round unless given')
		.option('--force', 'also into a folder that is not empty; its other files stay');
	does(command, schema, async (given) => {
		const { study, format, out, force, round = null } = given;
		const files = await withApp(given, (app) => exportStudy(app, TERMINAL, study, format, round));
		await writeFolder(out, files, { force });
		return {
			json: { study, format, out, files: [...files.keys()] },
			text: `Wrote ${count(files.size, 'file')} to ${out}.`
		};
	});
}
