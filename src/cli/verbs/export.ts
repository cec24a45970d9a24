/** `primum export`: the present state of a study as files, unreleased. */
import { z } from 'zod';
import { roundSchema } from '#lib/domain/round.ts';
import { TERMINAL } from '#lib/server/app.ts';
import { EXPORT_FORMATS, exportStudy } from '#lib/server/services/releasing/index.ts';
import { withApp } from '../data.ts';
import { assertFolder, writeFolder } from '../outputs.ts';
import { count } from '../text.ts';
import { list, out, slug, study } from '../values.ts';
import { flag, option, verb } from '../verb.ts';

export const verbs = [
	verb({
		name: 'export',
		says: 'write the present state of a study, unreleased',
		about:
			'Writes what a study holds now, as a kit or as tables. It has no number and can change tomorrow: a release is what ' +
			'to publish.',
		takes: {
			study,
			format: option('format', 'what to write', z.enum(EXPORT_FORMATS)),
			out: out('the folder to write'),
			round: option(
				'n',
				'only what was rated in this round; every round unless given',
				roundSchema.optional()
			),
			force: flag('also into a folder that is not empty; its other files stay')
		},
		examples: [
			{
				run: 'primum export --study demo --format csv --out now',
				does: 'tables, for a spreadsheet'
			},
			{ run: 'primum export --study demo --format kit --out now-kit', does: 'a kit' }
		],
		refused: {
			when: 'there is no such study, or the folder holds something',
			run: 'primum export --study demo --format csv --out docs'
		},
		answer: z.object({
			...{ study: slug, format: z.string(), out: z.string(), files: list(z.string()) }
		}),
		work: async (given) => {
			const { study, format, out, force, round = null } = given;
			assertFolder(out, { force });
			const files = await withApp(given, (app) => exportStudy(app, TERMINAL, study, format, round));
			await writeFolder(out, files, { force });
			return {
				json: { study, format, out, files: [...files.keys()] },
				text: `Wrote ${count(files.size, 'file')} to ${out}.`
			};
		}
	})
];
