/** `primum release`: releases looked at, compared and withdrawn; making and exporting one stand beside. */
import { z } from 'zod';
import { TERMINAL } from '#lib/server/app.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import { withApp } from '../data.ts';
import { comparison, releases, summary, wholeRelease } from '../release-answers.ts';
import { comparisonText } from '../release-comparison-text.ts';
import { numberOf } from '../releases.ts';
import { elsewhere } from '../remote/client.ts';
import { moment, table } from '../text.ts';
import { release, releaseNumber, slug, study, which } from '../values.ts';
import { argument, option, verb } from '../verb.ts';
import { create } from './release-create.ts';
import { exportRelease } from './release-export.ts';

const listAll = verb({
	name: 'release list',
	says: 'list the releases, the newest first',
	about:
		'Lists the releases of a study, withdrawn ones too, with their reason. It asks this installation, or one elsewhere.',
	takes: { study },
	isRemote: true,
	examples: [
		{ run: 'primum release list --study demo', does: 'a line a release' },
		{
			run: 'primum release list --study demo --remote http://localhost:3000 --token-file token.txt --json',
			does: 'those of a server, for a program'
		}
	],
	refused: { when: 'there is no such study', run: 'primum release list --study nowhere' },
	answer: releases,
	work: async (given) => {
		const there = await elsewhere(given);
		const all =
			there === null
				? (await withApp(given, (app) => releasing.list(app, TERMINAL, given.study))).map(told)
				: await there.releases(given.study);
		const rows = all.map(({ number, createdAt, counts, withdrawn }) => [
			...[String(number), moment(createdAt), String(counts.cases)],
			...[String(counts.final), String(counts.unresolved)],
			withdrawn === null ? '' : `withdrawn: ${withdrawn.reason}`
		]);
		const header = ['release', 'made', 'cases', 'final', 'unresolved', ''];
		return {
			json: { study: given.study, releases: all },
			text: rows.length === 0 ? `"${given.study}" has no release yet.` : table(header, rows)
		};
	}
});

/** With its note where an installation elsewhere has it. */
const told = <T extends releasing.ReleaseSummary>(found: T) => ({
	...found,
	note: found.options.note
});

const show = verb({
	name: 'release show',
	says: 'show one release',
	about:
		'Shows what a release holds, by which rules it was made, and the SHA-256 of its zip. Of this installation, --json ' +
		'tells its files too, each with its hash.',
	takes: { number: which, study },
	isRemote: true,
	examples: [
		{ run: 'primum release show latest --study demo', does: 'the newest that is not withdrawn' },
		{
			run: 'primum release show 1 --study demo --remote http://localhost:3000 --token-file token.txt',
			does: 'one of a server'
		}
	],
	refused: {
		when: 'there is no such study or release',
		run: 'primum release show 99 --study demo'
	},
	answer: wholeRelease,
	work: async (given) => {
		const { study, number } = given;
		const there = await elsewhere(given);
		if (there !== null) {
			const found = await there.release(study, number);
			return { json: { study, ...found }, text: summary(study, found) };
		}
		const found = await withApp(given, async (app) =>
			releasing.show(app, TERMINAL, study, await numberOf(app, study, number))
		);
		const json = { study, ...told(found), files: found.manifest.files };
		return { json, text: summary(study, json) };
	}
});

const compare = verb({
	name: 'release compare',
	says: 'say what is otherwise in a release than in another',
	about:
		'Compares a release with another: cases, actions, final scores, rules and agreement. An action is the same where ' +
		'its case and number are.',
	takes: {
		number: release,
		with: argument(
			'number',
			'the number of the other; the one before unless given',
			releaseNumber.optional()
		),
		study
	},
	examples: [
		{
			run:
				'primum release create --study demo --rule mean-rounded && ' +
				'primum release compare 2 --study demo',
			does: 'what another rule makes of the same ratings'
		},
		{
			run: 'primum release compare 2 1 --study demo --json',
			does: 'every change, told to a program'
		}
	],
	refused: {
		when: 'there is no such release, or none before it',
		run: 'primum release compare 1 --study demo'
	},
	answer: comparison,
	work: async (given) => {
		const { study, number, with: against = null } = given;
		const found = await withApp(given, (app) =>
			releasing.compareWhole(app, TERMINAL, study, { number, against })
		);
		return { json: { study, ...found }, text: comparisonText(study, found) };
	}
});

const withdraw = verb({
	name: 'release withdraw',
	says: 'mark a release as withdrawn; it stays',
	about:
		'Marks a release as withdrawn, for good. It stays and can be fetched and checked, with the reason beside it, and ' +
		'latest passes over it.',
	takes: { number: release, study, reason: option('text', 'why', z.string()) },
	examples: [
		{
			run: 'primum release withdraw 1 --study demo --reason "A case was released twice"',
			does: 'whoever fetches it is told'
		},
		{
			run:
				'primum release create --study demo --case Card001 && ' +
				'primum release withdraw 2 --study demo --reason "One case only" --json',
			does: 'one that was made by mistake'
		}
	],
	refused: {
		when: 'there is no such release, or it is withdrawn already',
		run: 'primum release withdraw 99 --study demo --reason "Not wanted"'
	},
	answer: z.object({ study: slug, number: z.int(), withdrawn: z.boolean() }),
	work: async (given) => {
		const { study, number, reason } = given;
		await withApp(given, (app) => releasing.withdraw(app, TERMINAL, study, number, reason));
		return {
			json: { study, number, withdrawn: true },
			text: `Release ${number} of "${study}" is withdrawn. It stays, with the reason.`
		};
	}
});

export const verbs = [create, listAll, show, compare, exportRelease, withdraw];
