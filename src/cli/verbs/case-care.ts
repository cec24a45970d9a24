/** `primum cases mend`, `withdraw`, `restore` and `delete`: the care of a case, or of one action of it. */
import { z } from 'zod';
import { TERMINAL } from '#lib/server/app.ts';
import * as caring from '#lib/server/services/cases/index.ts';
import { withApp } from '../data.ts';
import { slug, study } from '../values.ts';
import { argument, flag, option, verb } from '../verb.ts';

const about = {
	case: argument('case', 'its id, e.g. Card001', z.string()),
	study,
	action: option(
		'number',
		'one action of the case, in place of the case',
		z.coerce.number<string>().int().positive('give the number of an action').optional()
	)
};
const ofCase = { study: slug, case: z.string(), action: z.int().nullable() };

type About = { study: string; case: string; action?: number | undefined };

const nameOf = (given: About) =>
	given.action === undefined ? given.case : `Action ${given.action} of ${given.case}`;
const placeOf = ({ study, case: externalId, action }: About) => ({
	...{ study, case: externalId, action: action ?? null }
});
const askedOf = (given: About) => ({ slug: given.study, externalId: given.case });

const words = (says: string) => option('text', says, z.string().optional());

const mend = verb({
	name: 'cases mend',
	says: 'change a text of a case, or of one action',
	about:
		'Changes texts, specialty or category. Where somebody has rated a text it is mended and ratings stay, with a ' +
		'reason; or with --new-meaning it is a new wording, which they rate again.',
	takes: {
		...about,
		presentation: words('the presentation from now on'),
		question: words('the question; an empty one takes it away'),
		reference: words('the reference recommendation; an empty one takes it away'),
		specialty: option('code', 'the specialty', z.string().optional()),
		text: words('the text of the action'),
		category: option('name', 'the category of the action', z.string().optional()),
		newMeaning: flag('a new wording: whoever has rated the text rates it again'),
		reason: option('words', 'why; needed where somebody has rated the text', z.string().default(''))
	},
	examples: [
		{
			run: 'primum cases mend Card001 --study demo --question "What would you do first?" --reason "A clearer question"',
			does: 'the ratings stay'
		},
		{
			run:
				'primum cases mend Card001 --study demo --action 1 --text "Reassure her that skipped beats are common and harmless." ' +
				'--new-meaning --reason "Less of it was meant"',
			does: 'the action is rated again'
		}
	],
	refused: {
		when: 'nothing differs, there is no such case, or a rated text changes without a reason',
		run: 'primum cases mend Nope001 --study demo --question "What now?"'
	},
	answer: z.object({
		...ofCase,
		how: z.enum(['mended', 'reworded', 'changed']),
		again: z.boolean()
	}),
	work: async (given) => {
		const { action, text, category, reason } = given;
		const { presentation, question, reference, specialty } = given;
		const asked = askedOf(given);
		const how = { meaning: given.newMeaning ? 'reword' : 'mend', reason } as const;
		const edited = await withApp(given, (app) =>
			action === undefined
				? caring.changeTexts(app, TERMINAL, asked, {
						...{ ...how, presentation, question, reference, specialty }
					})
				: caring.changeAction(app, TERMINAL, asked, { ...how, number: action, text, category })
		);
		return { json: { ...placeOf(given), ...edited }, text: `${nameOf(given)}: ${edited.how}.` };
	}
});

const withdraw = verb({
	name: 'cases withdraw',
	says: 'take a case, or one action, out of everything; it is kept',
	about:
		'Takes a case, or one action, out of plan, lists, figures and releases. It is kept with all that was rated, and ' +
		'comes back with cases restore.',
	takes: { ...about, reason: option('words', 'why; it stays on record', z.string()) },
	examples: [
		{
			run: 'primum cases withdraw Card001 --study demo --reason "Too much like Card002"',
			does: 'the whole case'
		},
		{
			run: 'primum cases withdraw GI001 --study demo --action 2 --reason "Said twice"',
			does: 'one action'
		}
	],
	refused: {
		when: 'there is no such case, or it is withdrawn already',
		run: 'primum cases withdraw Nope001 --study demo --reason "Not wanted"'
	},
	answer: z.object({ ...ofCase, withdrawn: z.boolean(), reason: z.string() }),
	work: async (given) => {
		const { action, reason } = given;
		const asked = askedOf(given);
		await withApp(given, (app) =>
			action === undefined
				? caring.withdraw(app, TERMINAL, asked, { reason })
				: caring.withdrawAction(app, TERMINAL, asked, { number: action, reason })
		);
		return {
			json: { ...placeOf(given), withdrawn: true, reason },
			text: `${nameOf(given)} is withdrawn. It is kept, with all that was rated.`
		};
	}
});

const restore = verb({
	name: 'cases restore',
	says: 'bring a withdrawn case, or action, back as it was',
	about:
		'Brings back what was withdrawn, as it was, with its ratings. Figures and releases count it again from then on.',
	takes: about,
	examples: [
		{
			run:
				'primum cases withdraw Card001 --study demo --reason "For now" && ' +
				'primum cases restore Card001 --study demo',
			does: 'taken out, and brought back'
		},
		{
			run:
				'primum cases withdraw GI001 --study demo --action 2 --reason "For now" && ' +
				'primum cases restore GI001 --study demo --action 2',
			does: 'one action, taken out and brought back'
		}
	],
	refused: {
		when: 'there is no such case, or it is not withdrawn',
		run: 'primum cases restore Card001 --study demo'
	},
	answer: z.object({ ...ofCase, withdrawn: z.boolean() }),
	work: async (given) => {
		const { action } = given;
		const asked = askedOf(given);
		await withApp(given, (app) =>
			action === undefined
				? caring.restore(app, TERMINAL, asked)
				: caring.restoreAction(app, TERMINAL, asked, { number: action })
		);
		return {
			json: { ...placeOf(given), withdrawn: false },
			text: `${nameOf(given)} is in "${given.study}" again, as it was.`
		};
	}
});

const remove = verb({
	name: 'cases delete',
	says: 'delete a case, or an action, that nobody has rated',
	about:
		'Deletes a case, or one action, for good, as long as nobody has rated it. What was rated can only be withdrawn.',
	takes: about,
	examples: [
		{
			run:
				'primum import src/lib/server/demo/kit --study pilot --create && ' +
				'primum cases delete Card001 --study pilot',
			does: 'a case that nobody has rated'
		},
		{
			run: 'primum cases delete GI001 --study pilot --action 2 --json',
			does: 'one action, told to a program'
		}
	],
	refused: {
		when: 'there is no such case, or somebody has rated it',
		run: 'primum cases delete Card001 --study demo'
	},
	answer: z.object({ ...ofCase, deleted: z.boolean() }),
	work: async (given) => {
		const { action } = given;
		const asked = askedOf(given);
		await withApp(given, (app) =>
			action === undefined
				? caring.remove(app, TERMINAL, asked)
				: caring.removeAction(app, TERMINAL, asked, { number: action })
		);
		return {
			json: { ...placeOf(given), deleted: true },
			text: `${nameOf(given)} was deleted.`
		};
	}
});

export const verbs = [mend, withdraw, restore, remove];
