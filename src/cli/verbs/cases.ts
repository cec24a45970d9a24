/** `primum cases`: the cases of a study, looked at. */
import { z } from 'zod';
import { TERMINAL } from '#lib/server/app.ts';
import * as caring from '#lib/server/services/cases/index.ts';
import { withApp } from '../data.ts';
import { count as inWords, table } from '../text.ts';
import { count, list, moment, page, slug, study } from '../values.ts';
import { argument, option, verb } from '../verb.ts';
import { verbs as care } from './case-care.ts';

const listAll = verb({
	name: 'cases list',
	says: 'list the cases of a study',
	about:
		'Lists fifty cases of a study a page, with how many of the wanted ratings each has. Qualification cases and ' +
		'withdrawn ones are among them, and marked.',
	takes: {
		study,
		find: option(
			'words',
			'only those with these words in id, specialty, texts or actions',
			z.string().default('')
		),
		show: option(
			'which',
			'only those of which this is so',
			z.enum(caring.CASE_SHOWS).nullable().default(null)
		),
		page: option('number', 'another page of a long list', z.coerce.number<string>().default(1))
	},
	examples: [
		{ run: 'primum cases list --study demo', does: 'the first fifty' },
		{ run: 'primum cases list --study demo --find heart --show unrated', does: 'some of them' }
	],
	refused: { when: 'there is no such study', run: 'primum cases list --study nowhere' },
	answer: z.object({
		study: slug,
		cases: page(
			z.object({
				...{ externalId: z.string(), specialty: z.string(), actions: count },
				...{ gold: z.boolean(), withdrawn: z.boolean(), reopened: z.boolean() },
				...{ rated: count.nullable(), wanted: count }
			})
		)
	}),
	work: async (given) => {
		const { study, find, show, page } = given;
		const view = { ...caring.EVERY_CASE, find, show, page };
		const { cases: found } = await withApp(given, (app) => caring.list(app, TERMINAL, study, view));
		const rows = found.rows.map((item) => [
			...[item.externalId, item.specialty, String(item.actions)],
			...[item.rated === null ? '' : String(item.rated), String(item.wanted), standing(item)]
		]);
		const header = ['case', 'specialty', 'actions', 'rated', 'of ratings', ''];
		const pages = found.pages > 1 ? `\nPage ${found.page} of ${found.pages}.` : '';
		return {
			json: { study, cases: found },
			text: `${inWords(found.of, 'case')}\n${table(header, rows)}${pages}`
		};
	}
});

function standing({ withdrawn, gold, reopened }: caring.CaseInList): string {
	if (withdrawn) return 'withdrawn';
	return [gold ? 'qualification' : '', reopened ? 'reopened' : ''].filter(Boolean).join(', ');
}

const text = z.string().nullable();
const withdrawal = z.object({ at: moment, reason: text }).nullable();

const show = verb({
	name: 'cases show',
	says: 'show a case with all its parts and what was changed in it',
	about:
		'Shows a case as it is now: its texts, its actions, who rates it and how far they are. With --json also what was ' +
		'changed in it, by whom and why, the newest first.',
	takes: { case: argument('case', 'its id, e.g. Card001', z.string()), study },
	examples: [
		{ run: 'primum cases show Card001 --study demo', does: 'the case and its actions' },
		{
			run: 'primum cases show GI001 --study demo --json | head -n 5',
			does: 'the beginning of what a program gets'
		}
	],
	refused: {
		when: 'there is no such case or study',
		run: 'primum cases show Nope001 --study demo'
	},
	answer: z.object({
		study: slug,
		case: z.object({
			...{ externalId: z.string(), specialty: z.string(), specialtyName: z.string() },
			...{ presentation: z.string(), question: text, reference: text, guidance: text },
			...{ heldOut: z.boolean(), gold: z.boolean(), rated: z.boolean(), withdrawn: withdrawal },
			actions: list(
				z.object({
					...{ number: z.int(), text: z.string(), category: z.string(), group: text },
					...{ dependsOn: list(z.int()), referenceScore: z.int().nullable() },
					...{ wording: z.int(), rated: z.boolean(), withdrawn: withdrawal }
				})
			),
			groups: list(z.object({ name: z.string(), pickType: z.string(), pickCount: z.int() })),
			variants: list(
				z.object({ externalId: z.string(), presentation: z.string(), description: text })
			),
			raters: list(
				z.object({
					...{ name: z.string(), round: z.int(), state: z.string(), rated: count, actions: count },
					...{ released: z.boolean(), again: z.boolean() }
				})
			),
			history: list(
				z.object({
					...{ at: moment, who: text, what: z.string(), reason: text },
					old: z.record(z.string(), z.unknown()),
					new: z.record(z.string(), z.unknown())
				})
			)
		})
	}),
	work: async (given) => {
		const { study } = given;
		const item = await withApp(given, (app) => caring.show(app, TERMINAL, study, given.case));
		const { externalId, specialtyName, presentation, question, heldOut, gold, withdrawn } = item;
		const marks = [
			heldOut ? 'held out' : '',
			gold ? 'qualification' : '',
			withdrawn ? 'withdrawn' : ''
		];
		const rows = item.actions.map((action) => [
			...[String(action.number), action.category, action.group ?? ''],
			...[action.dependsOn.join(' '), action.referenceScore?.toString() ?? ''],
			...[action.withdrawn === null ? '' : 'withdrawn', action.text]
		]);
		const header = ['no.', 'category', 'group', 'depends on', 'reference', '', 'action'];
		return {
			json: { study, case: item },
			text: [
				[`${externalId}, ${specialtyName}`, ...marks.filter(Boolean)].join(', '),
				...['', presentation, ...(question === null ? [] : ['', question])],
				...['', table(header, rows)]
			].join('\n')
		};
	}
});

export const verbs = [listAll, show, ...care];
