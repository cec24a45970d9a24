/** `primum study qualification`: whether raters of a study must qualify, by which cases, and how well. */
import { z } from 'zod';
import { qualificationSchema } from '#lib/domain/qualification-schema.ts';
import { TERMINAL } from '#lib/server/app.ts';
import * as qualifying from '#lib/server/services/qualifying/index.ts';
import { withApp } from '../data.ts';
import { Usage } from '../failure.ts';
import { count as inWords } from '../text.ts';
import { list, listed, slug, study } from '../values.ts';
import { flag, option, verb } from '../verb.ts';

const { passMark, tries } = qualificationSchema.shape;

export const qualification = verb({
	name: 'study qualification',
	says: 'require that raters qualify, or show how it is set',
	about:
		'Says what raters of a study must pass before they rate, or changes it; what is not named stays. Qualification ' +
		'cases need a reference score for each action, and are apart from every figure, plan and release.',
	takes: {
		study,
		cases: option('ids', 'the qualification cases, such as Card001,Card002', listed.optional()),
		passMark: option(
			'percent',
			'per cent of the answers that must agree with the key',
			passMark.unwrap().optional()
		),
		tries: option('n', 'how often a rater may try', tries.unwrap().optional()),
		off: flag('require none')
	},
	examples: [
		{ run: 'primum study qualification --study demo', does: 'how it is set' },
		{
			run:
				'primum import src/lib/server/demo/kit --study pilot --create && ' +
				'primum study qualification --study pilot --cases Card001 --pass-mark 80 --tries 2',
			does: 'whoever rates passes Card001 first'
		}
	],
	refused: {
		when: 'a case is not there, is rated already, or lacks a reference score',
		run: 'primum study qualification --study demo --cases Nope001'
	},
	answer: z.object({
		...{ study: slug, required: z.boolean(), passMark: z.number(), tries: z.int(), band: z.int() },
		cases: list(z.string())
	}),
	work: async ({ study: slug, cases, off, ...given }) => {
		const asked = [cases, given.passMark, given.tries].some((value) => value !== undefined);
		if (off && asked) throw new Usage('--off goes without --cases, --pass-mark and --tries.');
		const settings = await withApp(given, async (app) => {
			const present = await qualifying.settings(app, TERMINAL, slug);
			if (!off && !asked) return present;
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
	}
});

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
		`${inWords(band, 'point')} of the key, in at most ${inWords(tries, 'try', 'tries')}.`
	);
}
