/** `primum cases`: the cases of a study, and their care. */
import { Option, type Command } from 'commander';
import { z } from 'zod';
import { slugSchema } from '#lib/domain/study.ts';
import { TERMINAL } from '#lib/server/app.ts';
import * as caring from '#lib/server/services/cases/index.ts';
import { withApp } from '../data.ts';
import { count, table } from '../text.ts';
import { does } from '../verb.ts';

const ofStudy = z.object({ study: slugSchema });
const number = z.coerce.number<string>().int().positive('give the number of an action');
/** A case, or one action of it. */
const ofCase = ofStudy.extend({ case: z.string(), action: number.optional() });
const whyItIs = { reason: z.string() };

export function register(program: Command): void {
	const cases = program.command('cases').description('the cases of a study, and their care');
	list(cases);
	show(cases);
	mend(cases);
	withdraw(cases);
	restore(cases);
	remove(cases);
}

/** A verb about a case, or one action of it. */
const about = (cases: Command, name: string, description: string) =>
	cases
		.command(name)
		.description(description)
		.argument('<case>', 'its id, e.g. Card001')
		.requiredOption('--study <slug>', 'the study')
		.option('--action <number>', 'one action of the case, in place of the case');

const nameOf = (given: { case: string; action?: number | undefined }) =>
	given.action === undefined ? given.case : `Action ${given.action} of ${given.case}`;

function list(cases: Command): void {
	const command = cases
		.command('list')
		.description('list the cases of a study')
		.requiredOption('--study <slug>', 'the study')
		.option('--find <words>', 'only those with these words in id, specialty, texts or actions')
		.addOption(
			new Option('--show <which>', 'only those of which this is so').choices(caring.CASE_SHOWS)
		)
		.option('--page <number>', 'another page of a long list');
	const schema = ofStudy.extend({
		find: z.string().default(''),
		show: z.enum(caring.CASE_SHOWS).nullable().default(null),
		page: z.coerce.number<string>().default(1)
	});
	does(command, schema, async (given) => {
		const { study, find, show, page } = given;
		const view = { ...caring.EVERY_CASE, find, show, page };
		const { cases: found } = await withApp(given, (app) => caring.list(app, TERMINAL, study, view));
		const rows = found.rows.map((item) => [
			item.externalId,
			item.specialty,
			String(item.actions),
			item.rated === null ? '' : String(item.rated),
			String(item.wanted),
			standing(item)
		]);
		const header = ['case', 'specialty', 'actions', 'rated', 'of ratings', ''];
		const pages = found.pages > 1 ? `\nPage ${found.page} of ${found.pages}.` : '';
		return {
			json: { study, cases: found },
			text: `${count(found.of, 'case')}\n${table(header, rows)}${pages}`
		};
	});
}

function standing({ withdrawn, gold, reopened }: caring.CaseInList): string {
	if (withdrawn) return 'withdrawn';
	return [gold ? 'qualification' : '', reopened ? 'reopened' : ''].filter(Boolean).join(', ');
}

function show(cases: Command): void {
	const command = cases
		.command('show')
		.description('show a case with all its parts and what was changed in it')
		.argument('<case>', 'its id, e.g. Card001')
		.requiredOption('--study <slug>', 'the study');
	does(command, ofStudy.extend({ case: z.string() }), async (given) => {
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
	});
}

function mend(cases: Command): void {
	const command = about(cases, 'mend', 'change a text of a case, or of one action')
		.option('--presentation <text>', 'the presentation from now on')
		.option('--question <text>', 'the question; an empty one takes it away')
		.option('--reference <text>', 'the reference recommendation; an empty one takes it away')
		.option('--specialty <code>', 'the specialty')
		.option('--text <text>', 'the text of the action')
		.option('--category <name>', 'the category of the action')
		.option('--new-meaning', 'a new wording: whoever has rated the text rates it again')
		.option('--reason <words>', 'why; needed where somebody has rated the text');
	const schema = ofCase.extend({
		...{ presentation: z.string().optional(), question: z.string().optional() },
		...{ reference: z.string().optional(), specialty: z.string().optional() },
		...{ text: z.string().optional(), category: z.string().optional() },
		newMeaning: z.boolean().default(false),
		reason: z.string().default('')
	});
	does(command, schema, async (given) => {
		const { study, action, text, category, reason } = given;
		const { presentation, question, reference, specialty } = given;
		const asked = { slug: study, externalId: given.case };
		const how = { meaning: given.newMeaning ? 'reword' : 'mend', reason } as const;
		const edited = await withApp(given, (app) =>
			action === undefined
				? caring.changeTexts(app, TERMINAL, asked, {
						...{ ...how, presentation, question, reference, specialty }
					})
				: caring.changeAction(app, TERMINAL, asked, { ...how, number: action, text, category })
		);
		return {
			json: { study, case: given.case, action: action ?? null, ...edited },
			text: `${nameOf(given)}: ${edited.how}.`
		};
	});
}

function withdraw(cases: Command): void {
	const command = about(
		cases,
		'withdraw',
		'take a case, or one action, out of plan, lists, figures and releases; it is kept'
	).requiredOption('--reason <words>', 'why; it stays on record');
	does(command, ofCase.extend(whyItIs), async (given) => {
		const { study, action, reason } = given;
		const asked = { slug: study, externalId: given.case };
		await withApp(given, (app) =>
			action === undefined
				? caring.withdraw(app, TERMINAL, asked, { reason })
				: caring.withdrawAction(app, TERMINAL, asked, { number: action, reason })
		);
		return {
			json: { study, case: given.case, action: action ?? null, withdrawn: true, reason },
			text: `${nameOf(given)} is withdrawn. It is kept, with all that was rated.`
		};
	});
}

function restore(cases: Command): void {
	const command = about(cases, 'restore', 'bring a withdrawn case, or action, back as it was');
	does(command, ofCase, async (given) => {
		const { study, action } = given;
		const asked = { slug: study, externalId: given.case };
		await withApp(given, (app) =>
			action === undefined
				? caring.restore(app, TERMINAL, asked)
				: caring.restoreAction(app, TERMINAL, asked, { number: action })
		);
		return {
			json: { study, case: given.case, action: action ?? null, withdrawn: false },
			text: `${nameOf(given)} is in "${study}" again, as it was.`
		};
	});
}

function remove(cases: Command): void {
	const command = about(cases, 'delete', 'delete a case, or an action, that nobody has rated');
	does(command, ofCase, async (given) => {
		const { study, action } = given;
		const asked = { slug: study, externalId: given.case };
		await withApp(given, (app) =>
			action === undefined
				? caring.remove(app, TERMINAL, asked)
				: caring.removeAction(app, TERMINAL, asked, { number: action })
		);
		return {
			json: { study, case: given.case, action: action ?? null, deleted: true },
			text: `${nameOf(given)} was deleted.`
		};
	});
}
