/** `primum study clone`, `archive`, `unarchive` and `delete`: what is done with a study as a whole. */
import { z } from 'zod';
import { slugSchema } from '#lib/domain/study.ts';
import { TERMINAL } from '#lib/server/app.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import { withApp } from '../data.ts';
import { reported } from '../notes.ts';
import { count as inWords } from '../text.ts';
import { count, slug } from '../values.ts';
import { argument, off, option, verb } from '../verb.ts';

const oneStudy = { slug: argument('slug', 'the study', slugSchema) };
const isArchived = z.object({ slug, archived: z.boolean() });

const clone = verb({
	name: 'study clone',
	says: 'make a study of another: settings, guidelines, people, cases',
	about:
		'Makes a study that takes over settings, guidelines, people and cases of another, each of them unless it is ' +
		'left behind. No rating comes along, nothing is assigned, and nobody is told.',
	takes: {
		slug: argument('slug', 'the study it is made from', slugSchema),
		new: argument('slug', 'the slug of the new one', slugSchema),
		name: option('name', 'its name; the slug unless given', z.string().optional()),
		settings: off('leave rules, plan rules, qualification, mails and reminders behind'),
		words: off('leave guidelines and scale words behind'),
		people: off('leave the people behind'),
		cases: off('leave the cases behind')
	},
	examples: [
		{ run: 'primum study clone demo demo-2', does: 'everything but what was rated' },
		{
			run: 'primum study clone demo next-year --name "Next year" --no-cases',
			does: 'the same people and rules, for other cases'
		}
	],
	refused: {
		when: 'there is no such study, or one of the new name already',
		run: 'primum study clone demo demo'
	},
	answer: z.object({ slug, name: z.string(), from: slug }),
	work: async (given) => {
		const { slug, new: own, name = own, settings, words, people, cases } = given;
		const asked = { slug: own, name, settings, words, people, cases };
		const made = await withApp(given, (app) =>
			studies.clone(app, TERMINAL, slug, asked, reported())
		);
		return {
			json: { ...made, from: slug },
			text: `The study "${made.name}" was made from ${slug}. Nothing is assigned in it, and nobody was told.`
		};
	}
});

const archive = verb({
	name: 'study archive',
	says: 'put a study aside: it can be read, and nothing in it changes',
	about:
		'Puts a study aside: all of it can be read and released files can be fetched, and nothing in it changes any more. ' +
		'It comes back as it was with study unarchive.',
	takes: oneStudy,
	examples: [
		{
			run: 'primum round close --study demo && primum study archive demo',
			does: 'nobody is in the middle of rating, and nobody rates from now on'
		},
		{
			run: 'primum study clone demo demo-2 && primum study archive demo-2 --json',
			does: 'a study in which nobody rates yet, told to a program'
		}
	],
	refused: {
		when: 'there is no such study, it is archived already, or cases of an open round are with raters',
		run: 'primum study archive nowhere'
	},
	answer: isArchived,
	work: async (given) => {
		const { slug } = given;
		await withApp(given, (app) => studies.archive(app, TERMINAL, slug));
		return {
			json: { slug, archived: true },
			text: `${slug} is archived. Bring it back with: primum study unarchive ${slug}`
		};
	}
});

const unarchive = verb({
	name: 'study unarchive',
	says: 'bring an archived study back, as it was',
	about:
		'Brings an archived study back. Its people rate on where they were, and reminders leave again where they did.',
	takes: oneStudy,
	examples: [
		{
			run:
				'primum round close --study demo && primum study archive demo && ' +
				'primum study unarchive demo',
			does: 'put aside, and brought back'
		},
		{
			run:
				'primum study clone demo demo-2 && ' +
				'primum study archive demo-2 && ' +
				'primum study unarchive demo-2 --json',
			does: 'the same, told to a program'
		}
	],
	refused: {
		when: 'there is no such study, or it is not archived',
		run: 'primum study unarchive nowhere'
	},
	answer: isArchived,
	work: async (given) => {
		const { slug } = given;
		await withApp(given, (app) => studies.unarchive(app, TERMINAL, slug));
		return { json: { slug, archived: false }, text: `${slug} is back, as it was.` };
	}
});

const remove = verb({
	name: 'study delete',
	says: 'delete a study in which nobody has rated, for good',
	about:
		'Deletes a study with its cases, for good, as long as nobody has rated in it and nothing was released. Accounts ' +
		'of its people stay.',
	takes: {
		...oneStudy,
		name: option('name', 'its name as it stands there, so that no other is deleted', z.string())
	},
	examples: [
		{
			run: 'primum study create slip && primum study delete slip --name slip',
			does: 'a study that was made by mistake'
		},
		{
			run: 'primum study clone demo trial --no-people && primum study delete trial --name trial --json',
			does: 'a study that was made to try something'
		}
	],
	refused: {
		when: 'the name is another, or somebody has rated in the study',
		run: 'primum study delete demo --name "Primum demonstration"'
	},
	answer: z.object({
		...{ slug, deleted: z.boolean(), name: z.string(), cases: count, people: count }
	}),
	work: async (given) => {
		const { slug, name } = given;
		const gone = await withApp(given, (app) => studies.remove(app, TERMINAL, slug, name));
		return {
			json: { slug, deleted: true, ...gone },
			text: `"${gone.name}" is deleted, with ${inWords(gone.cases, 'case')}.`
		};
	}
});

export const verbs = [clone, archive, unarchive, remove];
