/** `primum study clone`, `archive`, `unarchive` and `delete`: what is done with a study as a whole. */
import type { Command } from 'commander';
import { z } from 'zod';
import { slugSchema } from '#lib/domain/study.ts';
import { TERMINAL } from '#lib/server/app.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import { withApp } from '../data.ts';
import { reported } from '../progress.ts';
import { count } from '../text.ts';
import { does } from '../verb.ts';

const oneStudy = z.object({ slug: slugSchema });

export function register(study: Command): void {
	clone(study);
	archive(study);
	unarchive(study);
	remove(study);
}

function clone(study: Command): void {
	const command = study
		.command('clone')
		.description('make a study that takes over settings, guidelines, people and cases of another')
		.argument('<slug>', 'the study it is made from')
		.argument('<new>', 'the slug of the new one')
		.option('--name <name>', 'its name (the slug unless given)')
		.option('--no-settings', 'leave rules, plan rules, qualification, mails and reminders behind')
		.option('--no-words', 'leave guidelines and scale words behind')
		.option('--no-people', 'leave the people behind')
		.option('--no-cases', 'leave the cases behind');
	const schema = oneStudy.extend({
		new: slugSchema,
		name: z.string().optional(),
		settings: z.boolean(),
		words: z.boolean(),
		people: z.boolean(),
		cases: z.boolean()
	});
	does(command, schema, async (given) => {
		const { slug, new: own, name = own, settings, words, people, cases } = given;
		const asked = { slug: own, name, settings, words, people, cases };
		const made = await withApp(given, (app) =>
			studies.clone(app, TERMINAL, slug, asked, reported())
		);
		return {
			json: { ...made, from: slug },
			text: `The study "${made.name}" was made from ${slug}. Nothing is assigned in it, and nobody was told.`
		};
	});
}

function archive(study: Command): void {
	const command = study
		.command('archive')
		.description('put a study aside: it can be read, and nothing in it changes')
		.argument('<slug>', 'the study');
	does(command, oneStudy, async (given) => {
		const { slug } = given;
		await withApp(given, (app) => studies.archive(app, TERMINAL, slug));
		return {
			json: { slug, archived: true },
			text: `${slug} is archived. Bring it back with: primum study unarchive ${slug}`
		};
	});
}

function unarchive(study: Command): void {
	const command = study
		.command('unarchive')
		.description('bring an archived study back, as it was')
		.argument('<slug>', 'the study');
	does(command, oneStudy, async (given) => {
		const { slug } = given;
		await withApp(given, (app) => studies.unarchive(app, TERMINAL, slug));
		return { json: { slug, archived: false }, text: `${slug} is back, as it was.` };
	});
}

function remove(study: Command): void {
	const command = study
		.command('delete')
		.description('delete a study in which nobody has rated, for good')
		.argument('<slug>', 'the study')
		.requiredOption('--name <name>', 'its name as it stands there, so that no other is deleted');
	does(command, oneStudy.extend({ name: z.string() }), async (given) => {
		const { slug, name } = given;
		const gone = await withApp(given, (app) => studies.remove(app, TERMINAL, slug, name));
		return {
			json: { slug, deleted: true, ...gone },
			text: `"${gone.name}" is deleted, with ${count(gone.cases, 'case')}.`
		};
	});
}
