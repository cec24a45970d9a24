/** `primum score`: what a submission is worth against a release, or what a release measures. */
import { statSync } from 'node:fs';
import { Option, type Command } from 'commander';
import { z } from 'zod';
import { Refusal } from '#lib/domain/refusal.ts';
import { slugSchema } from '#lib/domain/study.ts';
import { readScorable, type Scorable } from '#lib/formats/annotation-set.ts';
import type { Files } from '#lib/formats/files.ts';
import { DEFAULT_LIMITS, RELEASE_LIMITS } from '#lib/formats/limits.ts';
import { readSubmission, type Submission } from '#lib/formats/submission.ts';
import { sanity } from '#lib/scoring/sanity.ts';
import { SCHEME_NAMES } from '#lib/scoring/scheme.ts';
import { DEFAULT_SCHEME, score } from '#lib/scoring/score.ts';
import { Usage } from '../failure.ts';
import { readFile, readFolderOrZip } from '../inputs.ts';
import { checkAnswer, sanityAnswer, scoreAnswer } from '../score-answers.ts';
import { does, note, type Common } from '../verb.ts';

const schema = z.object({
	release: z.string().min(1, 'name a release: a folder, a zip archive, or slug:number'),
	submission: z.string().optional(),
	check: z.string().optional(),
	baselines: z.boolean().default(false),
	scheme: z.enum(SCHEME_NAMES).default(DEFAULT_SCHEME)
});
type Given = z.output<typeof schema> & Common;

export function register(program: Command): void {
	const command = program
		.command('score')
		.description(
			'score a submission against a release; no language model: decisions in, figures out'
		)
		.requiredOption(
			'--release <release>',
			'a release as a folder or zip archive, a bare kit, or slug:number of this installation'
		)
		.option(
			'--submission <file>',
			"a judge's records (JSONL) or a form: case, action, recommend (CSV)"
		)
		.option('--check <file>', 'only say which records are bad, and why')
		.option(
			'--baselines',
			'what nothing, everything, referrals and other systems without sense reach'
		)
		.addOption(
			new Option('--scheme <name>', `how to score (${DEFAULT_SCHEME} unless given)`).choices(
				SCHEME_NAMES
			)
		);
	does(command, schema, async (given) => {
		const { submission, check, baselines, scheme } = given;
		const asked = [submission, check, baselines || undefined].filter((one) => one !== undefined);
		if (asked.length !== 1) {
			throw new Usage('Give one of --submission FILE, --check FILE and --baselines.');
		}
		const found = await scorable(given);
		const release = found.release ?? given.release;
		if (baselines) return sanityAnswer(release, sanity(found.set, scheme, found.panel));
		const file = submission ?? check!;
		const read = readSubmission(found.set, readFile(file, DEFAULT_LIMITS.fileBytes), file);
		if (check !== undefined) return checkAnswer(release, read);
		return scoreAnswer(release, read, score(found.set, whole(file, read), scheme));
	});
}

/** The records of a submission without a fault. */
function whole(file: string, { records, problems }: Submission): Submission['records'] {
	if (problems.length === 0) return records;
	throw new Refusal('invalid', `${file} cannot be scored as it is:`, { problems });
}

/** What is scored against, whole. */
async function scorable(given: Given): Promise<Scorable> {
	const found = readScorable(await filesOf(given), RELEASE_LIMITS);
	if (found.problems.length === 0) return found;
	throw new Refusal('invalid', `${given.release} cannot be scored against:`, {
		problems: found.problems
	});
}

/** The files of a release: on the disk, or of this installation where nothing there has the name. */
async function filesOf(given: Given): Promise<Files> {
	const [, slug, number] = /^([^:/\\]+):(\d+)$/.exec(given.release) ?? [];
	const isHere = statSync(given.release, { throwIfNoEntry: false }) !== undefined;
	if (isHere || slug === undefined || !slugSchema.safeParse(slug).success) {
		return (await readFolderOrZip(given.release, RELEASE_LIMITS)).files;
	}
	const [{ withApp }, { TERMINAL }, releasing] = await Promise.all([
		import('../data.ts'),
		import('#lib/server/app.ts'),
		import('#lib/server/services/releasing/index.ts')
	]);
	return withApp(given, async (app) => {
		const { withdrawn } = await releasing.show(app, TERMINAL, slug, Number(number));
		if (withdrawn !== null) note(`${given.release} is withdrawn: ${withdrawn.reason}`);
		return releasing.files(app, TERMINAL, slug, Number(number));
	});
}
