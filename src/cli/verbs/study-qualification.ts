/** `primum study qualification`: whether raters of a study must qualify, by which cases, and how well. */
import { Option, type Command } from 'commander';
import { z } from 'zod';
import { qualificationSchema } from '#lib/domain/qualification-schema.ts';
import { slugSchema } from '#lib/domain/study.ts';
import { TERMINAL } from '#lib/server/app.ts';
import * as qualifying from '#lib/server/services/qualifying/index.ts';
import { withApp } from '../data.ts';
import { count } from '../text.ts';
import { does } from '../verb.ts';

export function register(study: Command): void {
	const command = study
		.command('qualification')
		.description('require that raters qualify, or show how it is set; what is not named stays')
		.requiredOption('--study <slug>', 'the study')
		.option('--cases <ids>', 'the qualification cases, such as Card001,Card002')
		.option('--pass-mark <percent>', 'per cent of the answers that must agree with the key')
		.option('--tries <n>', 'how often a rater may try')
		.addOption(new Option('--off', 'require none').conflicts(['cases', 'passMark', 'tries']));
	const { passMark, tries } = qualificationSchema.shape;
	const schema = z.object({
		study: slugSchema,
		cases: z
			.string()
			.transform((ids) =>
				ids
					.split(',')
					.map((id) => id.trim())
					.filter((id) => id !== '')
			)
			.optional(),
		passMark: passMark.unwrap().optional(),
		tries: tries.unwrap().optional(),
		off: z.boolean().default(false)
	});
	does(command, schema, async ({ study: slug, cases, off, ...given }) => {
		const asked = off || [cases, given.passMark, given.tries].some((value) => value !== undefined);
		const settings = await withApp(given, async (app) => {
			const present = await qualifying.settings(app, TERMINAL, slug);
			if (!asked) return present;
			await qualifying.configure(app, TERMINAL, slug, {
				required: !off,
				passMark: given.passMark ?? present.passMark,
				tries: given.tries ?? present.tries,
				cases: cases ?? goldOf(present)
			});
			return qualifying.settings(app, TERMINAL, slug);
		});
		const { required, band } = settings;
		const rules = { passMark: settings.passMark, tries: settings.tries, band };
		return {
			json: { study: slug, required, ...rules, cases: goldOf(settings) },
			text: sentence(slug, settings)
		};
	});
}

const goldOf = ({ cases }: qualifying.QualificationSettings) =>
	cases.filter(({ gold }) => gold).map(({ externalId }) => externalId);

function sentence(slug: string, settings: qualifying.QualificationSettings): string {
	const { required, passMark, tries, band } = settings;
	const gold = goldOf(settings).join(', ');
	if (!required) {
		const apart = gold === '' ? '' : ` Its qualification cases stay apart: ${gold}.`;
		return `Raters of "${slug}" need not qualify.${apart}`;
	}
	return (
		`Raters of "${slug}" qualify by ${gold}: ${passMark}% of their answers within ` +
		`${count(band, 'point')} of the key, in at most ${count(tries, 'try', 'tries')}.`
	);
}
